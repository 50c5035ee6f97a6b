// Keeps what an editor writes in the browser until the server has it. Wagtail's autosave sends; this listens to it.
import { bringBack, compare, linesOf, pairsOf, sameAs, titleOf } from "./form.js";
import { forget, hold, keep, mine, newId } from "./store.js";
import { takeTurns } from "./turns.js";
import { button, make, said, told } from "./words.js";

const LOOK = 300; // milliseconds after a key until the copy is written
const NUDGE = 2_000; // after which a change that autosave has missed is sent
const AGAIN = [3_000, 5_000, 10_000]; // between attempts while nothing can be sent
// A server that dies may leave a request without any answer; nobody else would end it.
const ASKING = 10_000;
const SENDING = 60_000;
const ACTS = ["input", "keyup", "change", "paste", "drop", "cut", "click"];

class Keeper {
  constructor(form) {
    this.form = form;
    this.id = newId();
    this.attempts = 0;
    this.bar = make("div", "", { class: "kept", role: "status", hidden: "" });
    form.before(this.bar);
    hold(this.id);
    this.nameCopy();
    this.listen();
  }

  nameCopy() {
    this.field = make("input", "", { type: "hidden", name: "kept_copy", value: this.id });
    this.form.append(this.field);
  }

  get page() {
    const path = new URL(this.form.action, location.href).pathname;
    return path.match(/\/pages\/(\d+)\/edit\/$/)?.[1] ?? path;
  }

  get base() {
    return this.revision ?? {
      id: this.form.elements.loaded_revision_id?.value ?? "",
      time: this.form.elements.loaded_revision_created_at?.value ?? "",
    };
  }

  get pairs() {
    return pairsOf(new FormData(this.form));
  }

