// Choices a reader makes for this device; without storage they hold for this page.
const root = document.documentElement;

export function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(`warraq-${name}`, value);
    else localStorage.removeItem(`warraq-${name}`);
  } catch {
    // Kept until the page is left.
  }
}

export function themeButton(button) {
  const next = { auto: "light", light: "dark", dark: "auto" };
  const words = button.querySelector("span");
  const show = () => {
    const now = root.dataset.theme || "auto";
    words.textContent = button.title = button.dataset[now];
  };
  button.addEventListener("click", () => {
    const wanted = next[root.dataset.theme || "auto"];
    choose("theme", wanted === "auto" ? "" : wanted);
    show();
  });
  show();
  button.hidden = false;
}

const SMALLEST = -1;
const LARGEST = 3;

export function sizeButtons(buttons) {
  const size = () => Number(root.dataset.size) || 0;
  const show = () => {
    for (const button of buttons) {
      button.disabled = size() === (button.dataset.sizeStep < 0 ? SMALLEST : LARGEST);
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const wanted = Math.min(LARGEST, Math.max(SMALLEST, size() + Number(button.dataset.sizeStep)));
      choose("size", wanted ? String(wanted) : "");
      show();
    });
    button.hidden = false;
  }
  show();
}
