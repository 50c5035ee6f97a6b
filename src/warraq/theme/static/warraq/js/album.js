// Opens an album's pictures over the whole screen, in reading order; without it they are links to the files.
import PhotoSwipeLightbox from "../vendor/photoswipe/photoswipe-lightbox.esm.min.js";

const grid = document.querySelector(".album__grid");
const links = [...grid.querySelectorAll("a[data-pswp-width][data-pswp-height]")];
const labels = grid.dataset;
const rightToLeft = getComputedStyle(grid).direction === "rtl";
const EVERY = 5000; // milliseconds between two pictures of the slide show
const PLAY = "M10 7v18l15-9z";
const PAUSE = "M9 7h5v18H9zM18 7h5v18h-5z";

// PhotoSwipe lays pictures out from left to right. Read from the right, the first one lies last.
const place = (position) => (rightToLeft ? links.length - 1 - position : position);

// Caption and credit are two pieces on the page and one line over the picture.
const words = (caption) => [...(caption?.children ?? [])].map((piece) => piece.textContent).join(" · ");

const pictures = links.map((link) => ({
  src: link.href,
  srcset: link.dataset.pswpSrcset,
  width: Number(link.dataset.pswpWidth),
  height: Number(link.dataset.pswpHeight),
  msrc: link.querySelector("img")?.currentSrc,
  alt: link.querySelector("img")?.alt ?? "",
  element: link,
  caption: words(link.closest("figure")?.querySelector("figcaption")),
}));
if (rightToLeft) pictures.reverse();

const lightbox = new PhotoSwipeLightbox({
  dataSource: pictures,
  pswpModule: () => import("../vendor/photoswipe/photoswipe.esm.min.js"),
  bgOpacity: 0.96,
  loop: false,
  counter: false,
  returnFocus: false,
  showHideAnimationType: matchMedia("(prefers-reduced-motion: reduce)").matches ? "none" : "zoom",
  closeTitle: labels.close,
  zoomTitle: labels.zoom,
  arrowPrevTitle: rightToLeft ? labels.next : labels.previous,
  arrowNextTitle: rightToLeft ? labels.previous : labels.next,
  errorMsg: labels.error,
});

// --- what stands over the picture ---

function counter(box, viewer) {
  const number = new Intl.NumberFormat(document.documentElement.dataset.locale || document.documentElement.lang);
  viewer.on("change", () => {
    box.textContent = `${number.format(place(viewer.currIndex) + 1)} ${labels.of} ${number.format(links.length)}`;
  });
}

function caption(box, viewer) {
  box.dir = rightToLeft ? "rtl" : "ltr";
  box.setAttribute("aria-live", "polite");
  viewer.on("change", () => {
    box.textContent = viewer.currSlide.data.caption;
    box.hidden = !box.textContent;
  });
}

// Runs when it is asked for; ends at the last picture, and when a reader does anything else.
function slides(button, viewer) {
  let timer = 0;
  const show = (isOn) => {
    button.title = isOn ? labels.pause : labels.play;
    button.setAttribute("aria-label", button.title);
    button.querySelector("path").setAttribute("d", isOn ? PAUSE : PLAY);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    show(false);
  };
  const onward = () => {
    if (place(viewer.currIndex) === links.length - 1) stop();
    else if (rightToLeft) viewer.prev();
    else viewer.next();
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    timer = setInterval(onward, EVERY);
    show(true);
  });
  viewer.on("pointerDown", ({ originalEvent }) => {
    if (!button.contains(originalEvent.target)) stop();
  });
  viewer.on("keydown", ({ originalEvent }) => {
    if (originalEvent.target !== button || originalEvent.key.startsWith("Arrow")) stop();
  });
  viewer.on("destroy", stop);
  show(false);
}

lightbox.on("uiRegister", () => {
  const { ui } = lightbox.pswp;
  ui.registerElement({ name: "place", className: "pswp__counter", order: 5, onInit: counter });
  ui.registerElement({ name: "caption", className: "pswp__words", appendTo: "root", onInit: caption });
  if (links.length > 1) {
    const html = '<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 32 32" width="32" height="32"><path/></svg>';
    ui.registerElement({ name: "slides", isButton: true, order: 8, html, onInit: slides });
  }
});

// --- the address of a picture ---

const asked = () => Number(/^#picture-(\d+)$/.exec(location.hash)?.[1] ?? 0) - 1;
let isOwnEntry = false; // did opening add an entry to the history?
let last = null;

function open(position, point) {
  lightbox.loadAndOpen(place(position), undefined, point);
}

lightbox.on("change", () => {
  last = links[place(lightbox.pswp.currIndex)];
  history.replaceState(history.state, "", `#${last.closest("figure").id}`);
});

lightbox.on("destroy", () => {
  if (asked() < 0) last?.focus(); // closed by “back”
  else if (isOwnEntry) history.back();
  else {
    history.replaceState(null, "", location.pathname + location.search);
    last?.focus();
  }
  isOwnEntry = false;
});

addEventListener("popstate", () => {
  if (lightbox.pswp) lightbox.pswp.close();
  else if (asked() in links) open(asked());
  else last?.focus();
});

lightbox.init();

links.forEach((link, position) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.scrollRestoration = "manual"; // “back” leads to the picture looked at last, not to where it began
    history.pushState(null, "", `#${link.closest("figure").id}`);
    isOwnEntry = true;
    open(position, { x: event.clientX, y: event.clientY });
  });
});
if (asked() in links) open(asked());
