// Adds to a page that is already whole: nothing here carries its text.
import "./breaking.js";
import { sizeButtons, themeButton } from "./choices.js";
import { embed } from "./embeds.js";
import { shareButton } from "./share.js";
import { relativeTimes } from "./times.js";

const root = document.documentElement;
const all = (selector) => [...document.querySelectorAll(selector)];

all("[data-theme-button]").forEach(themeButton);
sizeButtons(all("[data-size-step]"));
all("[data-share]").forEach(shareButton);
all(".embed[data-player]").forEach(embed);
for (const button of all("[data-print]")) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}

// Fetched by those who search, when they begin to; whoever saves data is not written to while typing.
const suggestions = ({ target }) => import("./suggestions.js").then(({ combobox }) => combobox(target), () => null);
if (!navigator.connection?.saveData) {
  for (const field of all("[data-suggest]")) {
    field.addEventListener("focus", suggestions, { once: true });
    if (field === document.activeElement) field.dispatchEvent(new Event("focus"));
  }
}

if ("front" in root.dataset) relativeTimes(all("time[data-moment]"), root.dataset.locale || root.lang);

// The current section of a menu that scrolls is brought into view, without moving the page.
for (const current of all(".nav [aria-current]")) {
  const list = current.closest("ul");
  const past = current.getBoundingClientRect();
  const seen = list.getBoundingClientRect();
  if (past.left < seen.left || past.right > seen.right) {
    list.scrollLeft += past.left + past.width / 2 - (seen.left + seen.width / 2);
  }
}
