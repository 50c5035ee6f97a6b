// What a word processor has on the clipboard, taken apart into pieces of text, headings and tables. Pure: no page, no editor.
const HEADING = "h1, h2, h3, h4, h5, h6, p.MsoTitle";
const NOT_TEXT = "script, style, meta, link, title, template, noscript, xml";
// What a heading or a cell would lose as plain words: then it stays rich text.
const MORE_THAN_WORDS = "a[href], ul, ol, table, img";

// Styles are put aside while it is read: the newsroom's policy would refuse them aloud.
const ASIDE = "data-pasted-style";
const unstyled = (html) => html.replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "").replace(/(<[a-z][^<>]*?\s)style(\s*=)/gi, `$1${ASIDE}$2`);
const styled = (html) => html.replaceAll(`${ASIDE}=`, "style=");
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

const wordsOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

const rowsOf = (table) => [...table.rows].filter((row) => row.closest("table") === table && row.cells.length);

/** A table of a few cells on a line is data; one cell or one column only sets text on the page. */
function isTable(node) {
  if (!node.matches("table") || node.querySelector(MORE_THAN_WORDS)) return false;
  const rows = rowsOf(node);
  return rows.length > 0 && Math.max(...rows.map((row) => row.cells.length)) > 1 && wordsOf(node) !== "";
}

const isHeading = (node) => node.matches(HEADING) && wordsOf(node) !== "" && !node.querySelector(MORE_THAN_WORDS);

/** Cells over several columns or rows leave the others empty. */
function cellsOf(table) {
  const rows = rowsOf(table);
  const grid = rows.map(() => []);
  rows.forEach((row, number) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[number][column] !== undefined) column += 1;
      const down = Math.min(cell.rowSpan || rows.length, rows.length - number);
      for (let below = 0; below < down; below += 1) {
        for (let along = 0; along < cell.colSpan; along += 1) grid[number + below][column + along] = "";
      }
      const lines = [...cell.querySelectorAll("p, div")].filter((line) => !line.querySelector("p, div"));
      grid[number][column] = (lines.length > 1 ? lines.map(wordsOf).join(" ") : "") || wordsOf(cell);
    }
  });
  const width = Math.max(...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_none, column) => row[column] ?? ""));
}

function hasHeads(table) {
  const [first] = rowsOf(table);
  const isBold = (cell) => wordsOf(cell) === "" || cell.matches("th") || cell.querySelector("b, strong, [data-pasted-style*='font-weight:7'], [data-pasted-style*='font-weight: 7']");
  return Boolean(table.tHead?.rows.length) || [...first.cells].every(isBold);
}

/** [{kind: "text", html}, {kind: "subhead", text}, {kind: "table", data, hasHeads}] in the order of the document. */
export function piecesOf(html) {
  const source = parsed(unstyled(html));
  source.querySelectorAll(NOT_TEXT).forEach((node) => node.remove());
  const pieces = [];
  let text = "";
  const endText = () => {
    if (wordsOf(parsed(text).body)) pieces.push({ kind: "text", html: styled(text) });
    text = "";
  };
  const walk = (parent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        const holder = source.createElement("span");
        holder.textContent = node.data;
        text += holder.innerHTML;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (isHeading(node)) {
        endText();
        pieces.push({ kind: "subhead", text: wordsOf(node) });
      } else if (isTable(node)) {
        endText();
        pieces.push({ kind: "table", data: cellsOf(node), hasHeads: hasHeads(node) });
      } else if (!node.matches("table, ul, ol") && [...node.querySelectorAll(`${HEADING}, table`)].some((inner) => isHeading(inner) || isTable(inner))) {
        walk(node);
      } else {
        text += node.outerHTML;
      }
    }
  };
  walk(source.body);
  endText();
  return pieces;
}
