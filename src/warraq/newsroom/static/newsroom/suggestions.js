// Suggestions in the story's editor: asked for the text as it stands, applied only when one of them is pressed.
const FIELDS = { story_keywords: "keyword", filings: "dossier", pinned: "related" };
const NAMES = { story_keywords: "keyword", filings: "dossier", pinned: "pinned" };
const PATIENCE = 2_000;

const pause = (length) => new Promise((resolve) => { setTimeout(resolve, length); });
const isKept = (input) => !input.closest("[id^=inline_child_]")?.classList.contains("deleted");

/** The numbers already chosen in one of the panels below. */
function chosen(relation) {
  const inputs = document.querySelectorAll(`input[name^="${relation}-"][name$="-${FIELDS[relation]}"]`);
  return [...inputs].filter((input) => input.value && isKept(input)).map((input) => input.value);
}

function draftOf(panel) {
  const form = panel.closest("form");
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("number", panel.dataset.number);
  data.set("language", panel.dataset.language);
  for (const [name, value] of new FormData(form)) {
    if (["title", "kicker", "standfirst"].includes(name)) data.set(name, value);
    if (/^body-\d+-value/.test(name) && typeof value === "string") data.append("body", value);
  }
  for (const relation of Object.keys(NAMES)) {
    chosen(relation).forEach((number) => data.append(NAMES[relation], number));
  }
  return data;
}

async function post(address, data) {
  const response = await fetch(address, { method: "POST", body: data });
  if (response.redirected || !response.ok) throw new Error(String(response.status));
  return response;
}

/** The chooser of a new row of a panel, as soon as the editor has built it. */
async function newChooser(relation) {
  const total = document.getElementById(`id_${relation}-TOTAL_FORMS`);
  const number = total.value;
  document.getElementById(`id_${relation}-ADD`).click();
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(30)) {
    const widget = document.getElementById(`id_${relation}-${number}-${FIELDS[relation]}-chooser`)?.widget;
    if (widget) return widget;
  }
  throw new Error("the row has no chooser");
}

async function keywordOf(panel, button) {
  if (button.dataset.id) return { id: button.dataset.id, title: button.dataset.name };
  const data = draftOf(panel);
  data.set("name", button.dataset.name);
  data.set("kind", button.dataset.kind);
  return (await post(panel.dataset.keyword, data)).json();
}

async function add(panel, button) {
  const relation = button.dataset.add;
  const record = relation === "story_keywords"
    ? await keywordOf(panel, button)
    : { id: button.dataset.id, title: button.dataset.name };
  if (!chosen(relation).includes(String(record.id))) {
    const widget = await newChooser(relation);
    widget.setState({
      id: record.id, string: record.title, title: record.title, adminTitle: record.title, edit_url: record.edit,
    });
  }
  return record.title;
}

function enhance(panel) {
  const ask = panel.querySelector("[data-suggestions-ask]");
  const list = panel.querySelector("[data-suggestions-list]");
  const status = panel.querySelector("[data-suggestions-status]");

  async function suggest() {
    ask.disabled = true;
    status.textContent = "";
    try {
      list.innerHTML = await (await post(panel.dataset.suggestions, draftOf(panel))).text();
    } catch {
      status.textContent = panel.dataset.failed;
    }
    ask.disabled = false;
  }

  async function press(button) {
    button.disabled = true;
    try {
      const title = await add(panel, button);
      const item = button.closest("li");
      // Focus does not fall out of the page with the button: it goes to its neighbour.
      const next = (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button") ?? ask;
      item.remove();
      next.focus();
      status.textContent = panel.dataset.added.replace("{name}", title);
    } catch {
      button.disabled = false;
      status.textContent = panel.dataset.failed;
    }
  }

  ask.hidden = false;
  panel.querySelector("[data-suggestions-saved]")?.setAttribute("hidden", "");
  ask.addEventListener("click", suggest);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (button) press(button);
  });
}

document.querySelectorAll("[data-suggestions]").forEach(enhance);
