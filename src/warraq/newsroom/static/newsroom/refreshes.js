// Follows how far readers' pages are, in the line that says so. Without scripts the line has a link beside it.
const FIRST = 400;
const LONGEST = 5_000;
const END = 10 * 60_000;

const pause = (length) => new Promise((resolve) => { setTimeout(resolve, length); });

async function look(line) {
  const response = await fetch(line.dataset.refresh, { headers: { Accept: "application/json" } });
  // Signed out meanwhile, or no longer allowed: asking again is of no use.
  if (response.redirected || response.status === 403 || response.status === 404) return null;
  return response.json();
}

function say(line, text) {
  // Screen readers announce a change; the same words again are none.
  if (line.textContent !== text) line.textContent = text;
}

async function follow(line) {
  const end = Date.now() + END;
  for (let length = FIRST; Date.now() < end; length = Math.min(length * 1.3, LONGEST)) {
    if (!document.hidden) {
      try {
        const progress = await look(line);
        if (!progress) return;
        say(line, progress.text);
        if (progress.isFinal) {
          line.dataset.isFinal = "";
          if ("reload" in line.dataset) location.replace(line.dataset.reload);
          return;
        }
      } catch {
        // The server may be starting again: the next look tells.
      }
    }
    await pause(length);
  }
}

document.querySelectorAll("[data-refresh]").forEach(follow);
