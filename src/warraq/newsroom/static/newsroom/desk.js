// The desk stays fresh, and today's list is worked by keyboard. Without this file everything is a form or a link as well.
const desk = document.querySelector("[data-desk]");
const status = desk.querySelector("[data-desk-status]");
const help = desk.querySelector("[data-desk-keys]");
const OFF = "warraq-desk-keys-off";
const OFTEN = 45_000; // milliseconds between two looks while somebody sees the page
const PLACE = /^Key([A-Z])$/;
const words = desk.dataset;

const panelOf = (name) => desk.querySelector(`[data-panel="${name}"]`);
const keysIn = (panel) => [...panel.querySelectorAll("[data-key]")].map((row) => row.dataset.key);
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...desk.querySelectorAll("[data-row]")];
const current = () => document.activeElement?.closest("[data-row]");

function say(text) {
  status.textContent = text;
}

// --- fresh without reloading ---

async function fetched(address, options = {}) {
  const response = await fetch(address, options);
  // Signed out meanwhile, or no longer allowed.
  if (response.redirected && !options.body) throw new Error("elsewhere");
  return response;
}

async function renew(name) {
  const response = await fetched(words.panels.replace("NAME", name));
  if (!response.ok) throw new Error(String(response.status));
  const fresh = document.createRange().createContextualFragment(await response.text()).querySelector("[data-panel]");
  const old = panelOf(name);
  const known = new Set(keysIn(old));
  const typed = desk.querySelector("[data-desk-add] [name=title]")?.value;
  old.replaceWith(fresh);
  if (name === "today" && typed) fresh.querySelector("[name=title]").value = typed;
  const link = desk.querySelector(`[data-number="${name}"]`);
  link.querySelector("b").textContent = fresh.dataset.count;
  link.classList.toggle("is-grave", "grave" in fresh.dataset);
  return [...fresh.querySelectorAll("[data-key]")].filter((row) => !known.has(row.dataset.key));
}

/** What came by itself is marked, until one has been there; nothing moves or blinks. */
function point(row) {
  const tag = document.createElement("span");
  tag.className = "desk-tag desk-tag--new";
  tag.textContent = words.new;
  (row.querySelector(".desk-row__facts") ?? row).append(tag);
  for (const kind of ["pointerenter", "focusin"]) row.addEventListener(kind, () => tag.remove(), { once: true });
}

const isBusy = (panel) => panel.querySelector("[data-desk-edit]")
  || (panel.contains(document.activeElement) && document.activeElement.matches("input, select, textarea, button"));

async function show(name) {
  const panel = panelOf(name);
  const key = current()?.dataset.key;
  const hadFocus = panel.contains(document.activeElement);
  const found = await renew(name);
  found.forEach(point);
  if (hadFocus) focusOn(key);
}

