// Wagtail's shortcuts of a single sign are asked for by the letter typed, which an Arabic keyboard does not have: there they
// are found by the key's place. Those with Ctrl or ⌘ work as they are.
const PLACES = { Slash: ["/", "?"], BracketLeft: ["[", ""], BracketRight: ["]", ""] };
const TYPED_IN = "input, textarea, select, [contenteditable=true]";

const config = JSON.parse(document.getElementById("wagtail-config")?.textContent || "{}");

function press(sign) {
  const target = document.querySelector(`[data-w-kbd-key-value="${CSS.escape(sign)}"]`);
  if (!target) return false;
  if (target.matches(TYPED_IN)) target.focus();
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  const sign = PLACES[event.code]?.[Number(event.shiftKey)];
  // A keyboard that has the sign has been heard already.
  const isForeign = event.key.length === 1 && event.key > "\u007f";
  if (!sign || !isForeign || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest(TYPED_IN) || document.querySelector("dialog[open], [role=dialog]:not([aria-hidden=true])")) return;
  if (config.KEYBOARD_SHORTCUTS_ENABLED === false) return;
  if (press(sign)) event.preventDefault();
});
