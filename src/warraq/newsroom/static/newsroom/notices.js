// Keeps the number of unread notices true on pages that stay open: one small question a minute, only while seen.
const EACH = 60_000;
let asked = Date.now();

const item = () => document.querySelector("[data-notices]");

function show(link, unread) {
  if (unread) link.dataset.waiting = String(unread);
  else delete link.dataset.waiting;
}

async function ask() {
  const link = item();
  if (!link || document.hidden || Date.now() - asked < EACH) return;
  asked = Date.now();
  try {
    const response = await fetch(link.dataset.notices, { headers: { Accept: "application/json" } });
    // Signed out meanwhile: the next page says so.
    if (!response.ok || response.redirected) return;
    show(link, (await response.json()).unread);
  } catch {
    // The line is away: the next minute tells.
  }
}

setInterval(ask, EACH / 4);
document.addEventListener("visibilitychange", ask);
