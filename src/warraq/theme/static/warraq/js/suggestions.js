// What a reader may mean, offered while typing: a combobox with a list (ARIA 1.2). Without it the form is whole.
const PAUSE = 160;
const PATIENCE = 4000;
const SHORTEST = 2;
let lists = 0;

const element = (name, attributes, ...content) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
};

export function combobox(input) {
  const { suggest, kind = "", list: label } = input.dataset;
  const id = `suggestions-${++lists}`;
  const list = element("ul", { id, role: "listbox", class: "combo__list", "aria-label": label });
  const status = element("p", { role: "status", class: "aloud" });
  const known = new Map();
  let offered = [];
  let active = -1;
  let timer, asking;

  const isOpen = () => !list.hidden;
  const mark = (position) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = position;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const show = (isShown) => {
    list.hidden = !isShown;
    input.setAttribute("aria-expanded", String(isShown));
    if (!isShown) mark(-1);
  };
  const stop = () => {
    clearTimeout(timer);
    asking?.abort();
    show(false);
  };
  const take = (position) => {
    const { text, url } = offered[position];
    stop();
    if (kind) input.value = text;
    else location.assign(url);
  };

  const offer = ({ suggestions, said }) => {
    mark(-1);
    offered = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ label, text }, position) => {
        const words = element("bdi", {}, text);
        const what = kind ? [] : [" ", element("span", { class: "soft" }, label)];
        return element("li", { id: `${id}-${position}`, role: "option", "aria-selected": "false" }, words, ...what);
      }),
    );
    show(offered.length > 0);
    status.textContent = said;
  };

  const ask = async () => {
    const text = input.value.trim();
    if (text.length < SHORTEST) return show(false);
    if (known.has(text)) return offer(known.get(text));
    asking = new AbortController();
    const { signal } = asking;
    const late = setTimeout(() => asking.abort(), PATIENCE);
    try {
      const answer = await fetch(`${suggest}?${new URLSearchParams({ q: text, kind })}`, { signal });
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      known.set(text, found);
      if (!signal.aborted && document.activeElement === input) offer(found);
    } catch {
      // Too often, too slow or no network: what was typed can still be sent.
      if (asking.signal === signal) show(false);
    } finally {
      clearTimeout(late);
    }
  };

  const keys = {
    ArrowDown: () => (isOpen() ? mark(active + 1 < offered.length ? active + 1 : -1) : ask()),
    ArrowUp: () => (isOpen() ? mark(active < 0 ? offered.length - 1 : active - 1) : ask()),
    Enter: () => (isOpen() && active >= 0 ? take(active) : false),
    Escape: () => (isOpen() ? stop() : false),
    // The caret moves in what was typed, so nothing in the list stays chosen.
    Home: () => (mark(-1), false),
    End: () => (mark(-1), false),
    Tab: () => (stop(), false),
  };

  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": id,
  })) {
    input.setAttribute(name, value);
  }
  show(false);
  input.closest(".combo").append(list, status);

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("blur", stop);
  input.form.addEventListener("submit", stop);
  // The field keeps the focus while an option is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}
