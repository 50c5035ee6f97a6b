// “3 hours ago” over a printed date, while that is what one would say; the printed date stays in the title.
const DAY = 86_400_000;
const UNITS = [["hour", 3_600_000], ["minute", 60_000]];

function ago(format, age) {
  const [unit, length] = UNITS.find(([, length]) => age >= length) || UNITS[1];
  // Nobody says “0 minutes ago”.
  return format.format(-Math.max(1, Math.floor(age / length)), unit);
}

export function relativeTimes(elements, language, now = Date.now()) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  for (const element of elements) {
    const age = now - Date.parse(element.dateTime);
    if (age >= 0 && age < DAY) {
      element.title = element.textContent;
      element.textContent = ago(format, age);
    }
  }
}