async function look() {
  if (document.hidden) return;
  try {
    const response = await fetched(words.version, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    const { panels } = await response.json();
    for (const [name, mark] of Object.entries(panels)) {
      const panel = panelOf(name);
      if (!panel || panel.dataset.mark === mark) continue;
      // Never from under somebody's hands: a button says that there is something newer.
      if (isBusy(panel)) offer(panel);
      else await show(name);
    }
    if (status.dataset.isAway) {
      say("");
      delete status.dataset.isAway;
    }
  } catch {
    status.dataset.isAway = "1";
    say(words.off.replace("%s", words.clock));
  }
}

function offer(panel) {
  const button = panel.querySelector("[data-newer]");
  button.textContent = words.show;
  button.hidden = false;
}

desk.addEventListener("click", (event) => {
  const button = event.target.closest("[data-newer]");
  if (button) show(button.closest("[data-panel]").dataset.panel);
});

setInterval(look, OFTEN);
document.addEventListener("visibilitychange", look);
// For whoever wants to know at once, such as a test.
desk.addEventListener("desk:look", look);

// --- today's list ---

function focusOn(key) {
  const row = key && desk.querySelector(`[data-row][data-key="${key}"]`);
  (row || rows()[0])?.focus({ preventScroll: true });
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  // From outside the list, either key leads to its first line.
  const row = at < 0 ? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

/** Sends a form or a press; the list comes back as it is then, with the focus on the line it was about. */
async function send(address, data, key) {
  try {
    const response = await fetched(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const answer = await response.json();
    await renew("today");
    say(answer.text);
    focusOn(answer.key || key);
    return response.ok;
  } catch {
    say(words.failed);
    return false;
  }
}

function press(row, name) {
  const button = row?.querySelector(`[data-do="${name}"]`);
  if (row && !button) return undefined;
  return button ? button.click() : say(words.none);
}

async function edit(row, address) {
  try {
    const response = await fetched(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!response.ok) throw new Error(String(response.status));
    open(row, await response.text());
  } catch {
    say(words.failed);
  }
}

function open(row, html) {
  row.classList.add("desk-line--open");
  row.replaceChildren(document.createRange().createContextualFragment(html));
  row.querySelector("[name=title]").focus();
}

async function save(form) {
  const row = form.closest("[data-row]");
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  try {
    const response = await fetched(form.action, { method: "POST", body: new FormData(form), headers });
    // What cannot be saved comes back as the form with the reasons in it.
    if (!response.headers.get("content-type").includes("json")) return open(row, await response.text());
    await renew("today");
    say((await response.json()).text);
    return focusOn(row.dataset.key);
  } catch {
    return say(words.failed);
  }
}

async function leave(row) {
  await renew("today");
  focusOn(row.dataset.key);
}

desk.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-desk-add]")) {
    event.preventDefault();
    const data = new FormData(form);
    form.reset();
    send(form.action, data).then((done) => {
      const again = desk.querySelector("[data-desk-add] [name=title]");
      if (!done) again.value = data.get("title");
      again.focus();
    });
  } else if (form.matches("[data-desk-edit]") && form.closest("[data-row]")) {
    event.preventDefault();
    save(form);
  } else if (form.matches("[data-desk-lines]") && submitter?.name === "mark") {
    event.preventDefault();
    const data = new FormData(form);
    data.set("mark", submitter.value);
    send(submitter.formAction, data, submitter.closest("[data-row]").dataset.key);
  }
});

desk.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-do=edit], a[data-cancel]");
  const row = link?.closest("[data-row]");
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.matches("[data-cancel]")) leave(row);
  else edit(row, link.href);
});

// --- keys ---

/** Which letter of the Latin keyboard was pressed, whatever layout is on: on an Arabic one, J writes ت. */
function letterOf(event) {
  const key = event.key.toLowerCase();
  if (/^[a-z?]$/.test(key)) return key;
  if (key === "؟") return "?";
  return PLACE.exec(event.code)?.[1].toLowerCase() ?? "";
}

const MARKS = { s: "start", e: "edit", t: "take", p: "photo", m: "map", d: "done", x: "drop" };
const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  n: () => desk.querySelector("[data-desk-add] [name=title]")?.focus(),
  "?": () => help.showModal(),
  ...Object.fromEntries(Object.entries(MARKS).map(([key, name]) => [key, () => press(current(), name)])),
};

const isAsking = () => [...document.querySelectorAll("dialog[open], [role=dialog]")].some((box) => box.checkVisibility());

function openCurrent(row) {
  const link = row.querySelector("[data-open]");
  if (link) link.click();
  else press(row, "edit");
}

// Before the framework's own keys: its help has the question mark too, and knows none of ours.
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isAsking()) return;
  const row = current();
  if (event.key === "Escape" && row?.querySelector("[data-desk-edit]")) {
    event.preventDefault();
    leave(row);
    return;
  }
  if (isTyping(event.target)) return;
  const isRow = event.target.matches("[data-row]");
  // Arrows and Enter only in the line itself: elsewhere they are the browser's.
  const arrow = isRow && { ArrowDown: ACTIONS.j, ArrowUp: ACTIONS.k, Enter: () => openCurrent(row) }[event.key];
  const action = arrow || (!localStorage.getItem(OFF) && ACTIONS[letterOf(event)]);
  if (!action) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  action();
}, true);

const keys = help.querySelector("[data-desk-keys-on]");
keys.checked = !localStorage.getItem(OFF);
keys.addEventListener("change", () => {
  if (keys.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
help.querySelector("[data-close]").addEventListener("click", () => help.close());

const opener = desk.querySelector("[data-desk-help]");
opener.hidden = false;
opener.addEventListener("click", () => help.showModal());

// --- the part of the site: chosen by choosing ---

const part = desk.querySelector("[data-desk-part]");
part.querySelector("button").hidden = true;
part.querySelector("select").addEventListener("change", () => part.requestSubmit());

