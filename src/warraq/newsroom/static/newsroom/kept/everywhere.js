// On every page of the newsroom: copies that are saved are forgotten, those that wait are named, signing out takes them away.
import { forget, mine, numbersOfMine } from "./store.js";
import { button, make, said, told } from "./words.js";

const COOKIE = "warraq-kept";

async function forgetSaved() {
  const id = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]+)`))?.[1];
  if (!id) return;
  await forget(id);
  document.cookie = `${COOKIE}=; path=/newsroom/; max-age=0; samesite=strict`;
}

function rowOf(copy) {
  const address = /^\d+$/.test(copy.page) ? `${told.home}pages/${copy.page}/edit/` : copy.page;
  const row = make("li");
  const link = make("a", copy.title || said("untitled"), { href: address, dir: "auto" });
  const drop = button("forget", async () => {
    if (!confirm(said("sure"))) return;
    await forget(copy.id);
    const box = row.closest(".kept");
    row.remove();
    if (!box.querySelector("li")) box.remove();
  });
  row.append(link, " ", drop);
  return row;
}

async function nameWaiting() {
  if (location.pathname !== told.home) return;
  const copies = await mine();
  if (!copies.length) return;
  const box = make("section", "", { class: "kept kept--found", "aria-label": said("elsewhere") });
  const list = make("ul");
  list.append(...copies.map(rowOf));
  box.append(make("p", said("elsewhere")), list);
  document.querySelector("main")?.prepend(box);
}

async function leave(form) {
  const numbers = await numbersOfMine().catch(() => []);
  if (numbers.length && !confirm(said("leaving"))) return;
  await Promise.all(numbers.map(forget));
  form.submit();
}

if (told) {
  forgetSaved().then(nameWaiting).catch(() => {});
  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/logout/")) return;
    event.preventDefault();
    leave(event.target);
  }, true);
}
