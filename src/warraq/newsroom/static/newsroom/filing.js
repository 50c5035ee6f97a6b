// Filing in a dossier by a key. In a list of pages: J and K go from row to row, X chooses, F files what is chosen.
// In a story's editor, where letters are text: Alt+Shift+D adds a dossier and opens the choice. The same buttons are there.
const PLACE = /^Key([A-Z])$/;
const OFF = "warraq-desk-keys-off";
const boxes = () => [...document.querySelectorAll("input[type=checkbox][data-bulk-action-checkbox]")]
  .filter((box) => box.closest("tbody"));
const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
const isAsking = () => [...document.querySelectorAll("dialog[open], [role=dialog]")].some((box) => box.checkVisibility());

/** Which letter of the Latin keyboard was pressed, whatever layout is on. */
function letterOf(event) {
  const key = event.key.toLowerCase();
  return /^[a-z]$/.test(key) ? key : PLACE.exec(event.code)?.[1].toLowerCase() ?? "";
}

function current() {
  const row = document.activeElement?.closest("tr");
  return boxes().find((box) => box.closest("tr") === row);
}

function move(step) {
  const all = boxes();
  const at = all.indexOf(current());
  const box = at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
  box?.focus();
  box?.closest("tr").scrollIntoView({ block: "nearest" });
}

function choose() {
  current()?.click();
}

function file() {
  if (!boxes().some((box) => box.checked)) current()?.click();
  document.querySelector('[data-bulk-action-button][href*="/file/"]')?.click();
}

const KEYS = { j: () => move(1), k: () => move(-1), x: choose, f: file };

function inList(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isAsking()) return;
  const action = !localStorage.getItem(OFF) && KEYS[letterOf(event)];
  if (!action) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  action();
}

function inEditor(event) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== "KeyD" || isAsking()) return;
  event.preventDefault();
  const part = document.getElementById("id_filings-FORMS");
  document.getElementById("id_filings-ADD").click();
  // The row comes with its chooser, which starts once it stands in the page.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const row = [...part.querySelectorAll("[data-chooser-action-choose]")].at(-1);
    row?.scrollIntoView({ block: "center" });
    row?.click();
  }));
}

if (document.getElementById("id_filings-ADD")) window.addEventListener("keydown", inEditor, true);
else if (document.querySelector('[data-bulk-action-button][href*="/file/"]')) window.addEventListener("keydown", inList, true);