  listen() {
    ACTS.forEach((act) => this.form.addEventListener(act, () => this.touch()));
    this.form.addEventListener("w-unsaved:watch-edits", () => this.begin());
    this.form.addEventListener("w-unsaved:add", () => this.look());
    this.form.addEventListener("w-autosave:save", (event) => this.sending(event.detail.formData));
    this.form.addEventListener("w-autosave:success", (event) => this.arrived(event.detail.response));
    this.form.addEventListener("w-autosave:error", (event) => this.failed(event.detail));
    this.form.addEventListener("submit", () => this.look());
    addEventListener("pagehide", () => this.look());
    addEventListener("online", () => this.tryAgain());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.look() : this.trouble && this.tryAgain()));
  }

  /** The form as it was loaded: its widgets have settled. */
  begin() {
    if (this.saved !== undefined) return;
    this.saved = sameAs(this.pairs);
    // What was typed before that, Wagtail takes for part of what was loaded.
    if (this.touched) this.saved = "";
    if (this.form.dataset.wUnsavedForceValue === "true") this.saved = "";
    if (this.saved === "") this.nudge();
  }

  touch() {
    this.touched = true;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look(), LOOK);
  }

  async look() {
    if (this.saved === undefined && !this.touched) return;
    const pairs = this.pairs;
    const now = sameAs(pairs);
    if (now === this.kept || now === this.saved) return;
    this.kept = now;
    try {
      this.writing = keep(this.id, this.page, this.base, { title: titleOf(pairs), pairs });
      await this.writing;
    } catch {
      this.kept = undefined;
      this.say("unkept");
    }
    clearTimeout(this.nudging);
    this.nudging = setTimeout(() => !this.trouble && !this.isSending && this.nudge(), NUDGE);
  }

  nudge() {
    if (this.saved !== undefined && sameAs(this.pairs) === this.saved) return;
    this.form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail: { type: "edits" } }));
  }

  sending(data) {
    this.sent = sameAs(pairsOf(data));
    this.isSending = true;
    clearTimeout(this.nudging);
  }

  async arrived(answer) {
    this.isSending = false;
    this.revision = { id: String(answer.revision_id), time: answer.revision_created_at };
    this.saved = this.sent;
    await this.writing?.catch(() => {});
    if (sameAs(this.pairs) === this.saved) {
      this.kept = undefined;
      await forget(this.id);
    } else {
      this.kept = undefined;
      this.touch();
    }
    if (this.trouble) this.recover();
  }

  recover() {
    this.trouble = null;
    this.attempts = 0;
    clearTimeout(this.waiting);
    this.say("sent");
    this.bar.classList.add("kept--well");
  }

  async failed({ type, response }) {
    this.isSending = false;
    await this.look();
    this.trouble = { locked: "refused", validation_error: "refused", invalid_revision: "newer" }[type]
      ?? (response?.error_code === "disk_full" ? "full" : await this.causeNow());
    this.show(response?.error_code === "disk_full" ? "" : response?.error_message);
    if (!["newer", "refused"].includes(this.trouble)) this.wait();
  }

  /** Why nothing can be sent: asked of the server itself. */
  async causeNow() {
    if (!navigator.onLine) return "offline";
    try {
      const answer = await fetch(told.state, {
        redirect: "manual", headers: { Accept: "application/json" }, signal: AbortSignal.timeout(ASKING),
      });
      if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return "signed_out";
      if (!answer.ok) return "down";
      const now = await answer.json();
      if (now.user !== told.user) return "other_user";
      // A new sign-in has a new token: the one in the form is no longer taken.
      this.form.elements.csrfmiddlewaretoken.value = now.token;
      return null;
    } catch {
      return "down";
    }
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.tryAgain(), AGAIN[Math.min(this.attempts, AGAIN.length - 1)]);
    this.attempts += 1;
  }

  async tryAgain() {
    if (!this.trouble || this.trouble === "newer") return;
    if (this.isSending) {
      this.wait();
      return;
    }
    const cause = await this.causeNow();
    if (cause) {
      this.trouble = cause;
      this.show();
      this.wait();
      return;
    }
    // Autosave gives up for good when the server dies just after it has made the page.
    this.form.dataset.wAutosaveActiveValue = "true";
    this.form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, detail: { type: "edits" } }));
    this.wait();
  }

  show(reason = "") {
    const name = this.trouble ?? "down";
    this.trouble = name;
    const parts = [make("p", [said(name), reason].filter(Boolean).join(" "))];
    if (["offline", "down", "full"].includes(name)) {
      parts.push(make("p", said("again"), { class: "kept__more" }), button("try", () => this.tryAgain()));
    }
    if (["signed_out", "other_user"].includes(name)) {
      parts.push(make("a", said("sign_in"), { href: told.login, target: "_blank", class: "button button-small" }));
    }
    if (name === "newer") parts.push(button("reload", () => location.reload()));
    this.put(parts, name);
  }

  say(name) {
    this.put([make("p", said(name))], name);
  }

  put(parts, name) {
    // Said once: what stays as it is must not be read out again.
    if (this.bar.dataset.state === name && !this.bar.hidden) return;
    this.bar.dataset.state = name;
    this.bar.classList.remove("kept--well");
    this.bar.replaceChildren(...parts);
    this.bar.hidden = false;
  }

  // --- what an earlier window has left ---

  async offer() {
    const found = (await mine()).filter((copy) => copy.page === this.page && copy.id !== this.id);
    for (const copy of found) {
      if (JSON.stringify(linesOf(copy.pairs)) === JSON.stringify(linesOf(this.pairs))) {
        // The form shows it already: refused by the server, it is this window's now.
        if (this.form.dataset.wUnsavedForceValue === "true") await this.look();
        await forget(copy.id);
      } else this.form.before(this.offerOf(copy));
    }
  }

  offerOf(copy) {
    const time = new Date(copy.time).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const box = make("section", "", { class: "kept kept--found", "aria-label": said("found", { time }) });
    box.append(make("p", said("found", { time })));
    const isNewer = copy.base.id !== this.base.id || copy.base.time !== this.base.time;
    if (isNewer && this.base.id) box.append(make("p", said("meanwhile")));
    const lines = make("div", "", { class: "kept__lines", hidden: "" });
    const toggle = button("difference", () => {
      lines.hidden = !lines.hidden;
      toggle.setAttribute("aria-expanded", String(!lines.hidden));
    });
    toggle.setAttribute("aria-expanded", "false");
    lines.append(make("p", said("legend"), { class: "kept__more" }), ...this.difference(copy));
    const bring = button("bring", () => {
      this.form.dataset.wUnsavedConfirmationValue = "false";
      bringBack(this.form, copy);
    }, "");
    const drop = button("forget", async () => {
      if (!confirm(said("sure"))) return;
      await forget(copy.id);
      box.remove();
      this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
    });
    const row = make("div", "", { class: "kept__row" });
    row.append(toggle, bring, drop);
    box.append(row, lines);
    return box;
  }

  difference(copy) {
    return compare(linesOf(copy.pairs), linesOf(this.pairs)).map(([line, whose]) => {
      const row = make("p", "", { dir: "auto" });
      row.append(make({ kept: "ins", server: "del", same: "span" }[whose], line));
      return row;
    });
  }
}

/** Let Wagtail's autosave give up after a while: it sets itself no limit, and sends nothing more until it has an answer. */
function limitSending(form) {
  const send = window.fetch;
  window.fetch = (address, options) => {
    const isSave = address === form.action && options?.body instanceof FormData && !options.signal;
    return send(address, isSave ? { ...options, signal: AbortSignal.timeout(SENDING) } : options);
  };
}

const form = document.getElementById("page-edit-form");
if (form && told) {
  limitSending(form);
  takeTurns(form);
  const keeper = new Keeper(form);
  keeper.offer().catch(() => keeper.say("unkept"));
}
