// Keeps “read now” up to date, where an editor can stop it. Without scripts the page has a link that loads it again.
const pause = (length) => new Promise((resolve) => { setTimeout(resolve, length); });

// What had the focus is there again under the same id, or its table is; a marked text is left as it is.
function swap(results, fresh) {
  const selection = getSelection();
  if (!selection.isCollapsed && results.contains(selection.anchorNode)) return;
  const focused = results.contains(document.activeElement) ? document.activeElement : null;
  const ids = [];
  for (let element = focused; element && element !== results; element = element.parentElement) {
    if (element.id) ids.push(element.id);
  }
  const inSummary = focused?.localName === "summary";
  const open = [...results.querySelectorAll("details[open]")].map((element) => element.id);
  const scrolled = [...results.querySelectorAll("[role=region]")].map((element) => [element.id, element.scrollLeft]);
  results.replaceChildren(...fresh);
  open.forEach((id) => { document.getElementById(id)?.setAttribute("open", ""); });
  scrolled.forEach(([id, left]) => { if (left && id) document.getElementById(id)?.scrollTo({ left }); });
  const target = ids.map((id) => document.getElementById(id)).find(Boolean);
  (inSummary ? target?.querySelector("summary") : target)?.focus({ preventScroll: true });
}

async function look(root, results) {
  const response = await fetch(root.dataset.readsNow, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  // Signed out meanwhile, or no longer allowed: asking again is of no use.
  if (response.redirected || response.status === 403) return false;
  if (response.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    swap(results, page.body.childNodes);
  }
  return true;
}

function pauseButton(root) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary button-small";
  button.textContent = root.dataset.pause;
  button.addEventListener("click", () => {
    const isPaused = root.toggleAttribute("data-paused");
    button.textContent = isPaused ? root.dataset.goOn : root.dataset.pause;
  });
  root.querySelector("[data-reads-buttons]").append(button);
}

async function follow(root) {
  const results = root.querySelector("[data-reads-results]");
  pauseButton(root);
  for (;;) {
    await pause(root.dataset.every * 1_000);
    if (document.hidden || root.hasAttribute("data-paused")) continue;
    try {
      if (!await look(root, results)) return;
    } catch {
      // The server may be starting again: the next look tells.
    }
  }
}

document.querySelectorAll("[data-reads-now]").forEach(follow);
