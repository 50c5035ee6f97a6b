// Sends a film in pieces as soon as it is chosen, and goes on where it was after a broken line or a closed page.
const LONGEST_PAUSE = 20_000;
const TUS = { "Tus-Resumable": "1.0.0" };
const uploads = new Map();
const percent = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, { style: "percent" });

// The cookie's, for it is another one after signing in again.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1]
  ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
const keyOf = (file) => `film:${file.name}:${file.size}:${file.lastModified}`;
const encoded = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

class Refused extends Error {}

/** One request; `progress` hears how many bytes of the piece have left. Rejects where there is no line. */
function ask(method, address, headers, body, progress, state) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    state.request = request;
    request.open(method, address);
    for (const [name, value] of Object.entries({ ...TUS, "X-CSRFToken": token(), ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", ({ loaded }) => progress?.(loaded));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new TypeError("no line")));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    request.send(body);
  });
}

class Upload {
  constructor(input, file) {
    this.input = input;
    this.file = file;
    const box = input.closest(".film-input");
    this.parts = Object.fromEntries(
      ["state", "progress", "cancel", "number"].map((name) => [name, box.querySelector(`[data-film-${name}]`)]),
    );
    this.words = this.parts.state.dataset;
    this.offset = 0;
    this.failures = 0;
  }

  say(text) {
    // Not the same words over again to who listens.
    if (this.parts.state.textContent !== text) this.parts.state.textContent = text;
  }

  show(sent) {
    this.parts.progress.value = (this.offset + sent) / this.file.size;
    this.say(this.words.sending.replace("{share}", percent.format(this.parts.progress.value)));
  }

  async run() {
    this.parts.progress.hidden = this.parts.cancel.hidden = false;
    this.parts.cancel.onclick = () => this.stop();
    while (!this.isStopped) {
      try {
        await this.find();
        while (this.offset < this.file.size && !this.isStopped) await this.send();
        return this.end();
      } catch (error) {
        if (this.isStopped || error.name === "AbortError") return null;
        if (error instanceof Refused) return this.refuse(error.message);
        await this.pause(error.isSignedOut ? this.words.signedOut : this.words.waiting);
      }
    }
    return null;
  }

  /** Where it has got to: at a place of before, or at a new one. */
  async find() {
    this.address ??= localStorage.getItem(keyOf(this.file));
    if (this.address) {
      const answer = await ask("HEAD", this.address, {}, null, null, this);
      if (answer.status === 200 && answer.responseURL.endsWith(this.address)) {
        this.offset = Number(answer.getResponseHeader("Upload-Offset"));
        return;
      }
      this.judge(answer, [404, 410]);
      this.address = null;
    }
    const headers = { "Upload-Length": this.file.size, "Upload-Metadata": `filename ${encoded(this.file.name)}` };
    const answer = await ask("POST", this.input.dataset.filmUpload, headers, null, null, this);
    this.judge(answer, [201]);
    this.address = answer.getResponseHeader("Location");
    localStorage.setItem(keyOf(this.file), this.address);
    this.offset = 0;
  }

  async send() {
    const piece = this.file.slice(this.offset, this.offset + Number(this.input.dataset.piece));
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": this.offset };
    const progress = (sent) => {
      this.show(sent);
      if (this.offset + sent >= this.file.size) this.say(this.words.checking);
    };
    const answer = await ask("PATCH", this.address, headers, piece, progress, this);
    this.judge(answer, [204]);
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    this.failures = 0;
    this.show(0);
  }

  /** Throws what is for good as Refused, everything else as something to try again. */
  judge(answer, wanted) {
    if (wanted.includes(answer.status) && answer.getResponseHeader("Tus-Resumable")) return;
    if (answer.status === 401 || answer.status === 403 || !answer.getResponseHeader("Tus-Resumable")) {
      const isSignedOut = answer.status < 500;
      throw Object.assign(new TypeError("signed out"), { isSignedOut });
    }
    if ([413, 415, 422, 429].includes(answer.status)) throw new Refused(answer.responseText);
    throw new TypeError(String(answer.status));
  }

  pause(words) {
    this.say(words);
    const length = Math.min(1000 * 2 ** this.failures++, LONGEST_PAUSE);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }

  end() {
    if (this.isStopped) return;
    localStorage.removeItem(keyOf(this.file));
    this.parts.number.value = this.address.match(/([0-9a-f-]{36})\/$/)[1];
    // The file itself is not sent once more with the form.
    this.input.value = "";
    this.parts.progress.hidden = this.parts.cancel.hidden = true;
    this.say(this.words.done.replace("{name}", this.file.name));
    uploads.delete(this.input);
  }

  refuse(text) {
    localStorage.removeItem(keyOf(this.file));
    this.input.value = "";
    this.parts.progress.hidden = this.parts.cancel.hidden = true;
    this.say(text || this.words.refused);
    uploads.delete(this.input);
  }

  stop() {
    this.isStopped = true;
    this.request?.abort();
    if (this.address) ask("DELETE", this.address, {}, null, null, {}).catch(() => null);
    this.refuse(" ");
  }
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[type=file][data-film-upload]")) return;
  const before = uploads.get(target);
  if (before) {
    before.isStopped = true;
    before.request?.abort();
  }
  const [file] = target.files;
  if (!file) return;
  const upload = new Upload(target, file);
  upload.parts.number.value = "";
  uploads.set(target, upload);
  upload.run();
});

// Saving waits for the film: the form would send the whole file over again.
document.addEventListener("submit", (event) => {
  for (const [input, upload] of uploads) {
    if (!event.target.contains(input)) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    upload.say(upload.words.first);
    upload.parts.state.scrollIntoView({ block: "center" });
  }
}, true);
