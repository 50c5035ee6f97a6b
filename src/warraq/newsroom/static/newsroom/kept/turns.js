// One save at a time from one window: a button waits for the autosave that is on its way, and none follows it.
const LONGEST = 10_000; // milliseconds that a button waits
const LEAVING = 30_000; // after which a page that is still here saves by itself again

class Turns {
  constructor(form) {
    this.form = form;
    form.addEventListener("w-autosave:save", (event) => this.begin(event), true);
    ["success", "error"].forEach((end) => form.addEventListener(`w-autosave:${end}`, () => this.end()));
    // Before everyone else: a button that waits has not been pressed yet.
    document.addEventListener("submit", (event) => event.target === form && this.press(event), true);
    // A step of the workflow that asks something first is sent by a script, which tells nobody.
    form.submit = () => this.turn(() => {
      this.leave();
      HTMLFormElement.prototype.submit.call(form);
    });
    addEventListener("pageshow", () => this.stay());
  }

  begin(event) {
    if (this.isLeaving || this.next) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else this.isSaving = true;
  }

  end() {
    this.isSaving = false;
    // Others have yet to hear of it.
    if (this.next) setTimeout(this.next);
  }

  press(event) {
    if (this.isSaving) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.turn(() => this.pressAgain(event.submitter));
      return;
    }
    this.leave();
    // Somebody may still call it off, to ask something first.
    setTimeout(() => event.defaultPrevented && this.stay());
  }

  pressAgain(button) {
    // While it waits the button may show that it works, and one that is disabled would not be sent.
    const wasDisabled = button?.disabled;
    if (wasDisabled) button.disabled = false;
    this.form.requestSubmit(button);
    if (wasDisabled) button.disabled = true;
  }

  /** Do it now, or as soon as nothing is being saved; of several the last. */
  turn(act) {
    if (!this.isSaving) {
      act();
      return;
    }
    clearTimeout(this.waiting);
    this.next = () => {
      clearTimeout(this.waiting);
      this.next = null;
      this.isSaving = false;
      act();
    };
    this.waiting = setTimeout(this.next, LONGEST);
  }

  leave() {
    this.isLeaving = true;
    clearTimeout(this.staying);
    this.staying = setTimeout(() => this.stay(), LEAVING);
  }

  stay() {
    this.isLeaving = false;
    clearTimeout(this.staying);
  }
}

export const takeTurns = (form) => new Turns(form);
