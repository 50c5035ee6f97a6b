// The front board by keyboard, by drag and drop, and with what colleagues do. Everything here is a form of the page as
// well, which works without it.
const board = document.querySelector("[data-board]");
const parts = board.querySelector("[data-parts]");
const results = board.querySelector("[data-results]");
const find = board.querySelector("[data-find]");
const status = board.querySelector("[data-said]");
const EVERY = 3000; // milliseconds between two looks at what colleagues have done
const digits = new Intl.NumberFormat(document.documentElement.lang || "ar");

/** What is picked up: `{ item, copy, parent, next, isDragged }`; a story of the search rail stays there, a copy goes. */
let held = null;
let isBusy = false;

const number = () => parts.querySelector("[data-number]").dataset.number;
const lists = () => [...parts.querySelectorAll("[data-places]")];
const partOf = (list) => list.closest("[data-part]");
const others = (list) => [...list.children].filter((item) => item !== held?.copy);
const lastIndex = (list) => Math.min(others(list).length, Number(partOf(list).dataset.count) - 1);

function say(text) {
  status.textContent = text;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

// --- talking to the newsroom ---

async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
  const isJson = response.headers.get("Content-Type")?.includes("json");
  // Signed out meanwhile, or no longer allowed.
  if (response.redirected || !isJson) throw new Error(String(response.status));
  return response.json();
}

async function send(address, data, focus) {
  if (isBusy) return;
  isBusy = true;
  parts.setAttribute("aria-busy", "true");
  data.set("seen", number());
  data.set("csrfmiddlewaretoken", board.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    show(await ask(address, { method: "POST", body: data }), focus);
  } catch {
    say(board.dataset.failed);
  } finally {
    isBusy = false;
    parts.removeAttribute("aria-busy");
  }
}

/** Puts the board in the place of the old one; what was open stays open, the focus stays where it was. */
function show(answer, focus) {
  if (answer.html) {
    const open = [...parts.querySelectorAll("details[open]")].map((part) => part.dataset.keep);
    const key = focus || (parts.contains(document.activeElement) && document.activeElement.dataset.key);
    parts.innerHTML = answer.html;
    for (const part of parts.querySelectorAll("details")) part.open = open.includes(part.dataset.keep);
    showGrips(parts);
    if (key) parts.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
  if (answer.said) say(answer.said);
}

async function look() {
  const isTyping = parts.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
  if (document.hidden || held || isBusy || isTyping) return;
  try {
    const answer = await ask(`${board.dataset.state}?seen=${number()}`);
    if (!held && !isBusy && String(answer.number) !== number()) show(answer);
  } catch {
    // The next look may find the newsroom again.
  }
}

// --- picking up, moving, dropping ---

function take(item, isDragged) {
  const isFound = results.contains(item);
  const copy = isFound ? item.cloneNode(true) : item;
  held = { item, copy, isFound, parent: item.parentElement, next: item.nextElementSibling, isDragged };
  copy.classList.add("board__place--held");
  if (isFound) copy.querySelector("details")?.remove();
  copy.querySelector("[data-grip]").setAttribute("aria-pressed", "true");
  if (isDragged) return;
  if (isFound) put(lists()[0], 0);
  grip().focus();
  say(`${filled(board.dataset.taken, { title: item.dataset.title })} ${where()}`);
}

const grip = () => held.copy.querySelector("[data-grip]");

function put(list, index) {
  const at = Math.max(0, Math.min(index, lastIndex(list)));
  const before = others(list)[at] ?? null;
  if (held.copy.parentElement === list && held.copy.nextElementSibling === before) return;
  list.insertBefore(held.copy, before);
  if (held.isDragged) return;
  grip().focus();
  held.copy.scrollIntoView({ block: "nearest" });
  say(where());
}

/** “Lead, place 1 of 1” */
function where() {
  const list = held.copy.parentElement;
  const { name, count } = partOf(list).dataset;
  const place = [...list.children].indexOf(held.copy) + 1;
  return filled(board.dataset.at, { part: name, place: digits.format(place), count: digits.format(Number(count)) });
}

function step(by) {
  const list = held.copy.parentElement;
  const at = [...list.children].indexOf(held.copy) + by;
  if (at >= 0 && at <= lastIndex(list)) return put(list, at);
  leap(by, by < 0);
}

function leap(by, toEnd = false) {
  const next = lists()[lists().indexOf(held.copy.parentElement) + by];
  if (next) put(next, toEnd ? Infinity : 0);
}

function putBack() {
  const { item, copy, isFound, parent, next } = held;
  held = null;
  copy.classList.remove("board__place--held");
  copy.querySelector("[data-grip]").setAttribute("aria-pressed", "false");
  if (isFound) copy.remove();
  else parent.insertBefore(copy, next);
  const own = item.querySelector("[data-grip]");
  // A search that was answered meanwhile has put another in its place.
  (own.isConnected ? own : results.querySelector(`[data-key="${CSS.escape(own.dataset.key)}"]`))?.focus();
  say(board.dataset.back);
}

function drop() {
  const { copy, item } = held;
  const list = copy.parentElement;
  if (!list.matches("[data-places]")) return putBack();
  const data = new FormData();
  data.set("do", "place");
  data.set("story", item.dataset.story);
  data.set("part", partOf(list).dataset.part);
  data.set("place", String([...list.children].indexOf(copy)));
  data.set("before", copy.nextElementSibling?.dataset.story ?? "");
  held = null;
  if (copy !== item) copy.classList.remove("board__place--held");
  return send(board.dataset.act, data, `grip-${item.dataset.story}`);
}

function dismiss(item) {
  item.querySelector("button[name=do][value=remove], button[name=do][value=hide]")?.click();
}

const KEYS = {
  ArrowUp: () => step(-1),
  ArrowDown: () => step(1),
  PageUp: () => leap(-1),
  PageDown: () => leap(1),
  Escape: putBack,
  Tab: putBack,
};

board.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-grip]");
  if (!pressed || isBusy) return;
  if (held) drop();
  else take(pressed.closest("[data-story]"), false);
});

