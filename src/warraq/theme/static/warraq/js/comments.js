// Sends a comment without leaving the story. Without it the form leads to a page that shows it before it is sent.
const form = document.querySelector("form[data-comment]");
const said = form.querySelector("[data-said]");
const answering = form.querySelector("[data-answering]");
const button = form.querySelector("[type=submit]");
const place = document.createComment("");
let tickets;

const say = (text) => said.replaceChildren(text ?? "");
const ask = async (path, options) => {
  const answer = await fetch(path, { headers: { Accept: "application/json" }, ...options });
  return [answer.status, await answer.json()];
};
const hold = (fields) => {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name] ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name, value });
  }
};
// During a flood of comments a ticket names some work for the browser. Who cannot do it is read by a moderator first.
const prepare = async ({ work: size, ...fields }) => {
  if (size) fields.work = await import("./work.js").then(({ work }) => work(fields.ticket, ...size)).catch(() => "");
  hold(fields);
};
// Asked for when somebody begins to write: what comes back at once was not written by a human being.
const ticket = () => {
  tickets ??= ask(`${form.action}ticket`).then(([, fields]) => prepare(fields));
  tickets.catch(() => (tickets = null));
  return tickets;
};
const mark = (errors = {}) => {
  let first;
  for (const field of form.querySelectorAll("[aria-describedby]")) {
    const error = errors[field.name] ?? "";
    form.querySelector(`#${field.getAttribute("aria-describedby")}`).textContent = error;
    if (error) {
      field.setAttribute("aria-invalid", "true");
      first ??= field;
    } else field.removeAttribute("aria-invalid");
  }
  first?.focus();
};
const thank = ({ said: words, link, more }) => {
  const done = document.createElement("p");
  const own = document.createElement("a");
  Object.assign(done, { className: "search__note", tabIndex: -1 });
  Object.assign(own, { href: link, textContent: more });
  done.setAttribute("role", "status");
  done.append(words, " ", own);
  form.replaceWith(done);
  // Another answer brings the form back, with a number of its own.
  form.elements.text.value = "";
  tickets = null;
  done.focus();
};
const send = async (isAgain) => {
  await ticket();
  const [status, answer] = await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (status === 201) return thank(answer);
  const { said: words, errors, ...carried } = answer;
  if (status === 409 && "ticket" in carried) {
    await prepare(carried);
    if (!isAgain) return send(true);
  }
  mark(errors);
  say(words || errors?.to);
};

form.addEventListener("focusin", () => ticket().catch(() => {}), { once: true });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  say(form.dataset.busy);
  try {
    await send();
  } catch {
    say(form.dataset.failed);
  } finally {
    button.disabled = false;
  }
});

const answer = (link) => {
  const comment = link?.closest(".comment");
  if (!place.parentNode) form.before(place);
  form.elements.to.value = link?.dataset.reply ?? "";
  answering.hidden = !link;
  if (link) {
    answering.querySelector("bdi").textContent = comment.querySelector("bdi").textContent;
    comment.after(form);
  } else place.after(form);
  form.elements[form.elements.name.value ? "text" : "name"].focus();
};
for (const link of document.querySelectorAll("[data-reply]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    answer(link);
  });
}
answering.querySelector("button").addEventListener("click", () => answer());
