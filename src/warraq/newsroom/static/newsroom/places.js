// Offers places of the gazetteer while an editor names the place of an event, and fills in where one lies.
const script = document.querySelector("script[data-places]");
const FIELD = /^events-\d+-place$/;
const known = new Map();
let list = null;
let waiting = 0;

function offer(places) {
  known.clear();
  list.replaceChildren(...places.map(({ name, country, longitude, latitude }) => {
    // Of two places of a name the first is meant, the one in the countries of the map.
    if (!known.has(name)) known.set(name, { longitude, latitude });
    const option = document.createElement("option");
    option.value = name;
    option.label = country;
    return option;
  }));
}

async function ask(text) {
  const countries = [...document.querySelectorAll("select[name=countries] option:checked")].map(({ value }) => value);
  const query = new URLSearchParams({ q: text, near: countries.join(" ") });
  const response = await fetch(`${script.dataset.places}?${query}`);
  if (response.ok && !response.redirected) offer((await response.json()).places);
}

// A place chosen anew lies elsewhere; what an editor has typed by hand for another name stays.
function fill(field) {
  const place = known.get(field.value);
  if (!place) return;
  for (const [name, value] of Object.entries(place)) {
    const input = field.form.elements[field.name.replace(/place$/, name)];
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

document.addEventListener("input", ({ target }) => {
  if (!FIELD.test(target.name ?? "")) return;
  if (!list) {
    list = document.createElement("datalist");
    list.id = "places-of-the-gazetteer";
    document.body.append(list);
  }
  target.setAttribute("list", list.id);
  clearTimeout(waiting);
  if (known.has(target.value)) fill(target);
  else if (target.value.trim().length > 1) waiting = setTimeout(ask, 150, target.value);
});
