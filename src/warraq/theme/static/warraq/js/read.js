// A story was read when it has been in view for five seconds; to its end, when that was seen afterwards.
const ENOUGH = 5000;
const EVENTS = ["visibilitychange", "pagehide", "pageshow"];
const story = document.querySelector("[data-story]");
// Drawn for this view and kept nowhere: it holds both parts of a read together.
const view = crypto.getRandomValues(new BigUint64Array(1))[0].toString(16).padStart(16, "0");
let seen = 0;
let since, timer;

function tell(part, at = Date.now()) {
  if (!navigator.onLine) return addEventListener("online", () => tell(part, at), { once: true });
  const body = new URLSearchParams({
    s: story.dataset.story,
    v: view,
    p: part,
    a: Math.max(0, Math.round((Date.now() - at) / 1000)),
    r: document.referrer && new URL(document.referrer).hostname,
  });
  if (!navigator.sendBeacon?.("/_/read", body)) {
    fetch("/_/read", { method: "POST", body, keepalive: true }).catch(() => {});
  }
}

function opened() {
  for (const name of EVENTS) removeEventListener(name, watch);
  tell("open");
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    tell("end");
  }).observe(story.querySelector("[data-end]"));
}

// A page that is left and comes back as it was goes on where it stopped.
function watch(event) {
  clearTimeout(timer);
  if (since) seen += performance.now() - since;
  since = 0;
  if (event?.type === "pagehide" || document.hidden) return;
  since = performance.now();
  timer = setTimeout(opened, ENOUGH - seen);
}

function begin() {
  for (const name of EVENTS) addEventListener(name, watch);
  watch();
}

// Not counted: who asks not to be, where the site heeds it; programs; frames; the newsroom's own people.
const { doNotTrack, globalPrivacyControl, webdriver } = navigator;
const isRefused = "heeds" in story.dataset && (doNotTrack === "1" || globalPrivacyControl);
if (!(isRefused || webdriver || top !== window || /\bwarraq_desk=/.test(document.cookie))) {
  if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
}