board.addEventListener("keydown", (event) => {
  const pressed = event.target.closest("[data-grip]");
  if (!pressed) return;
  if (held && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (!held && event.key === "Delete" && parts.contains(pressed)) {
    event.preventDefault();
    dismiss(pressed.closest("[data-story]"));
  }
});

// --- by mouse ---

board.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[data-story]");
  if (!item || isBusy) return;
  if (held) putBack();
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", item.dataset.title);
  // Afterwards: the picture that goes along with the pointer is drawn first.
  setTimeout(() => take(item, true));
});

parts.addEventListener("dragover", (event) => {
  const list = held && event.target.closest("[data-part]")?.querySelector("[data-places]");
  if (!list) return;
  event.preventDefault();
  const below = others(list).findIndex((item) => {
    const box = item.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  put(list, below < 0 ? Infinity : below);
});

parts.addEventListener("drop", (event) => {
  if (!held) return;
  event.preventDefault();
  drop();
});

board.addEventListener("dragend", () => {
  if (held) putBack();
});

// --- forms ---

board.addEventListener("submit", async (event) => {
  if (event.target === find) {
    event.preventDefault();
    return search();
  }
  if (!event.target.matches("[data-sent]")) return;
  event.preventDefault();
  return send(event.target.action, new FormData(event.target, event.submitter));
});

let asked = null;

/** The newest search alone counts; whoever has gone on into what was found stays there. */
async function search() {
  asked?.abort();
  asked = new AbortController();
  const query = new URLSearchParams(new FormData(find));
  let found;
  try {
    const response = await fetch(`${board.dataset.found}?${query}`, { signal: asked.signal });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    found = await response.text();
  } catch (error) {
    return error.name === "AbortError" ? undefined : say(board.dataset.failed);
  }
  const key = results.contains(document.activeElement) && document.activeElement.dataset.key;
  results.innerHTML = found;
  showGrips(results);
  if (key) results.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

find.addEventListener("change", search);

function showGrips(where) {
  for (const one of where.querySelectorAll("[data-grip]")) one.hidden = false;
}

showGrips(board);
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
