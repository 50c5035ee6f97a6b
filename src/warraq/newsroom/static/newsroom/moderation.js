// The queue of comments by keyboard. Everything here is a button or a link of the page as well, which work without it.
const queue = document.querySelector("[data-moderation]");
const feed = queue.querySelector(".moderation__list");
const status = document.querySelector("[data-moderation-status]");
const rejecting = document.querySelector("[data-moderation-reject]");
const help = document.querySelector("[data-moderation-help]");
const OFF = "warraq-moderation-keys-off";
const SAID = "warraq-moderation-said";
const PLACE = /^Key([A-Z])$/;

const rows = () => [...feed.querySelectorAll("[data-row]")];
const current = () => document.activeElement?.closest("[data-row]");
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const chosen = () => rows().filter((row) => row.querySelector("[name=row]")?.checked);

/** Which letter of the Latin keyboard was pressed, whatever layout is on: on an Arabic one, J writes ت. */
function letterOf(event) {
  const key = event.key.toLowerCase();
  if (/^[a-z?]$/.test(key)) return key;
  if (key === "؟") return "?";
  return PLACE.exec(event.code)?.[1].toLowerCase() ?? "";
}

function say(text) {
  status.textContent = text;
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  // From outside the list, either key leads to its first row.
  const row = at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function count() {
  const number = chosen().length;
  queue.querySelector("[data-chosen]").textContent = number ? String(number) : "";
}

/** The rows an action is about: the one it was pressed in, else the chosen ones, else the one with the focus. */
function about(button) {
  const own = button?.closest("[data-row]");
  if (own) return [own];
  if (chosen().length || button) return chosen();
  return current() ? [current()] : [];
}

async function send(action, subjects, more = {}) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", queue.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set(action, "selected");
  for (const row of subjects) data.append("row", row.dataset.row);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  const response = await fetch(queue.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  // Signed out meanwhile, or no longer allowed.
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response.json();
}

async function act(action, subjects, more) {
  if (!subjects.length) return say(queue.dataset.none);
  const all = rows();
  const last = all.indexOf(subjects.at(-1));
  const next = all.slice(last + 1).find((row) => !subjects.includes(row))
    ?? all.slice(0, last).reverse().find((row) => !subjects.includes(row));
  feed.setAttribute("aria-busy", "true");
  try {
    const answer = await send(action, subjects, more);
    for (const row of subjects) settle(row, answer);
    say(answer.text);
    if (answer.canUndo) queue.querySelector("[data-undo]").hidden = false;
    if (!rows().length) return loadMore(answer.text);
    (next?.isConnected ? next : rows()[0]).focus();
  } catch {
    say(queue.dataset.failed);
  } finally {
    feed.removeAttribute("aria-busy");
  }
  return count();
}

/** What was said stands on the page that comes, too: it may hold more comments, or say that none is left. */
function loadMore(text) {
  sessionStorage.setItem(SAID, text);
  location.reload();
}

/** Takes a row away that is done with; one that somebody else has changed stays, and says so. */
function settle(row, answer) {
  const changed = answer.changed[row.dataset.row];
  if (!changed) return row.remove();
  const note = row.querySelector("[data-note]");
  note.textContent = changed;
  note.hidden = false;
  row.querySelector("[name=row]").checked = false;
  return row.classList.add("moderation__row--changed");
}

const offered = () => [...rejecting.querySelectorAll("li:not([hidden]) [data-reason]")];

function askForReason(subjects) {
  if (!subjects.length) return say(queue.dataset.none);
  const editions = new Set(subjects.map((row) => row.dataset.edition));
  // A reason is written in the language of its edition.
  for (const item of rejecting.querySelectorAll("li[data-edition]")) item.hidden = editions.size > 1 || !editions.has(item.dataset.edition);
  rejecting.subjects = subjects;
  return rejecting.showModal();
}

function giveReason(button) {
  const own = rejecting.querySelector("[name=own]");
  rejecting.close();
  act("reject", rejecting.subjects, { reason: button.dataset.reason, own: own.value });
  own.value = "";
}

rejecting.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reason]");
  if (button) giveReason(button);
});

rejecting.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || !/^\p{Nd}$/u.test(event.key)) return;
  // Digits of every shape stand in their blocks in order, from a number that ends in a zero.
  const button = offered()[(event.key.codePointAt(0) & 15) - 1];
  if (!button) return;
  event.preventDefault();
  giveReason(button);
});

document.querySelectorAll("dialog [data-close]").forEach((button) => {
  button.addEventListener("click", () => button.closest("dialog").close());
});

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => act("approve", about()),
  s: () => act("spam", about()),
  r: () => askForReason(about()),
  e: () => follow("edit"),
  b: () => follow("ban"),
  o: () => follow("open"),
  u: () => undo(),
  x: () => choose(),
  "?": () => help.showModal(),
};

function follow(name) {
  current()?.querySelector(`[data-link=${name}]`)?.click();
}

function undo() {
  const button = queue.querySelector("[data-undo]");
  if (button.hidden) return say(queue.dataset.nothingToUndo);
  return button.click();
}

function choose() {
  const box = current()?.querySelector("[name=row]");
  if (!box) return;
  box.checked = !box.checked;
  say(box.checked ? queue.dataset.chosenOne : queue.dataset.leftOut);
  count();
}

const isAsking = () => [...document.querySelectorAll("dialog[open], [role=dialog]")].some((box) => box.checkVisibility());

// Before the framework's own keys: its help has the question mark too, and knows none of ours.
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isAsking()) return;
  const isOn = !localStorage.getItem(OFF);
  const arrow = { ArrowDown: "j", ArrowUp: "k", Enter: "o" }[event.key];
  // Arrows and Enter only in the row itself: elsewhere they are the browser's.
  const letter = arrow ? event.target.matches("[data-row]") && arrow : isOn && letterOf(event);
  const action = ACTIONS[letter];
  if (!action) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  action();
}, true);

queue.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!submitter || !["approve", "spam", "reject"].includes(submitter.name)) return;
  event.preventDefault();
  const subjects = about(submitter);
  if (submitter.name === "reject") askForReason(subjects);
  else act(submitter.name, subjects);
});

queue.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) {
    for (const row of rows()) row.querySelector("[name=row]").checked = event.target.checked;
  }
  count();
});

const keys = help.querySelector("[data-keys]");
keys.checked = !localStorage.getItem(OFF);
keys.addEventListener("change", () => {
  if (keys.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

document.querySelectorAll("[data-needs-script]").forEach((part) => { part.hidden = false; });
document.querySelector("[data-help]").addEventListener("click", () => help.showModal());

const before = sessionStorage.getItem(SAID);
if (before) {
  sessionStorage.removeItem(SAID);
  say(before);
}

// After an undo the comment that is back has the focus, else the first.
const back = location.hash.startsWith("#comment-") && document.getElementById(location.hash.slice(1));
(back || rows()[0])?.focus({ preventScroll: !back });
