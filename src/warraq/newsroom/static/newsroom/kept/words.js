// What the page tells the scripts: who is signed in, the user's key, addresses, sentences in the editor's language.
const element = document.getElementById("kept-words");

export const told = element && JSON.parse(element.textContent);

export const said = (name, facts = {}) =>
  Object.entries(facts).reduce((text, [key, value]) => text.replace(`{${key}}`, value), told.words[name]);

export function make(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

export function button(name, press, kind = "button-secondary") {
  const made = make("button", told.words[name], { type: "button", class: `button button-small ${kind}` });
  made.addEventListener("click", press);
  return made;
}
