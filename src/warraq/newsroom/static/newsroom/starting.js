// Wagtail starts its choosers with scripts written into the page, which our policy does not run. The same calls stand there
// as JSON: `data-start` names what is started, the text its arguments. Nothing but what is named here can be started.
const MADE = ["Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"];
const CALLED = ["initDateChooser", "initTimeChooser", "initDateTimeChooser", "createTaskChooser"];
const PANELS = ["InlinePanel", "MultipleChooserPanel"]; // whose options are JSON once more

function start(element) {
  const name = element.dataset.start;
  const words = JSON.parse(element.textContent);
  element.removeAttribute("data-start");
  if (MADE.includes(name)) new window[name](...words);
  else if (CALLED.includes(name)) window[name](...words);
  else if (PANELS.includes(name)) new window[name](JSON.parse(words[0]));
}

function startWithin(root) {
  if (root.matches?.("script[data-start]")) start(root);
  root.querySelectorAll?.("script[data-start]").forEach(start);
}

document.addEventListener("DOMContentLoaded", () => {
  startWithin(document);
  // What comes later: rows of a panel, forms in dialogs, filters.
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.isConnected) startWithin(node);
  }).observe(document.documentElement, { childList: true, subtree: true });
});
