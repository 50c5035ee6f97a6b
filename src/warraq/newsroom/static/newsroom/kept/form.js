// What stands in the editor's form: all of it as pairs, to be sent as they are, and its words as lines, to be compared.
const NEVER = /^(csrfmiddlewaretoken|next|loaded_revision_id|loaded_revision_created_at|overwrite_revision_id|kept_copy)$/;
const NO_WORDS = /(-(id|type|order|deleted|count|ORDER|DELETE|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)|slug)$|^(comments|form-)/;

/** [name, value] of every field that holds text. */
export const pairsOf = (data) => [...data].filter(([name, value]) => typeof value === "string" && !NEVER.test(name));

export const sameAs = (pairs) => JSON.stringify(pairs.filter(([name]) => !name.endsWith("-id")));

function wordsOf(value) {
  if (!value.startsWith("{") && !value.startsWith("[")) return value.split("\n");
  try {
    const told = JSON.parse(value);
    if (told?.blocks) return told.blocks.map((block) => block.text);
    const cells = told?.data ?? (Array.isArray(told) ? told : null);
    if (cells) return cells.flat(2).filter((cell) => typeof cell === "string");
  } catch {
    // A text that begins with a bracket.
  }
  return value.split("\n");
}

/** The words of a form in the order of its blocks, one line a paragraph. */
export function linesOf(pairs) {
  const gone = pairs.filter(([name, value]) => name.endsWith("-deleted") && value).map(([name]) => name.slice(0, -8));
  const order = new Map(pairs.filter(([name]) => name.endsWith("-order")).map(([name, value]) => [name.slice(0, -5), +value]));
  const place = (name) => [...order].reduce((best, [start, value]) => (name.startsWith(start) ? value : best), -1);
  const fields = new Map();
  pairs.forEach((pair) => {
    const name = pair[0].split("-")[0];
    fields.set(name, [...fields.get(name) ?? [], pair]);
  });
  return [...fields.values()].flatMap((field) => field
    .filter(([name, value]) => value && !NO_WORDS.test(name) && !gone.some((start) => name.startsWith(`${start}-`)))
    .map(([name, value], number) => ({ place: place(name), number, value }))
    .sort((one, other) => one.place - other.place || one.number - other.number)
    .flatMap(({ value }) => wordsOf(value)))
    .map((line) => line.trim())
    .filter((line) => line && !/^[\d\s:.,-]+$/.test(line));
}

export const titleOf = (pairs) => pairs.find(([name]) => name === "title")?.[1].trim() ?? "";

/** Lines of both, in order: [line, "same" | "kept" | "server"]. */
export function compare(kept, server) {
  const table = Array.from({ length: kept.length + 1 }, () => new Uint16Array(server.length + 1));
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    for (let j = server.length - 1; j >= 0; j -= 1) {
      table[i][j] = kept[i] === server[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < kept.length || j < server.length) {
    if (i < kept.length && j < server.length && kept[i] === server[j]) {
      found.push([kept[i], "same"]);
      i += 1;
      j += 1;
    } else if (j < server.length && (i >= kept.length || table[i][j + 1] >= table[i + 1][j])) {
      found.push([server[j], "server"]);
      j += 1;
    } else {
      found.push([kept[i], "kept"]);
      i += 1;
    }
  }
  return found;
}

/** Send what was kept as if it had been typed here: saved as a draft, or shown in the form with what is wrong. */
export function bringBack(form, copy) {
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = form.action;
  sent.hidden = true;
  const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
  for (const [name, value] of [...copy.pairs, token, ["kept_copy", copy.id]]) {
    const field = document.createElement("textarea"); // keeps line ends, which an input would lose
    field.name = name;
    field.value = value;
    sent.append(field);
  }
  document.body.append(sent);
  sent.submit();
}
