// What stands against publishing, beside the editor: asked for the draft as autosave has sent it, while the panel is open.
const QUIET = 1_000; // milliseconds after a save, so that a burst of saves asks once

const numberOf = (form) => new URL(form.action, location.href).pathname.match(/\/pages\/(\d+)\/edit\/$/)?.[1];

function placeOf(field, block) {
  if (block) {
    const found = document.querySelector(`[data-contentpath="${CSS.escape(block)}"]`);
    if (found) return found;
  }
  return document.querySelector(`[data-contentpath="${CSS.escape(field)}"]`)
    ?? document.getElementById(`id_${field}`)
    ?? document.getElementById(`id_${field}-FORMS`)
    ?? document.querySelector(`[name="${CSS.escape(field)}"]`);
}

/** Open what hides it (a tab, a panel that is folded), then go there with the keyboard too. */
function jump(field, block) {
  const place = placeOf(field, block);
  if (!place) return;
  const tab = place.closest("[role=tabpanel]");
  if (tab?.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
  for (let panel = place.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
    const toggle = panel.querySelector("[data-panel-toggle]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }
  place.scrollIntoView({ block: "center" });
  const target = "[contenteditable=true], textarea, select, button, a[href], input:not([type=hidden])";
  (place.matches(target) ? place : place.querySelector(target))?.focus({ preventScroll: true });
}

function enhance(panel, form) {
  const list = panel.querySelector("[data-checks-list]");
  const status = panel.querySelector("[data-checks-status]");
  const links = [...panel.querySelectorAll("[data-checks-page]")];
  let waiting;
  let shown = "";

  async function ask() {
    const number = numberOf(form);
    links.forEach((link) => { link.hidden = !number; });
    if (!number) {
      status.textContent = panel.dataset.first;
      return;
    }
    const address = panel.dataset.checks.replace("{number}", number);
    links.forEach((link) => { link.href = address + link.dataset.checksPage; });
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html", "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      show(await answer.text());
      status.textContent = "";
    } catch {
      status.textContent = panel.dataset.failed;
    }
  }

  function show(html) {
    if (html === shown) return;
    shown = html;
    const reason = document.getElementById("checks-reason")?.value;
    list.innerHTML = html;
    const field = document.getElementById("checks-reason");
    if (field && reason) field.value = reason;
    list.querySelectorAll("[data-checks-jump]").forEach((button) => { button.hidden = false; });
  }

  const isOpen = () => panel.offsetParent !== null;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => isOpen() && ask(), QUIET);
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-checks-jump]");
    if (button) jump(button.dataset.checksJump, button.dataset.block);
  });
  document.addEventListener("w-autosave:success", later);
  new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && ask()).observe(panel);
}

const all = document.querySelector("[data-checks-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    document.querySelectorAll("[name=accepted]").forEach((box) => { box.checked = true; });
  });
}

const form = document.getElementById("page-edit-form");
if (form) document.querySelectorAll("[data-checks]").forEach((panel) => enhance(panel, form));
