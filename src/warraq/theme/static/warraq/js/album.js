// Opens an album's pictures over the whole screen, in reading order; without it they are links to the files.
import PhotoSwipeLightbox from "../vendor/photoswipe/photoswipe-lightbox.esm.min.js";

const grid = document.querySelector(".album__grid");
const links = [...grid.querySelectorAll("a[data-pswp-width][data-pswp-height]")];
const rightToLeft = getComputedStyle(grid).direction === "rtl";

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

const labels = grid.dataset;
const lightbox = new PhotoSwipeLightbox({
  dataSource: pictures,
  pswpModule: () => import("../vendor/photoswipe/photoswipe.esm.min.js"),
  bgOpacity: 0.96,
  loop: false,
  counter: false,
  showHideAnimationType: matchMedia("(prefers-reduced-motion: reduce)").matches ? "none" : "zoom",
  closeTitle: labels.close,
  zoomTitle: labels.zoom,
  arrowPrevTitle: rightToLeft ? labels.next : labels.previous,
  arrowNextTitle: rightToLeft ? labels.previous : labels.next,
  errorMsg: labels.error,
});

function counter(box, viewer) {
  const number = new Intl.NumberFormat(document.documentElement.dataset.locale || document.documentElement.lang);
  viewer.on("change", () => {
    box.textContent = `${number.format(place(viewer.currIndex) + 1)} ${labels.of} ${number.format(links.length)}`;
  });
}

function caption(box, viewer) {
  box.dir = rightToLeft ? "rtl" : "ltr";
  viewer.on("change", () => {
    box.textContent = viewer.currSlide.data.caption;
    box.hidden = !box.textContent;
  });
}

lightbox.on("uiRegister", () => {
  const { ui } = lightbox.pswp;
  ui.registerElement({ name: "place", className: "pswp__counter", order: 5, onInit: counter });
  ui.registerElement({ name: "caption", className: "pswp__words", appendTo: "root", onInit: caption });
});
lightbox.init();

links.forEach((link, position) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    lightbox.loadAndOpen(place(position), undefined, { x: event.clientX, y: event.clientY });
  });
});
