"""The direction of each paragraph and list of rich text, by its own words or as an editor set it."""

import html
import re

from .direction import Direction, own_direction

_BLOCK = re.compile(r"<(p|ul|ol|blockquote|h[2-6])((?:\s[^<>]*)?)>", re.IGNORECASE)
_ITEM = re.compile(r"(<li\b[^<>]*?)\sdir=\"(?:rtl|ltr)\"", re.IGNORECASE)
_SET = re.compile(r"\sdir=\"(rtl|ltr)\"", re.IGNORECASE)
# What stands in an element of its own direction says nothing about the paragraph's, as with `dir=auto`.
_APART = re.compile(r"<(bdi)\b[^<>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def with_directions(markup: str, base: Direction) -> str:
    """The markup with `dir` on those paragraphs and lists that run otherwise than `base`, and on no others."""
    pieces, position = [], 0
    while block := _BLOCK.search(markup, position):
        name, attributes = block[1], block[2]
        end = _end_of(markup, name, block.end())
        inner = markup[block.end() : end]
        chosen = _SET.search(attributes) or (_set_item(inner) if name.lower() in ("ul", "ol") else None)
        found = chosen[1].lower() if chosen else own_direction(_words(inner), base)
        rest = _SET.sub("", attributes)
        pieces += (markup[position : block.start()], "<", name, f' dir="{found}"' if found != base else "", rest, ">")
        pieces.append(_ITEM.sub(r"\1", inner) if " dir=" in inner else inner)
        position = end
    return "".join((*pieces, markup[position:])) if pieces else markup


def _set_item(inner: str) -> re.Match[str] | None:
    """A list runs as its first item was set to run."""
    return _SET.search(inner[: inner.find(">") + 1])


def _end_of(markup: str, name: str, start: int) -> int:
    """Where the element ends: a list past those inside it, a paragraph that is never closed at the next block."""
    if name.lower() not in ("ul", "ol", "blockquote"):
        end = re.compile(rf"</{name}\s*>|{_BLOCK.pattern}", re.IGNORECASE).search(markup, start)
        return end.start() if end else len(markup)
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE).finditer(markup, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(markup)


def _words(inner: str) -> str:
    return html.unescape(_TAG.sub(" ", _APART.sub(" ", inner)))
