"""A story's full text as feed readers may have it: no scripts, no frames, every address complete.

Blocks are read as they are stored: turning them into objects would cost queries for every story of a feed.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from warraq.language.direction import own_direction
from warraq.language.paragraphs import with_directions
from warraq.stories.directed_blocks import text_of
from warraq.stories.models import StoryPage

from .addresses import harmless
from .pictures import whole_shot
from .references import References
from .richtext import feed_safe

INLINE_WIDTH = 960
_OPENS = re.compile(r'\A<p(?: dir="\w+")?>')


def full_text(story: StoryPage, references: References) -> str:
    """Lead picture, standfirst, text and corrections, in the story's own direction."""
    edition = story.edition
    references = replace(references, direction=edition.direction)
    blocks = [_block(block, story, references) for block in story.body.get_prep_value()]
    parts = [_lead(story), _paragraph_of(story.standfirst), *_opened(blocks, story), _corrections(story)]
    return format_html('<div lang="{}" dir="{}">{}</div>', edition.code, edition.direction, mark_safe("".join(parts)))


def _lead(story: StoryPage) -> str:
    return _figure(story.lead_picture, story.alt, story.lead_caption) if story.lead_picture else ""


def _opened(blocks: list[str], story: StoryPage) -> list[str]:
    """The blocks with agency and place before the first words, as a dateline is printed."""
    words = " ".join(part for part in (story.place, story.agency) if part)
    opening = next((n for n, block in enumerate(blocks) if _OPENS.match(block)), None)
    if not words or opening is None:
        return blocks
    # With the dateline in front, the paragraph runs as the edition does.
    dated = format_html("<p><b>{}</b> ", words) + mark_safe(_OPENS.sub("", blocks[opening]))
    return [*blocks[:opening], dated, *blocks[opening + 1 :]]


def _corrections(story: StoryPage) -> str:
    rows = [(row.get_kind_display(), row.date.isoformat(), row.text) for row in story.corrections.all()]
    return format_html_join("", "<p><b>{} ({}):</b> {}</p>", rows)


def _block(block: dict[str, Any], story: StoryPage, references: References) -> str:
    write = _WRITERS.get(block["type"])
    return write(block["value"], references, story.url) if write and block["value"] else ""


def _rich(value: str, references: References, base: str) -> SafeString:
    return mark_safe(with_directions(feed_safe(value, references.address, base), references.direction))


def _subhead(value: str | dict, references: References, base: str) -> str:
    words, chosen = text_of(value)
    return format_html("<h2{}>{}</h2>", _dir(words, references, chosen), words)


def _dir(words: str, references: References, chosen: str | None) -> str:
    found = chosen or own_direction(words, references.direction)
    return format_html(' dir="{}"', found) if found != references.direction else ""


def _quote(value: dict, references: References, base: str) -> str:
    said_by = "، ".join(part for part in (value.get("speaker"), value.get("role")) if part)
    source = format_html("<p>— {}</p>", said_by) if said_by else ""
    words = mark_safe(linebreaks(value["text"], autoescape=True))
    way = _dir(value["text"], references, value.get("direction"))
    if way:
        words = format_html("<div{}>{}</div>", way, words)
    return format_html("<blockquote>{}{}</blockquote>", words, source)


def _key_points(value: dict, references: References, base: str) -> str:
    return _list(format_html("{}", point) for point in _items(value["points"]))


def _fact_box(value: dict, references: References, base: str) -> str:
    return format_html(
        "<blockquote><h3>{}</h3>{}</blockquote>", value["title"], _rich(value["text"] or "", references, base)
    )


def _picture(value: dict, references: References, base: str) -> str:
    image = references.images.get(value.get("image"))
    if image is None:
        return ""
    return _figure(image, value.get("alt") or image.description, value.get("caption") or image.caption)


def _page_link(value: dict, references: References, base: str) -> str:
    address = references.address("page", value.get("page") or 0)
    return _link(address, references.pages[value["page"]].title) if address else ""


def _related(value: dict, references: References, base: str) -> str:
    link = _page_link(value, references, base)
    return format_html("<p>{}</p>{}", _("Read also"), link) if link else ""


def _document(value: dict, references: References, base: str) -> str:
    address = references.address("document", value.get("document") or 0)
    if address is None:
        return ""
    return _link(address, value.get("description") or references.documents[value["document"]].title)


def _embed(value: dict, references: References, base: str) -> str:
    return _link(harmless(value["url"]), value["title"])


def _sources(value: dict, references: References, base: str) -> str:
    return format_html("<h3>{}</h3>", _("Sources")) + _list(_source(item) for item in _items(value["items"]))


def _source(item: dict) -> str:
    address = harmless(item.get("url") or "")
    link = '<a href="{1}">{0}</a>' if address else "{0}"
    return format_html(link, item["title"], address)


def _table(value: dict, references: References, base: str) -> str:
    table = value.get("table") or {}
    heads, firsts = table.get("first_row_is_table_header"), table.get("first_col_is_header")
    rows = [
        _row(row, lambda column, top=bool(heads and not number): top or bool(firsts and not column))
        for number, row in enumerate(table.get("data") or [])
    ]
    cells = " ".join(str(cell) for row in table.get("data") or [] for cell in row if cell)
    way = _dir(cells, references, value.get("direction"))
    return format_html(
        "<table{}><caption{}>{}</caption>{}</table>{}",
        way,
        format_html(' dir="{}"', own_direction(value["caption"], references.direction)) if way else "",
        value["caption"],
        mark_safe("".join(rows)),
        _paragraph_of(value.get("source") or ""),
    )


def _chart(value: dict, references: References, base: str) -> str:
    """A feed reader draws nothing: the table says it all."""
    unit = value.get("unit") or ""
    caption = f"{value['title']} ({unit})" if unit else value["title"]
    table = (value.get("table") or {}) | {"first_row_is_table_header": True, "first_col_is_header": True}
    return _table({"caption": caption, "table": table, "source": value.get("source")}, references, base)


def _row(cells: list[Any], is_head: Callable[[int], bool]) -> str:
    written = [("th" if is_head(n) else "td", "" if cell is None else cell) for n, cell in enumerate(cells)]
    return format_html("<tr>{}</tr>", format_html_join("", "<{0}>{1}</{0}>", written))


def _figure(image: Any, alt: str, caption: str) -> str:
    shot = whole_shot(image, INLINE_WIDTH)
    if shot is None:
        return ""
    words = " ".join(part for part in (caption, f"({image.credit})" if image.credit else "") if part)
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}">{}</figure>',
        shot.url,
        shot.width,
        shot.height,
        alt,
        format_html("<figcaption>{}</figcaption>", words) if words else "",
    )


def _link(address: str | None, words: str) -> str:
    return format_html('<p><a href="{}">{}</a></p>', address, words) if address else _paragraph_of(words)


def _paragraph_of(words: str) -> str:
    return format_html("<p>{}</p>", words) if words else ""


def _list(items: Any) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def _items(stored: list[Any]) -> list[Any]:
    """The values of a stored list block; older ones are stored bare."""
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in stored]


_WRITERS: dict[str, Callable[[Any, References, str], str]] = {
    "paragraph": _rich,
    "subhead": _subhead,
    "quote": _quote,
    "key_points": _key_points,
    "fact_box": _fact_box,
    "picture": _picture,
    "album": _page_link,
    "video": _page_link,
    "map": _page_link,
    "related": _related,
    "document": _document,
    "table": _table,
    "chart": _chart,
    "embed": _embed,
    "sources": _sources,
}
