// Each paragraph of rich text in its own direction while it is written, and a button that turns it round.
// The rule is that of `language/direction.py` and `language/paragraphs.py`, so that readers see what the editor saw.
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LETTER = /\p{L}/u;
const LISTS = ["unordered-list-item", "ordered-list-item"];
const TURN = document.querySelector("script[data-turn]").dataset.turn;

/** Of the edition in which the page is written, as its form says. */
const base = () => document.querySelector("[data-edition-direction]")?.dataset.editionDirection
  ?? (document.documentElement.dir === "ltr" ? "ltr" : "rtl");

function firstStrong(text) {
  for (const letter of text) if (LETTER.test(letter)) return RTL.test(letter) ? "rtl" : "ltr";
  return null;
}

function ownDirection(text, page) {
  const first = firstStrong(text);
  if (!first || first === page) return page;
  const words = text.split(/\s+/).map(firstStrong).filter(Boolean);
  return 4 * words.filter((word) => word === page).length >= words.length ? page : first;
}

/** A block's words without those that are set apart as another language. */
function wordsOf(block) {
  const text = block.getText();
  let words = "";
  block.findStyleRanges(
    (character) => !character.getStyle().some((style) => style.startsWith("FOREIGN_")),
    (start, end) => { words += ` ${text.slice(start, end)}`; },
  );
  return words;
}

/** The block, or the list in which it stands: a list has one direction. */
function company(content, block) {
  if (!LISTS.includes(block.getType())) return [block];
  const found = [block];
  const isOfList = (other) => other && LISTS.includes(other.getType()) && (other.getDepth() || other.getType() === found[0].getType());
  while (isOfList(content.getBlockBefore(found[0].getKey()))) found.unshift(content.getBlockBefore(found[0].getKey()));
  while (isOfList(content.getBlockAfter(found.at(-1).getKey()))) found.push(content.getBlockAfter(found.at(-1).getKey()));
  return found;
}

const chosenOf = (blocks) => blocks[0].getData().get("dir");

const shownOf = (blocks) => chosenOf(blocks) ?? ownDirection(blocks.map(wordsOf).join(" "), base());

/** Turned round, or back to what its words say. */
function turned(state) {
  const { EditorState, Modifier, SelectionState } = window.DraftJS;
  let content = state.getCurrentContent();
  const selection = state.getSelection();
  const blocks = company(content, content.getBlockForKey(selection.getStartKey()));
  const chosen = chosenOf(blocks) ? undefined : { rtl: "ltr", ltr: "rtl" }[shownOf(blocks)];
  for (const block of blocks) {
    const data = chosen ? block.getData().set("dir", chosen) : block.getData().delete("dir");
    content = Modifier.setBlockData(content, SelectionState.createEmpty(block.getKey()), data);
  }
  return EditorState.forceSelection(EditorState.push(state, content, "change-block-data"), selection);
}

function Button({ getEditorState, onChange }) {
  const state = getEditorState();
  const content = state.getCurrentContent();
  const block = content.getBlockForKey(state.getSelection().getStartKey());
  const isChosen = Boolean(block && chosenOf(company(content, block)));
  return window.React.createElement("button", {
    type: "button",
    className: `Draftail-ToolbarButton${isChosen ? " Draftail-ToolbarButton--active" : ""}`,
    "aria-label": TURN,
    title: TURN,
    "aria-pressed": isChosen,
    onMouseDown: (event) => event.preventDefault(),
    onClick: () => onChange(turned(state)),
  }, "⇄");
}

function directionAt(state, key) {
  const content = state.getCurrentContent();
  const block = content.getBlockForKey(key);
  return block && shownOf(company(content, block));
}

/** A letter that the browser has put in by itself is not drawn again, unless it turns its paragraph round. */
function drawnAgain(state, { getEditorState }) {
  const key = state.getSelection().getStartKey();
  if (!state.getNativelyRenderedContent() || directionAt(state, key) === directionAt(getEditorState(), key)) return state;
  return window.DraftJS.EditorState.set(state, { nativelyRenderedContent: null });
}

if (window.draftail) {
  window.draftail.registerPlugin({ type: "direction", inline: Button }, "controls");
  window.draftail.registerPlugin({
    type: "direction",
    onChange: drawnAgain,
    blockStyleFn(block, { getEditorState }) {
      return `paragraph-${shownOf(company(getEditorState().getCurrentContent(), block))}`;
    },
  }, "plugins");
}
