// Captions and chapters as a list of cues beside the film; the text field holds them, and is what is saved.
import { readCues, stamp, writeCues, seconds } from "./cue-text.js";

const FAST = 21; // letters a second that most can read
const form = document.querySelector("[data-cues]");
const words = form.dataset;
const video = form.querySelector("video");
const list = form.querySelector("[data-cues-list]");
const text = form.querySelector("[data-cues-text]");
const file = form.querySelector("[data-cues-file]");
const now = form.querySelector("[data-now]");
const hasEnds = words.cues !== "chapters";
const length = Number(words.seconds);
let cues = [];
let at = -1;

const clock = (moment) => stamp(moment).replace(/^00:/, "");
const row = (index) => list.children[index];
const plain = (cue) => cue.text.replace(/<[^>]*>/g, "").trim();

function faultsOf(cue, index) {
  const found = [];
  if (!plain(cue)) found.push(words.empty);
  if (hasEnds && cue.end <= cue.start) found.push(words.backwards);
  else if (hasEnds && plain(cue).length > FAST * (cue.end - cue.start)) found.push(words.fast);
  if (hasEnds && index && cue.start < cues[index - 1].end) found.push(words.overlaps);
  if (length && cue.start >= length) found.push(words.later);
  return found;
}

function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function timeField(cue, name, label) {
  const input = element("input", { type: "text", value: clock(cue[name]), dir: "ltr", size: 9, inputMode: "decimal" });
  input.className = "cues__time";
  input.dataset.field = name;
  input.addEventListener("change", () => {
    const moment = seconds(input.value);
    if (moment === null) input.value = clock(cue[name]);
    else change(cue, { [name]: moment });
  });
  return element("label", {}, [element("span", { textContent: label }), input]);
}

function button(label, act) {
  const made = element("button", { type: "button", textContent: label, className: "button button-small button-secondary" });
  made.addEventListener("click", act);
  return made;
}

function rowOf(cue, index) {
  const area = element("textarea", { value: cue.text, rows: hasEnds ? 2 : 1, dir: words.direction });
  area.setAttribute("aria-label", words.words);
  area.addEventListener("input", () => { cue.text = area.value.replace(/\n{2,}/g, "\n"); keep(); });
  const item = element("li", { tabIndex: -1, className: "cue" }, [
    element("div", { className: "cue__times" }, [
      timeField(cue, "start", words.start),
      ...(hasEnds ? [timeField(cue, "end", words.end)] : []),
      button(words.play, () => play(cue.start)),
      button(words.setStart, () => change(cue, { start: video.currentTime })),
      ...(hasEnds ? [button(words.setEnd, () => change(cue, { end: video.currentTime }))] : []),
    ]),
    area,
    element("p", { className: "cue__faults" }),
    element("div", { className: "cue__tools" }, [
      ...(hasEnds ? [button(words.split, () => split(cue, area)), button(words.merge, () => merge(cue))] : []),
      button(words.remove, () => remove(cue)),
    ]),
  ]);
  item.setAttribute("aria-label", words.cue.replace("{number}", index + 1));
  item.addEventListener("focusin", () => { at = cues.indexOf(cue); });
  return item;
}

/** The list as it stands in the text, and what is to be said of each cue. */
function keep() {
  cues.forEach((cue, index) => {
    const found = faultsOf(cue, index);
    const line = row(index).querySelector(".cue__faults");
    line.textContent = found.join(" · ");
    line.hidden = !found.length;
  });
  const ends = (cue, index) => (hasEnds ? cue.end : cues[index + 1]?.start ?? Math.max(length, cue.start + 1));
  text.value = cues.length ? writeCues(cues.map((cue, index) => ({ ...cue, end: ends(cue, index) }))) : "";
}

function draw(focus = null) {
  cues.sort((one, other) => one.start - other.start || one.end - other.end);
  list.replaceChildren(...cues.map(rowOf));
  keep();
  const index = cues.indexOf(focus);
  if (index < 0) return;
  at = index;
  row(index).querySelector("textarea").focus();
}

function change(cue, values) {
  Object.assign(cue, values);
  draw(cue);
}

function play(moment) {
  video.currentTime = moment;
  video.play();
}

function add() {
  const start = Math.round(video.currentTime * 1000) / 1000;
  const cue = { start, end: Math.min(start + 3, length || Infinity), text: "", settings: "" };
  cues.push(cue);
  draw(cue);
}

function remove(cue) {
  const index = cues.indexOf(cue);
  cues.splice(index, 1);
  draw(cues[Math.min(index, cues.length - 1)] ?? null);
}

/** In two where the cursor stands in the words; the time is parted likewise. */
function split(cue, area) {
  const place = area.selectionStart || Math.round(cue.text.length / 2);
  const [first, second] = [cue.text.slice(0, place).trim(), cue.text.slice(place).trim()];
  if (!first || !second) return;
  const middle = cue.start + ((cue.end - cue.start) * place) / cue.text.length;
  const later = { ...cue, start: Math.round(middle * 1000) / 1000, text: second };
  Object.assign(cue, { end: later.start, text: first });
  cues.push(later);
  draw(later);
}

function merge(cue) {
  const next = cues[cues.indexOf(cue) + 1];
  if (!next) return;
  Object.assign(cue, { end: Math.max(cue.end, next.end), text: `${cue.text}\n${next.text}`.trim() });
  cues.splice(cues.indexOf(next), 1);
  draw(cue);
}

function take(written) {
  const found = readCues(written);
  if (!found) return false;
  cues = found;
  list.hidden = false;
  form.querySelector("[data-cues-tools]").hidden = false;
  form.querySelector("[data-cues-raw]").hidden = true;
  draw();
  return true;
}

const toggle = () => (video.paused ? video.play() : video.pause());
const step = (by) => { video.currentTime = Math.max(0, video.currentTime + by); };
const KEYS = {
  KeyP: toggle,
  KeyN: add,
  KeyJ: () => step(-2),
  KeyL: () => step(2),
  KeyS: () => cues[at] && change(cues[at], { start: video.currentTime }),
  KeyE: () => cues[at] && hasEnds && change(cues[at], { end: video.currentTime }),
};
// By the place of the key, for an Arabic layout has other letters there.
addEventListener("keydown", (event) => {
  const act = event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.code];
  if (!act || list.hidden) return;
  event.preventDefault();
  act();
});

form.querySelector("[data-add]").addEventListener("click", add);
form.querySelector("[data-toggle]").addEventListener("click", toggle);
for (const one of form.querySelectorAll("[data-step]")) one.addEventListener("click", () => step(Number(one.dataset.step)));

video.addEventListener("timeupdate", () => {
  const end = (index) => (hasEnds ? cues[index].end : cues[index + 1]?.start ?? Infinity);
  const current = cues.findIndex((cue, index) => cue.start <= video.currentTime && video.currentTime < end(index));
  now.textContent = current < 0 ? "" : plain(cues[current]);
  cues.forEach((_cue, index) => row(index).classList.toggle("cue--now", index === current));
});

// What cannot be read here is read, or refused with the place, when it is saved.
file.addEventListener("change", async () => {
  const data = new Uint8Array(await file.files[0].arrayBuffer());
  try {
    if (take(new TextDecoder("utf-8", { fatal: true }).decode(data))) file.value = "";
  } catch {
    // In another encoding.
  }
});

take(text.value);
