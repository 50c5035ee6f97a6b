// Keeps up to date how far films are, and lets the moment of a poster be found by playing.
const EVERY = 2_500;

for (const place of document.querySelectorAll("[data-film-preparation]:not([data-over])")) follow(place);

function follow(place) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const response = await fetch(place.dataset.filmPreparation).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const { text, percent, is_over: isOver } = await response.json();
    const words = place.querySelector("[data-text]");
    if (words.textContent !== text) words.textContent = text;
    const progress = place.querySelector("progress");
    if (progress) progress.value = percent;
    if (!isOver) return;
    clearInterval(timer);
    progress?.remove();
  }, EVERY);
}

const video = document.querySelector("video[data-film-moment]");
const moment = document.querySelector("[name=seconds]");
if (video && moment) {
  video.addEventListener("seeked", () => { moment.value = video.currentTime.toFixed(2); });
  video.addEventListener("pause", () => { moment.value = video.currentTime.toFixed(2); });
  moment.addEventListener("change", () => { video.currentTime = Number(moment.value); });
}
