// Pictures: a phone's camera goes the way of chosen files, pasted ones get a title, and cuts follow the focal point.

// --- taking in ---

// A clipboard calls everything “image”: say at least when.
document.addEventListener("wagtail:images-upload", ({ detail }) => {
  if (!/^image(\.\w+)?$/.test(detail.filename)) return;
  const now = new Date();
  const local = new Date(now - now.getTimezoneOffset() * 60_000);
  detail.data.title = local.toISOString().slice(0, 16).replace("T", " ");
});

const camera = document.querySelector("[data-pictures-camera]");
if (camera) {
  // Wagtail's field lies over a button that says what it is for, and has no name of its own.
  const field = document.querySelector("#fileupload");
  field.setAttribute("aria-label", field.parentElement.textContent.trim());
  camera.parentElement.hidden = !matchMedia("(pointer: coarse)").matches;
  camera.addEventListener("change", () => {
    window.jQuery("#fileupload").fileupload("add", { files: [...camera.files] });
    camera.value = "";
  });
}

// --- cuts ---

const frames = document.querySelector(".pictures-frames");

// As pages do: tenths of the picture, by classes of the style sheet.
const followed = (point, whole) => Math.round((point / whole) * 10) * 10;

// As a share card does: the point in the middle of the cut, as far as the picture goes.
function centred(point, whole, part) {
  const start = Math.min(Math.max(point - part / 2, 0), whole - part);
  return whole > part ? (start / (whole - part)) * 100 : 50;
}

function cut(item, x, y, width, height) {
  const picture = item.querySelector("img");
  const ratio = picture.clientWidth / picture.clientHeight;
  const [partWide, partHigh] = width / height > ratio ? [height * ratio, height] : [width, width / ratio];
  const isCentred = "centred" in item.dataset;
  const across = isCentred ? centred(x, width, partWide) : followed(x, width);
  const down = isCentred ? centred(y, height, partHigh) : followed(y, height);
  picture.style.objectPosition = `${across}% ${down}%`;
}

function follow() {
  const [width, height] = [Number(frames.dataset.width), Number(frames.dataset.height)];
  const value = (name) => document.querySelector(`input.focal_point_${name}`).value;
  const isSet = ["x", "y", "width", "height"].every((name) => value(name) !== "");
  const [x, y] = isSet ? [Number(value("x")), Number(value("y"))] : [width / 2, height / 2];
  for (const item of frames.querySelectorAll("li")) cut(item, x, y, width, height);
}

if (frames) {
  // The chooser of the focal point writes into its fields without saying so.
  for (const type of ["pointermove", "pointerup", "mouseup", "keyup", "click"]) {
    document.addEventListener(type, () => requestAnimationFrame(follow), { passive: true });
  }
  addEventListener("load", follow);
  follow();
}
