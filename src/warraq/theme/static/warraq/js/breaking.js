// Breaking news: printed on home, fetched everywhere, looked at again while the page is seen. Lines a reader has put
// away stay away in this browser.
const EVERY = 20_000;
const KEPT = "breaking";
const place = document.querySelector("[data-breaking]");

function away(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    if (!name) return kept;
    localStorage.setItem(KEPT, JSON.stringify([name, ...kept].slice(0, 20)));
  } catch {}
  return [];
}

function show(lines) {
  const hidden = away();
  const shown = lines.filter(({ dataset }) => !hidden.includes(dataset.line));
  const names = (all) => [...all].map(({ dataset }) => dataset.line).join();
  // What stands there already is not read out again.
  if (names(shown) === names(place.children) && (!shown[0] || place.querySelector("button"))) return;
  for (const line of shown) {
    const button = line.querySelector("button") ?? document.createElement("button");
    button.type = "button";
    button.textContent = place.dataset.hide;
    button.onclick = () => {
      away(line.dataset.line);
      line.remove();
    };
    line.append(button);
  }
  place.replaceChildren(...shown);
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(place.dataset.breaking, { cache: "no-cache", priority: "low" });
    if (!answer.ok) return;
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Written after the page: it stands over it and moves nothing.
    if (!place.children.length) place.classList.add("breaking--over");
    show([...body.children]);
  } catch {}
}

if (place) {
  show([...place.children]);
  look();
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
