"""Finds the addresses in a page or a style sheet and puts others in their place; every other byte stays as it is.

Knows no framework and nothing of where an address leads: that is what `change(address, use)` is asked.
"""

import html
import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from html.parser import HTMLParser

_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s/>="']+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>][^\s>]*)))?"""
)
# A candidate ends at white space; a comma that ends it is not part of it.
_CANDIDATE = re.compile(r"(?P<before>(?:^|,)\s*)(?P<address>[^\s,]\S*?)(?=,?(?:\s|$))")
_CSS_URL = re.compile(
    r"""(?P<before>\burl\(\s*["']?)(?P<address>[^"')\s]+)|(?P<rule>@import\s+["'])(?P<sheet>[^"']+)"""
)
_FOLLOWED = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}
_SETS = re.compile(r"(?:image|data-(?:[a-z-]*-)?)?srcset")
# What a page says of itself and of its other shapes is meant for machines elsewhere.
_NAMING = {"alternate", "amphtml", "author", "canonical", "shortlink"}


class Use(Enum):
    """What an address stands there for."""

    FOLLOWED = auto()  # a browser goes there, or fetches it
    NAMED = auto()  # told to machines and to other sites: only a full address will do
    KEPT = auto()  # in a data- attribute: perhaps an address, perhaps not


Change = Callable[[str, Use], str]


def rewrite_page(text: str, change: Change, rename: Callable[[str], str]) -> str:
    """An HTML page with its addresses changed; `rename` gets the text of structured data."""
    finder = _Finder(text)
    finder.feed(text)
    finder.close()
    pieces, at = [], 0
    for start, end, written, kind in finder.found:
        changed = _changed(text[start:end], kind, change, rename)
        if changed != text[start:end]:
            pieces += [text[at:start], changed if written else _bare(changed)]
            at = end
    return "".join([*pieces, text[at:]])


def rewrite_sheet(text: str, change: Change) -> str:
    """A style sheet with the addresses of its fonts and pictures changed."""

    def one(found: re.Match[str]) -> str:
        before, address = found["before"] or found["rule"], found["address"] or found["sheet"]
        return before + change(address, Use.FOLLOWED)

    return _CSS_URL.sub(one, text)


class _Finder(HTMLParser):
    """Collects (start, end, is in quotes, kind) of every value that may hold an address."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int, bool, str]] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw, start = self.get_starttag_text(), self._offset()
        values = {name: value or "" for name, value in attrs}
        for found in _ATTRIBUTE.finditer(raw, len(tag) + 1):
            kind = _kind(tag, found["name"].lower(), values)
            quoted = next((name for name in ("double", "single", "bare") if found[name]), None)
            if kind and quoted:
                self.found.append((start + found.start(quoted), start + found.end(quoted), quoted != "bare", kind))
        if tag == "style":
            self._inside = "sheet"
        elif tag == "script" and values.get("type") == "application/ld+json":
            self._inside = "structured"

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            start = self._offset()
            self.found.append((start, start + len(data), True, self._inside))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _kind(tag: str, name: str, values: dict[str, str]) -> str:
    """How the value of an attribute is to be read; nothing where it holds no address."""
    if _SETS.fullmatch(name):
        return "set"
    if name.startswith("data-"):
        return "data"
    if name == "style":
        return "style"
    if name == "content":
        return "named" if tag == "meta" else ""
    if name not in _FOLLOWED:
        return ""
    is_naming = tag == "link" and not _NAMING.isdisjoint(values.get("rel", "").lower().split())
    return "named" if is_naming else "followed"


def _changed(raw: str, kind: str, change: Change, rename: Callable[[str], str]) -> str:
    if kind == "structured":
        return rename(raw)
    if kind == "sheet":
        return rewrite_sheet(raw, change)
    value = html.unescape(raw) if "&" in raw else raw
    changed = _value(value, kind, change)
    return raw if changed == value else _escaped(changed)


def _value(value: str, kind: str, change: Change) -> str:
    match kind:
        case "set":
            return _CANDIDATE.sub(lambda found: found["before"] + change(found["address"], Use.FOLLOWED), value)
        case "style":
            return rewrite_sheet(value, change)
        case "named":
            return change(value, Use.NAMED)
        case "data":
            return change(value, Use.KEPT)
    return change(value, Use.FOLLOWED)


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;").replace("<", "&lt;")


def _bare(value: str) -> str:
    """A value that stood without quotes keeps them off only while it needs none."""
    return value if re.fullmatch(r"""[^\s"'=<>`]+""", value) else f'"{value}"'


def addresses_in(text: str) -> Iterator[str]:
    """Every address that a browser would follow or fetch from a page."""
    found: list[str] = []

    def note(address: str, use: Use) -> str:
        if use is Use.FOLLOWED:
            found.append(address)
        return address

    rewrite_page(text, note, lambda data: data)
    return iter(found)
