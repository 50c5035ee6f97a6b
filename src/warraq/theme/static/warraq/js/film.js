// Chapters lead into the film beside them; sizes are chosen by hls.js where the browser cannot do it itself.
const LIST = "application/vnd.apple.mpegurl";

for (const figure of document.querySelectorAll("[data-film]")) {
  const video = figure.querySelector("video");
  const list = video.querySelector(`source[type="${LIST}"]`);
  if (list && !video.canPlayType(LIST) && "MediaSource" in window) choose(video, list.src);
  chapters(video, [...document.querySelectorAll(".chapters [data-at]")]);
}

// Nothing is fetched before the film is asked for: the whole file plays until then, and where this fails.
function choose(video, address) {
  const begin = async () => {
    const at = video.currentTime;
    const { default: Hls } = await import("../vendor/hls/hls.light.min.js");
    if (!Hls.isSupported()) return;
    // A worker would need an address that the page's policy does not know.
    const player = new Hls({ enableWorker: false, startPosition: at, capLevelToPlayerSize: true });
    player.on(Hls.Events.ERROR, (_name, { fatal }) => {
      if (!fatal) return;
      player.destroy();
      video.load();
      video.play();
    });
    player.loadSource(address);
    player.attachMedia(video);
    video.play();
  };
  video.addEventListener("play", () => begin().catch(() => null), { once: true });
}

function chapters(video, links) {
  const go = (at) => {
    video.currentTime = at;
    video.scrollIntoView({ block: "nearest" });
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(history.state, "", `#t=${link.dataset.at}`);
      go(Number(link.dataset.at));
      video.play();
    });
  }
  // The address of a moment: the film stands there, and waits to be started.
  const follow = () => {
    const at = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash)?.[1];
    if (at) go(Number(at));
  };
  addEventListener("hashchange", follow);
  follow();
  video.addEventListener("timeupdate", () => {
    const current = links.findLast((link) => Number(link.dataset.at) <= video.currentTime + 0.1);
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  });
}
