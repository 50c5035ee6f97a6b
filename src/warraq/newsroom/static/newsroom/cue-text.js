// WebVTT and SubRip, read and written as warraq/films/cues.py does.
const TIME = String.raw`(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}`;
const TIMING = new RegExp(String.raw`^\s*(${TIME})\s*-->\s*(${TIME})(?!\d)(.*)$`);

/** `1:02`, `00:01:02.5` as seconds; null for anything else. Digits of any shape. */
export function seconds(written) {
  const digits = written.trim().replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15).replace(",", ".");
  const found = /^(?:(?:(\d+):)?(\d{1,3}):)?(\d{1,5}(?:\.\d+)?)$/.exec(digits);
  if (!found) return null;
  const [, hours = 0, minutes = 0, rest] = found;
  return Math.round((hours * 3600 + minutes * 60 + Number(rest)) * 1000) / 1000;
}

export function stamp(moment) {
  const whole = Math.max(0, Math.round(moment * 1000));
  const pad = (number, width = 2) => String(number).padStart(width, "0");
  const minutes = Math.floor(whole / 60_000);
  const rest = whole % 60_000;
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:${pad(Math.floor(rest / 1000))}.${pad(rest % 1000, 3)}`;
}

/** The cues of a text, an empty list for an empty one; null where it holds anything else. */
export function readCues(written) {
  const lines = written.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").trim().split("\n");
  if (lines.length === 1 && !lines[0]) return [];
  const cues = [];
  let open = null;
  lines.forEach((line, index) => {
    const found = TIMING.exec(line);
    if (found) {
      // The number above the times is no part of the words before.
      if (open && /^\d+$/.test(lines[index - 1].trim())) open.lines.pop();
      open = { start: seconds(found[1]), end: seconds(found[2]), settings: found[3].trim(), lines: [], isOver: false };
      cues.push(open);
    } else if (line.includes("-->")) {
      open = undefined;
    } else if (open && !line.trim()) {
      open.isOver = open.lines.length > 0;
    } else if (open && (!open.isOver || /^\d+$/.test(line.trim()))) {
      open.lines.push(line.trim());
    }
  });
  if (open === undefined || !cues.length) return null;
  return cues.map(({ start, end, settings, lines: said }) => ({ start, end, settings, text: said.join("\n") }));
}

export function writeCues(cues) {
  const blocks = cues.map(({ start, end, settings, text }, index) => {
    const said = text.split("\n").map((line) => line.trim().replaceAll("-->", "→")).filter(Boolean).join("\n");
    return `${index + 1}\n${stamp(start)} --> ${stamp(end)}${settings ? ` ${settings}` : ""}\n${said}\n`;
  });
  return ["WEBVTT\n", ...blocks].join("\n");
}
