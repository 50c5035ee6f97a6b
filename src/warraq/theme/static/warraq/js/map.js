// Moves a map through time and space; without it the map stands at its latest state, beside the whole list.
const SCALES = [3.8, 2.9, 2.15, 1.1, 0.55];
const CLOSEST = 12;
const root = document.documentElement;

for (const field of document.querySelectorAll("[data-field]")) {
  const sheet = field.querySelector("[data-sheet]");
  time(field);
  space(field, sheet, sheet.querySelector("svg"), field.querySelector("[data-km]"));
  for (const part of field.querySelectorAll("[data-controls]")) part.dataset.controls = "ready";
}

function time(field) {
  const all = (selector) => [...field.querySelectorAll(selector)];
  const slider = field.querySelector("[data-moment]");
  const output = field.querySelector("[data-moment-text]");
  const play = field.querySelector("[data-play]");
  const dated = all("[data-from], [data-until]");
  const marks = all("[data-events]");
  const moments = [...new Set(dated.flatMap(({ dataset }) => [dataset.from, dataset.until]).filter(Boolean))].sort();
  if (moments.length < 2) {
    slider.parentElement.hidden = true;
    return;
  }
  const written = new Intl.DateTimeFormat(root.dataset.locale || root.lang, { dateStyle: "long", timeZone: "UTC" });
  // As the list writes them, in the calendar and the names of months of the edition.
  const words = new Map(all("time").map((element) => [element.dateTime, element.textContent]));
  const latest = moments.length - 1;
  let timer = 0;

  function show(position) {
    const moment = moments[position];
    const gone = new Set();
    for (const part of dated) {
      const { from, until, event } = part.dataset;
      const off = (from && from > moment) || (until && until <= moment);
      part.classList.toggle("is-off", Boolean(off));
      if (off && event) gone.add(event);
    }
    for (const mark of marks) mark.classList.toggle("is-off", mark.dataset.events.split(" ").every((e) => gone.has(e)));
    slider.value = position;
    output.value = words.get(moment) ?? written.format(new Date(moment));
    slider.setAttribute("aria-valuetext", output.value);
  }

  function keep() {
    const at = Number(slider.value);
    history.replaceState(history.state, "", at === latest ? location.pathname + location.search : `#at=${moments[at]}`);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = play.dataset.play;
    keep();
  }

  // The moment of the address: the last one known on that day.
  function follow() {
    const at = /^#at=(\d{4}-\d\d-\d\d)$/.exec(location.hash)?.[1];
    if (at) show(Math.max(0, moments.findLastIndex((moment) => moment <= at)));
    // The address of an event leaves the moment as it is.
    else if (!location.hash || !output.value) show(latest);
  }

  slider.max = latest;
  play.dataset.play = play.textContent;
  slider.addEventListener("input", () => show(Number(slider.value)));
  slider.addEventListener("change", keep);
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(slider.value) === latest) show(0);
    play.textContent = play.dataset.stop;
    timer = setInterval(() => {
      show(Number(slider.value) + 1);
      if (Number(slider.value) === latest) stop();
    }, 900);
  });
  addEventListener("hashchange", follow);
  follow();
}

function space(field, sheet, svg, scale) {
  const { width, height } = svg.viewBox.baseVal;
  const format = new Intl.NumberFormat(root.dataset.locale || root.lang, { maximumSignificantDigits: 2 });
  const pointers = new Map();
  let view = { x: 0, y: 0, zoom: 1 };
  let dragged = 0;

  function draw() {
    const k = width / sheet.clientWidth / view.zoom;
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${width / view.zoom} ${height / view.zoom}`);
    svg.style.setProperty("--k", k);
    SCALES.forEach((least, level) => svg.classList.toggle(`to${level + 1}`, k <= least * 1.02));
    sheet.classList.toggle("is-near", view.zoom > 1);
    scale.textContent = scale.textContent.replace(/[\d٠-٩۰-۹.,٫٬]+/, format.format(scale.dataset.km / view.zoom));
  }

  const within = (value, most) => Math.min(Math.max(value, 0), most);

  // Zoom about a point of the window, or about the middle; then move by pixels.
  function change(factor, dx = 0, dy = 0, at = null) {
    const box = svg.getBoundingClientRect();
    const zoom = Math.min(Math.max(view.zoom * factor, 1), CLOSEST);
    const [across, down] = at ? [(at.x - box.x) / box.width, (at.y - box.y) / box.height] : [0.5, 0.5];
    const unit = width / zoom / box.width;
    const x = view.x + (across * width) / view.zoom - (across * width) / zoom - dx * unit;
    const y = view.y + (down * height) / view.zoom - (down * height) / zoom - dy * unit;
    view = { zoom, x: within(x, width - width / zoom), y: within(y, height - height / zoom) };
    draw();
  }

  const spread = () => {
    const [one, other] = [...pointers.values()];
    return Math.hypot(one.x - other.x, one.y - other.y);
  };

  for (const button of field.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => change(Number(button.dataset.zoom)));
  }
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "group");
  sheet.setAttribute("aria-label", sheet.dataset.label);
  sheet.addEventListener("keydown", (event) => {
    const step = 60;
    const does = {
      "+": [2], "=": [2], "-": [0.5], 0: [0],
      ArrowLeft: [1, step], ArrowRight: [1, -step], ArrowUp: [1, 0, step], ArrowDown: [1, 0, -step],
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow") && view.zoom === 1) return;
    event.preventDefault();
    change(...does);
  });
  sheet.addEventListener("wheel", (event) => {
    // Two fingers on a trackpad; a plain wheel goes on down the page.
    if (!event.ctrlKey) return;
    event.preventDefault();
    change(2 ** (-event.deltaY / 100), 0, 0, event);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    dragged = 0;
  });
  addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const apart = pointers.size === 2 ? spread() : 0;
    pointers.set(event.pointerId, event);
    const [dx, dy] = [event.x - before.x, event.y - before.y];
    dragged += Math.abs(dx) + Math.abs(dy);
    if (apart) change(spread() / apart, dx / 2, dy / 2, event);
    else if (view.zoom > 1) change(1, dx, dy);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  // Who has moved the map did not mean the mark that lay under the finger.
  svg.addEventListener("click", (event) => dragged > 6 && event.preventDefault(), true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  new ResizeObserver(draw).observe(sheet);
}
