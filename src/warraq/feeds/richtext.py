"""Rich text as feed readers may have it: a few harmless tags, links with their full address."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from .addresses import harmless

_KEPT = frozenset(
    "a abbr b bdi blockquote br cite code em h2 h3 h4 hr i li mark ol p q s span strong sub sup u ul".split()
)
_VOID = frozenset({"br", "hr"})
_UNSEEN = frozenset("iframe noscript object script style svg template textarea title".split())
_POINTS_TO_RECORD = re.compile(r'<a\b(?=[^>]*\blinktype="(page|document)")(?=[^>]*\bid="(\d+)")', re.I)

FindAddress = Callable[[str, int], str | None]


def records_named_in(markup: str) -> set[tuple[str, int]]:
    """(`page` or `document`, id) for every link that names a record instead of an address."""
    return {(kind.lower(), int(pk)) for kind, pk in _POINTS_TO_RECORD.findall(markup)}


def feed_safe(markup: str, find_address: FindAddress, base: str = "/") -> str:
    """The markup with nothing left in it that acts; a link whose target is gone leaves its words."""
    rewriter = _Rewriter(find_address, base)
    rewriter.feed(markup)
    rewriter.close()
    return rewriter.finished()


class _Rewriter(HTMLParser):
    def __init__(self, find_address: FindAddress, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.find_address, self.base = find_address, base
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if self.unseen or tag not in _KEPT:
            return
        given = {name: value or "" for name, value in attrs}
        kept = {name: given[name] for name in ("lang", "dir") if name in given}
        if tag == "a":
            address = self._address(given)
            if address is None:
                return
            kept["href"] = address
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.pieces.append(f"<{tag}{attributes}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif not self.unseen and tag in self.open:
            self._close_to(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(escape(data, quote=False))

    def _address(self, given: dict[str, str]) -> str | None:
        if given.get("linktype") in ("page", "document") and given.get("id", "").isdecimal():
            return self.find_address(given["linktype"], int(given["id"]))
        return harmless(given.get("href", ""), self.base)

    def _close_to(self, tag: str) -> None:
        closed = None
        while closed != tag:
            closed = self.open.pop()
            self.pieces.append(f"</{closed}>")

    def finished(self) -> str:
        return "".join([*self.pieces, *(f"</{tag}>" for tag in reversed(self.open))])
