// “I have it”, leaving it and its due time, beside an open editor: what is being written is not touched.
const TOKEN = "csrfmiddlewaretoken";

function token() {
  return document.querySelector(`[name=${TOKEN}]`)?.value ?? "";
}

async function send(place, button) {
  const body = new FormData();
  body.append(TOKEN, token());
  if ("withDue" in button.dataset) body.append("due", place.querySelector("[data-step-due]").value);
  const response = await fetch(button.dataset.step, { method: "POST", body, headers: { Accept: "application/json" } });
  if (response.redirected || ![200, 409].includes(response.status)) return null;
  return response.json();
}

function put(place, answer) {
  place.innerHTML = answer.html;
  // Said after the box has been replaced: what is new in a live region that is there is read out.
  requestAnimationFrame(() => { place.querySelector("[data-step-answer]").textContent = answer.text; });
  place.querySelector("button, [href]")?.focus();
}

async function act(event) {
  const button = event.target.closest("[data-step]");
  const place = button?.closest("[data-steps]");
  if (!place) return;
  button.disabled = true;
  const answer = await send(place, button).catch(() => null);
  if (answer) put(place, answer);
  else {
    button.disabled = false;
    place.querySelector("[data-step-answer]").textContent = place.dataset.failed;
  }
}

document.addEventListener("click", act);
