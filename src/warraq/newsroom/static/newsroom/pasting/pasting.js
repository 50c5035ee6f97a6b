// Headings and tables pasted into a story become blocks of their own: at the end of a paragraph, or in an empty one.
// Each piece of text goes through the editor's own way of pasting, so that what comes in clean there comes in clean here.
import { piecesOf } from "./pieces.js";

const WORDS = document.querySelector("script[data-pasted]").dataset;
// Draft.js marks what was copied from it; it knows best how to put that in again.
const OWN = /data-editor=|data-draftjs|draftjs-conductor/;
// Keys that change nothing, and lead to the button.
const STAYS = ["Tab", "Shift", "Control", "Meta", "Alt"];
let last = null; // what can be taken back
let isOurs = false;

/** The paragraph in which it is pasted and the stream it stands in, if it is one of a story's own blocks. */
function placeOf(target) {
  for (let node = target.parentElement; node; node = node.parentElement) {
    const stream = node.rootBlock;
    if (!stream) continue;
    const child = stream.children?.find((one) => one.element.contains(target));
    const known = stream.blockDef?.childBlockDefsByName;
    return child?.type === "paragraph" && known?.subhead && known?.table ? { stream, child } : null;
  }
  return null;
}

const stateOf = (child) => child.block.getState();
const isEmpty = (state) => !state.getCurrentContent().hasText() && state.getCurrentContent().getBlockMap().size === 1;

function isAtEnd(state) {
  const selection = state.getSelection();
  const end = state.getCurrentContent().getLastBlock();
  return selection.isCollapsed() && selection.getEndKey() === end.getKey() && selection.getEndOffset() === end.getLength();
}

function pasteInto(child, html, text = "") {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const field = child.element.querySelector("[contenteditable=true]");
  isOurs = true;
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  isOurs = false;
}

function newValue(stream, piece) {
  const value = structuredClone(stream.blockDef.initialChildStates[piece.kind === "text" ? "paragraph" : piece.kind]);
  if (piece.kind === "subhead") return { ...value, text: piece.text };
  if (piece.kind !== "table") return value;
  return {
    ...value,
    table: {
      data: piece.data,
      cell: [],
      mergeCells: [],
      first_row_is_table_header: piece.hasHeads,
      first_col_is_header: false,
      table_header_choice: piece.hasHeads ? "row" : "neither",
      table_caption: "",
    },
  };
}

function insert(stream, piece, index) {
  const type = piece.kind === "text" ? "paragraph" : piece.kind;
  const child = stream.insert({ type, value: newValue(stream, piece), id: crypto.randomUUID() }, index, {});
  if (piece.kind === "text") pasteInto(child, piece.html);
  return child;
}

/** Put the pieces below the paragraph; its first text into it, where it is empty or the text comes first. */
function split({ stream, child }, pieces, html, text) {
  const before = stateOf(child);
  const wasEmpty = isEmpty(before);
  const own = wasEmpty ? pieces.findIndex((piece) => piece.kind === "text") : pieces[0].kind === "text" ? 0 : -1;
  const inserted = [];
  pieces.forEach((piece, number) => {
    if (number === own) return pasteInto(child, piece.html);
    const index = own > number ? child.index : inserted.length ? Math.max(child.index, inserted.at(-1).index) + 1 : child.index + 1;
    inserted.push(insert(stream, piece, index));
  });
  // Nothing goes into the empty paragraph: it would only be in the way of publishing.
  const isGone = wasEmpty && own < 0;
  if (isGone) stream.deleteBlock(child.index, {});
  last = { stream, child, before, inserted, isGone, html, text };
  tell(inserted[0], pieces.length);
  inserted.at(-1).focus?.({ soft: true });
}

function takeBack() {
  const { stream, inserted, isGone, before, html, text } = last;
  let { child } = last;
  if (!inserted.every((one) => stream.children.includes(one))) return forget();
  const place = inserted[0].index;
  if (isGone) child = insert(stream, { kind: "text", html: "" }, place);
  else child.block.setState(before);
  for (const one of inserted) stream.deleteBlock(one.index, {});
  forget();
  // As it would have come in otherwise; the editor's own undo takes that back too.
  pasteInto(child, html, text);
  child.focus();
}

function tell(beside, count) {
  document.querySelector("[data-pasted-note]")?.remove();
  const note = document.createElement("div");
  note.dataset.pastedNote = "";
  note.className = "pasted-note";
  note.setAttribute("role", "status");
  note.append(WORDS.pasted.replace("{count}", count), " ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = WORDS.takeBack;
  button.addEventListener("click", takeBack);
  note.append(button);
  beside.element.before(note);
}

function forget() {
  last = null;
  document.querySelector("[data-pasted-note]")?.remove();
}

document.addEventListener("paste", (event) => {
  if (isOurs) return;
  const editor = event.target.closest?.(".Draftail-Editor");
  const html = event.clipboardData?.getData("text/html") ?? "";
  const place = editor && html && !OWN.test(html) ? placeOf(editor) : null;
  if (last) forget();
  if (!place) return;
  const pieces = piecesOf(html);
  const state = stateOf(place.child);
  if (pieces.every((piece) => piece.kind === "text") || !(isEmpty(state) || isAtEnd(state))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  split(place, pieces, html, event.clipboardData.getData("text/plain"));
}, { capture: true });

const isInNote = (event) => Boolean(event.target.closest?.("[data-pasted-note]"));

document.addEventListener("keydown", (event) => {
  if (!last || isInNote(event)) return;
  if (event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
    event.preventDefault();
    event.stopImmediatePropagation();
    takeBack();
  } else if (!STAYS.includes(event.key)) {
    forget();
  }
}, { capture: true });

// What was written or changed since then is not thrown away.
for (const kind of ["beforeinput", "pointerdown"]) {
  document.addEventListener(kind, (event) => last && !isInNote(event) && forget(), { capture: true });
}
