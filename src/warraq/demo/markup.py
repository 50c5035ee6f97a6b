"""The markup of the demonstration's texts: blocks between empty lines, a few marks inside them.

## subhead
> quotation | speaker | role
@keypoints, @factbox title, @table caption, @sources, each followed by its lines
@chart form title | unit | source | note, followed by the lines of its table
@picture kind=chart seed=4 | alt | caption | credit
@album key, @video key, @related key
**bold**, *italic*, [[en:words of another language]]
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from .reading import Picture

_LANGUAGE = re.compile(r"\[\[([a-z]{2,3}):(.+?)\]\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITALIC = re.compile(r"\*(.+?)\*")


class MarkupError(ValueError):
    """A block nobody knows, or one that lacks a part."""


@dataclass(frozen=True)
class Reference:
    """A page named by its key."""

    kind: str
    key: str


@dataclass(frozen=True)
class Part:
    """A block of a body. Its value is as the stream field stores it, but for pictures and references."""

    kind: str
    value: Any


def rich(text: str) -> str:
    """Inline marks as the editor would store them."""
    html = _LANGUAGE.sub(r'<bdi lang="\1">\2</bdi>', escape(text, quote=False))
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", html))


def plain(text: str) -> str:
    """The words without their marks."""
    for mark in (_BOLD, _ITALIC):
        text = mark.sub(r"\1", text)
    return _LANGUAGE.sub(r"\2", text)


def parts(body: str) -> list[Part]:
    """The blocks of a body in order."""
    return [_part(block) for block in re.split(r"\n\s*\n", body.strip())]


def pictures(body: str) -> Iterator[Picture]:
    """The pictures that stand in a body, in order."""
    return (part.value for part in parts(body) if part.kind == "picture")


def _part(block: str) -> Part:
    first, *lines = block.strip().splitlines()
    if first.startswith("@"):
        name, _, argument = first[1:].partition(" ")
        if name not in _NAMED:
            raise MarkupError(f"no block is called @{name}")
        return _NAMED[name](argument.strip(), lines)
    if first.startswith("## "):
        return Part("subhead", plain(first[3:].strip()))
    if first.startswith("> "):
        return _quote(" ".join(line.removeprefix(">").strip() for line in (first, *lines)))
    return Part("paragraph", _prose([first, *lines]))


def _prose(lines: list[str]) -> str:
    """Paragraphs and lists: a line that begins with a hyphen is an item."""
    html, items = [], []
    for line in [*lines, ""]:
        if line.startswith("- "):
            items.append(f"<li>{rich(line[2:].strip())}</li>")
            continue
        if items:
            html.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.strip():
            html.append(f"<p>{rich(line.strip())}</p>")
    return "".join(html)


def _columns(line: str) -> list[str]:
    return [plain(cell.strip()) for cell in line.split("|")]


def _quote(line: str) -> Part:
    text, speaker, role, *_ = [*_columns(line), "", ""]
    return Part("quote", {"text": text, "speaker": speaker, "role": role})


def _key_points(_argument: str, lines: list[str]) -> Part:
    return Part("key_points", {"points": _items([plain(text) for text in _hyphened(lines)])})


def _fact_box(title: str, lines: list[str]) -> Part:
    return Part("fact_box", {"title": plain(title), "text": _prose(lines)})


def _picture(argument: str, _lines: list[str]) -> Part:
    drawing, alt, caption, credit, *_ = [*_columns(argument), "", ""]
    words = dict(word.split("=") for word in drawing.split())
    return Part("picture", Picture(words["kind"], int(words["seed"]), alt, caption, credit))


def _table(caption: str, lines: list[str]) -> Part:
    return Part("table", {"caption": plain(caption), "table": _cells(caption, lines), "source": ""})


def _chart(argument: str, lines: list[str]) -> Part:
    head, unit, source, note, *_ = [*_columns(argument), "", "", ""]
    kind, _space, title = head.partition(" ")
    words = {"title": title, "kind": kind, "unit": unit, "source": source, "note": note, "description": ""}
    return Part("chart", words | {"table": _cells(title, lines)})


def _cells(caption: str, lines: list[str]) -> dict[str, Any]:
    data = [_columns(line) for line in lines]
    if len({len(row) for row in data}) != 1:
        raise MarkupError(f"the rows of the table “{caption}” are not of one length")
    # The first column names the row in every table we print.
    return {
        "data": data,
        "cell": [],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": "",
    }


def _sources(_argument: str, lines: list[str]) -> Part:
    return Part("sources", {"items": _items([{"title": plain(text), "url": ""} for text in _hyphened(lines)])})


def _reference(kind: str) -> Callable[[str, list[str]], Part]:
    return lambda key, _lines: Part(kind, Reference(kind, key))


def _hyphened(lines: list[str]) -> list[str]:
    if not lines or not all(line.startswith("- ") for line in lines):
        raise MarkupError("every line of a list begins with a hyphen")
    return [line[2:].strip() for line in lines]


def _items(values: list[Any]) -> list[dict[str, Any]]:
    # Without an id of its own Wagtail takes an item for a value of an older form.
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, f"{number}:{value}"))}
        for number, value in enumerate(values)
    ]


_NAMED: dict[str, Callable[[str, list[str]], Part]] = {
    "keypoints": _key_points,
    "factbox": _fact_box,
    "picture": _picture,
    "table": _table,
    "chart": _chart,
    "sources": _sources,
    "album": _reference("album"),
    "video": _reference("video"),
    "related": _reference("related"),
}
