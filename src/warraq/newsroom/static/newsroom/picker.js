// Places an event by a click on a map of the site's own, opened under its longitude and latitude.
const script = document.querySelector("script[data-basemap]");
const words = JSON.parse(script.dataset.words);
const WIDTH = 1600;
const CLOSEST = 0.3; // degrees
const ROW = ".w-field-row";
// From which widths on names of a level have room, as in the site's own style sheet.
const ROOM_FOR = [416, 544, 736];
const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

// A number keeps its sign on its left in a line of Arabic.
const apart = (number) => `\u2066${number}\u2069`;

class Picker {
  constructor(button) {
    this.button = button;
    this.latitude = button.closest("[data-place]").querySelector("input");
    this.longitude = this.latitude.form.elements[this.latitude.name.replace(/latitude$/, "longitude")];
    this.pin = make("span", { class: "picker__pin", "aria-hidden": "true" });
    this.sheet = make("div", { class: "picker__sheet", tabindex: "0", role: "application", "aria-label": words.map });
    this.where = make("output", { class: "picker__where" });
    const tools = [
      this.tool(words.closer, () => this.zoom(0.5)),
      this.tool(words.farther, () => this.zoom(2)),
      this.tool(words.close, () => this.close()),
    ];
    this.panel = make("div", { class: "picker", role: "group", "aria-label": words.title }, this.sheet,
      make("div", { class: "picker__tools" }, this.where, ...tools));
    // Under the whole row: a map needs more room than a field.
    (button.closest(ROW) ?? button.closest("[data-place]")).after(this.panel);
    this.sheet.addEventListener("pointerdown", (event) => this.grasp(event));
    this.sheet.addEventListener("keydown", (event) => this.press(event));
    button.setAttribute("aria-expanded", "true");
    this.draw().then(() => this.sheet.focus());
  }

  tool(label, deed) {
    const button = make("button", { type: "button", class: "button button-small button-secondary" }, label);
    button.addEventListener("click", deed);
    return button;
  }

  get point() {
    const [x, y] = [this.longitude, this.latitude].map(({ value }) => (value.trim() ? Number(value) : NaN));
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
  }

  // What the form says of the map, until an editor has come closer.
  query() {
    const form = this.latitude.form;
    const countries = [...form.querySelectorAll("select[name=countries] option:checked")].map(({ value }) => value);
    const own = ["west", "south", "east", "north"].map((edge) => form.elements[edge]?.value ?? "");
    const query = new URLSearchParams({ countries: countries.join(" ") });
    const box = this.box ?? (own.every(Boolean) ? own : null);
    if (box) query.set("box", box.join(","));
    return query;
  }

  async draw() {
    const response = await fetch(`${script.dataset.basemap}?${this.query()}`);
    if (!response.ok || response.redirected) return;
    const { box, svg } = await response.json();
    this.box = box;
    const drawn = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    this.sheet.replaceChildren(drawn, this.pin);
    const wide = this.sheet.clientWidth;
    drawn.classList.add("map", ...ROOM_FOR.filter((width) => wide >= width).map((_width, number) => `to${number + 1}`));
    drawn.style.setProperty("--k", WIDTH / wide);
    this.show();
  }

  show() {
    const { point, box: [west, south, east, north] } = this;
    this.pin.hidden = !point;
    this.where.value = point ? words.at.replace("%x", apart(point[0])).replace("%y", apart(point[1])) : words.nowhere;
    if (!point) return;
    // The map does not turn round with the language: the west is on the left.
    this.pin.style.setProperty("left", `${(100 * (point[0] - west)) / (east - west)}%`);
    this.pin.style.setProperty("top", `${(100 * (north - point[1])) / (north - south)}%`);
  }

  put(x, y) {
    const exact = this.box[2] - this.box[0] < 5 ? 4 : 3;
    const values = [Math.min(180, Math.max(-180, x)), Math.min(85, Math.max(-85, y))];
    [this.longitude, this.latitude].forEach((field, number) => {
      field.value = values[number].toFixed(exact);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.show();
  }

  move(across, up) {
    const [west, south, east, north] = this.box;
    this.box = [west + across, south + up, east + across, north + up];
    return this.draw();
  }

  zoom(by) {
    const [west, south, east, north] = this.box;
    const [x, y] = this.point ?? [(west + east) / 2, (south + north) / 2];
    const wide = Math.min(350, Math.max(CLOSEST, (east - west) * by)) / 2;
    const high = (wide * (north - south)) / (east - west);
    this.box = [x - wide, y - high, x + wide, y + high];
    return this.draw();
  }

  at({ clientX, clientY }) {
    const area = this.sheet.firstChild.getBoundingClientRect();
    const [west, south, east, north] = this.box;
    return [west + ((clientX - area.left) / area.width) * (east - west), north - ((clientY - area.top) / area.height) * (north - south)];
  }

  // A short press puts the mark, a drag moves the map.
  grasp(event) {
    const start = this.at(event);
    const from = [event.clientX, event.clientY];
    const { sheet } = this;
    sheet.setPointerCapture(event.pointerId);
    sheet.addEventListener("pointerup", (end) => {
      const went = Math.hypot(end.clientX - from[0], end.clientY - from[1]);
      if (went < 6) this.put(...start);
      else {
        const [x, y] = this.at(end);
        this.move(start[0] - x, start[1] - y);
      }
    }, { once: true });
  }

  press(event) {
    if (event.key === "+" || event.key === "=") this.zoom(0.5);
    else if (event.key === "-") this.zoom(2);
    else if (event.key === "Escape") this.close();
    else if (STEP[event.key]) this.step(STEP[event.key], event.shiftKey ? 0.1 : 0.01);
    else return;
    event.preventDefault();
  }

  step([across, down], share) {
    const [west, south, east, north] = this.box;
    const step = (east - west) * share;
    const [x, y] = this.point ?? [(west + east) / 2, (south + north) / 2];
    this.put(x + across * step, y - down * step);
    const [a, b] = this.point;
    if (a < west || a > east || b < south || b > north) this.move(a - (west + east) / 2, b - (south + north) / 2);
  }

  close() {
    this.panel.remove();
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
    open.delete(this.button);
  }
}

const open = new Map();

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-picker]");
  if (!button) return;
  if (open.has(button)) open.get(button).close();
  else open.set(button, new Picker(button));
});

// A place chosen by its name, or numbers typed: the mark goes there.
document.addEventListener("input", ({ target }) => {
  if (!/-(longitude|latitude)$/.test(target.name ?? "")) return;
  for (const picker of open.values()) if (picker.box && [picker.longitude, picker.latitude].includes(target)) picker.show();
});
