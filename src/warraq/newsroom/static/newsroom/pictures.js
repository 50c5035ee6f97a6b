// Pictures: pasted and photographed ones go the way of those that are chosen, and cuts follow the focal point.

// --- taking in ---

const upload = document.querySelector("#fileupload");
const take = (files) => window.jQuery(upload).fileupload("add", { files });

function named(file, number) {
  if (file.name && !/^image\.\w+$/.test(file.name)) return file;
  // A clipboard calls everything image.png: say at least when.
  const moment = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
  const ending = file.type.split("/")[1].replace("jpeg", "jpg");
  return new File([file], `${moment}-${number + 1}.${ending}`, { type: file.type });
}

if (upload) {
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    take(files.map(named));
  });
  const camera = document.querySelector("[data-pictures-camera]");
  camera.parentElement.hidden = !matchMedia("(pointer: coarse)").matches;
  camera.addEventListener("change", () => {
    take([...camera.files]);
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
