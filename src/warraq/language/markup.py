"""Changing the text of rich text and nothing of its markup, however broken it is."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_OPENS_TAG = re.compile(r"<(?:/?[A-Za-z]|[!?])")
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_STOP_IN_TAG = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_NOT_PROSE = frozenset("code pre kbd samp var script style textarea svg math template".split())
_RAW = re.compile(r"<(script|style|textarea)(?![^\s/>])", re.IGNORECASE)

_REFERENCE = re.compile(r"&(?:#\d{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z]{2,8});")
_MEANS_MARKUP = re.compile(r"&#?\w+;?|<[/!?A-Za-z]")


def change_text(markup: str, language: str, change: Callable[[str], str]) -> str:
    """The markup with `change` made to its text in `language`, outside code and other languages."""
    open_elements = _OpenElements(_primary(language))
    pieces = []
    for is_markup, piece in _pieces(markup):
        if is_markup:
            open_elements.follow(piece)
            pieces.append(piece)
        else:
            pieces.append(_changed(piece, change) if open_elements.hold_own_prose else piece)
    return "".join(pieces)


def _pieces(markup: str) -> Iterator[tuple[bool, str]]:
    """The markup cut into tags or comments, and text; joined, they are the markup again."""
    position = 0
    while tag := _OPENS_TAG.search(markup, position):
        end = _end_of_tag(markup, tag.start())
        if end is None:
            break
        if tag.start() > position:
            yield False, markup[position : tag.start()]
        position = _end_of_raw_text(markup, tag.start(), end)
        yield True, markup[tag.start() : position]
    if position < len(markup):
        yield False, markup[position:]


def _end_of_tag(markup: str, start: int) -> int | None:
    """Where the tag or comment ends, or None when nothing ends it and it is text after all."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start + 2)
        return end + 3 if end >= 0 else len(markup)
    position = start + 1
    while stop := _STOP_IN_TAG.search(markup, position):
        if stop.group() == ">":
            return stop.end()
        closing = markup.find(stop.group(), stop.end())
        if closing < 0:
            break
        position = closing + 1
    # A quote that is never closed: the tag ends at the next bracket, as a reader of the source would say.
    end = markup.find(">", start)
    return end + 1 if end >= 0 else None


def _end_of_raw_text(markup: str, start: int, end: int) -> int:
    """Where a script's text ends, in which brackets open no tags; for other tags their own end."""
    if not (raw := _RAW.match(markup, start)):
        return end
    closing = re.compile(rf"</{raw[1]}\b", re.IGNORECASE).search(markup, end)
    return closing.start() if closing else len(markup)


class _Element(NamedTuple):
    name: str
    is_own_language: bool
    is_prose: bool


@dataclass
class _OpenElements:
    """The elements around a place in the markup; one that is never closed reaches to the end."""

    language: str
    stack: list[_Element] = field(default_factory=lambda: [_Element("", True, True)])
    names: Counter[str] = field(default_factory=Counter)

    @property
    def hold_own_prose(self) -> bool:
        return self.stack[-1].is_own_language and self.stack[-1].is_prose

    def follow(self, tag: str) -> None:
        found = _TAG_NAME.match(tag)
        if not found:
            return
        name = found[2].lower()
        if found[1]:
            self._close(name)
        elif name not in _VOID and not tag.endswith("/>"):
            self._open(name, tag[found.end() : -1])

    def _open(self, name: str, attributes: str) -> None:
        around, language = self.stack[-1], _language_in(attributes)
        is_own = around.is_own_language if language is None else _primary(language) == self.language
        self.stack.append(_Element(name, is_own, around.is_prose and name not in _NOT_PROSE))
        self.names[name] += 1

    def _close(self, name: str) -> None:
        if not self.names[name]:
            return
        closed = None
        while closed != name:
            closed = self.stack.pop().name
            self.names[closed] -= 1


def _language_in(attributes: str) -> str | None:
    if "lang" not in attributes.lower():
        return None
    for name, value in _ATTRIBUTE.findall(attributes):
        if name.lower() in ("lang", "xml:lang"):
            return html.unescape(value.strip("\"'"))
    return None


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].strip().lower()


def _changed(text: str, change: Callable[[str], str]) -> str:
    if not text.strip():
        return text
    readable = _REFERENCE.sub(_letter_referred_to, text)
    changed = change(readable)
    if changed == readable:
        return text
    # Taking out an invisible character must not turn text into a tag or a reference.
    is_still_text = _MEANS_MARKUP.findall(changed) == _MEANS_MARKUP.findall(readable)
    return changed if is_still_text else text


def _letter_referred_to(reference: re.Match[str]) -> str:
    """The letter or space itself; references to markup, to nothing and to what cannot be written stay."""
    letter = html.unescape(reference.group())
    return letter if len(letter) == 1 and letter >= "\u00a0" and letter != "\ufffd" else reference.group()
