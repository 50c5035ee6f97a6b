"""Turns the text of another system, plain or HTML, into the blocks of a story's body. Pure."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

# A block as the body keeps it: its type and its value.
Block = tuple[str, str]

_IS_HTML = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|a|b|i|em|strong|span|img|figure|table|tr|td|script|style)\b[^<>]*>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.I)
_BLANKS = re.compile(r"\s+")
_EMPTY = re.compile(r"<(b|i|sup|a|li|ul|ol)(?: [^<>]*)?>\s*</\1>|\s+(?=</p>)|(?<=<p>)\s+")

_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6", "h1"}
_BREAKS = {
    "p",
    "div",
    "section",
    "article",
    "br",
    "hr",
    "figure",
    "figcaption",
    "table",
    "header",
    "footer",
    "pre",
}
_DROPPED = {"script", "style", "iframe", "object", "svg", "noscript", "template", "form", "button", "select"}
_LISTS = {"ul": "ul", "ol": "ol", "tbody": "ul", "thead": "ul"}
_ITEMS = {"li", "tr"}


def plain(text: str) -> str:
    """One line of plain text, whatever markup and entities it came with."""
    if _IS_HTML.search(text):
        text = re.sub(r"<[^<>]*>", " ", text)
    return _BLANKS.sub(" ", _unescaped(text)).strip()


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs, subheads, quotations and lists, in order; nothing for a text without words."""
    if _IS_HTML.search(text):
        reader = _BodyReader()
        reader.feed(text)
        reader.close()
        return tuple(reader.finished())
    lines = (_BLANKS.sub(" ", line).strip() for line in _unescaped(text).splitlines())
    return tuple(("paragraph", f"<p>{html.escape(line, quote=False)}</p>") for line in lines if line)


def _unescaped(text: str) -> str:
    return html.unescape(text) if _ENTITY.search(text) else text


class _BodyReader(HTMLParser):
    """Follows the markup of a body, however badly nested; unknown tags go and leave their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.text: list[str] = []
        self.inline: list[str] = []  # open inline elements of the current text
        self.kind = "paragraph"
        self.items: list[str] = []
        self.list_name = ""
        self.dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropped += 1
        elif tag in _LISTS:
            self._end_list()
            self.list_name = _LISTS[tag]
        elif tag in _ITEMS:
            self._end_text()
            self.list_name = self.list_name or "ul"
        elif tag in _HEADINGS or tag == "blockquote":
            self._end_text()
            self.kind = "quote" if tag == "blockquote" else "subhead"
        elif tag in _BREAKS:
            self._end_text()
        elif tag in ("td", "th"):
            self.text.append(" — " if self._has_words() else "")
        elif tag in _INLINE or tag == "a":
            self._open_inline(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = max(self.dropped - 1, 0)
        elif tag in _LISTS:
            self._end_list()
        elif tag in _HEADINGS or tag == "blockquote":
            self._end_text()
            self.kind = "paragraph"
        elif tag in _BREAKS or tag in _ITEMS:
            self._end_text()
        elif (name := _INLINE.get(tag, tag)) in self.inline:
            self._close_inline(name)

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.text.append(html.escape(_BLANKS.sub(" ", data), quote=False))

    def finished(self) -> list[Block]:
        self._end_list()
        return self.blocks

    def _open_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        href = (attributes.get("href") or "").strip()
        if tag == "a" and not _is_web_address(href):
            return
        name = _INLINE.get(tag, tag)
        if name not in self.inline:
            self.inline.append(name)
            self.text.append(f'<a href="{html.escape(href)}">' if tag == "a" else f"<{name}>")

    def _close_inline(self, name: str) -> None:
        while self.inline:
            last = self.inline.pop()
            self.text.append(f"</{last}>")
            if last == name:
                break

    def _has_words(self) -> bool:
        return bool(re.sub(r"<[^<>]*>", "", "".join(self.text)).strip())

    def _end_text(self) -> None:
        if self.inline:
            self._close_inline(self.inline[0])
        text = "".join(self.text)
        has_words = self._has_words()
        self.text.clear()
        if not has_words:
            return
        while (slim := _EMPTY.sub("", text)) != text:
            text = slim
        text = _BLANKS.sub(" ", text).strip()
        if self.list_name:
            self.items.append(f"<li>{text}</li>")
        elif self.kind == "paragraph":
            self.blocks.append(("paragraph", f"<p>{text}</p>"))
        else:
            self.blocks.append((self.kind, plain(text)))

    def _end_list(self) -> None:
        self._end_text()
        if self.items:
            name = self.list_name
            self.blocks.append(("paragraph", f"<{name}>{''.join(self.items)}</{name}>"))
        self.items = []
        self.list_name = ""


def _is_web_address(href: str) -> bool:
    try:
        return urlsplit(href).scheme in ("http", "https", "mailto")
    except ValueError:
        return False
