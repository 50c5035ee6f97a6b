// A player of another site is fetched when the reader asks for it, not before.
export function embed(box) {
  const button = box.querySelector("[data-load]");
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = box.dataset.player;
    frame.title = box.dataset.title;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    box.replaceChildren(frame);
    frame.tabIndex = -1;
    frame.focus();
  });
  button.hidden = false;
}
