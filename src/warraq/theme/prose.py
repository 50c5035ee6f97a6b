"""The text of a story as it is set: the dateline run into its first paragraph, pieces that run the other way."""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from warraq.language.direction import Direction, own_direction
from warraq.language.paragraphs import with_directions

_FIRST_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>")


def dateline(page: Any) -> str:
    """«الضفاف-», or with the place as well; empty where the story has neither."""
    agency, place = getattr(page, "agency", ""), getattr(page, "place", "")
    if agency and place:
        return _("%(agency)s, %(place)s –") % {"agency": agency, "place": place}
    return _("%(name)s –") % {"name": agency or place} if agency or place else ""


def opening_index(page: Any) -> int:
    """Where in the body the dateline belongs: before its first paragraph; -1 where there is no such place."""
    if not dateline(page):
        return -1
    kinds = [block.block_type for block in page.body]
    return kinds.index("paragraph") if "paragraph" in kinds else -1


def opening_paragraph(value: Any, page: Any) -> SafeString:
    """The first paragraph with the dateline inside it, so that both are one line of text."""
    html = str(value)
    mark = format_html('<span class="dateline">{}</span> ', dateline(page))
    found = _FIRST_PARAGRAPH.search(html)
    end = found.end() if found else 0
    return directed(html[:end] + mark + html[end:], getattr(page, "edition", None))


def directed(value: Any, edition: Any) -> SafeString:
    """Rich text with `dir` on the paragraphs and lists that run otherwise than the page."""
    return mark_safe(with_directions(str(value), _base(edition)))


def dir_of(text: str, edition: Any, chosen: str = "") -> SafeString | str:
    """` dir="…"` where a text runs otherwise than the page, by its words or because an editor says so."""
    base = _base(edition)
    found = chosen or own_direction(text, base)
    return format_html(' dir="{}"', found) if found != base else ""


def _base(edition: Any) -> Direction:
    # As the page itself, where there is no edition.
    return edition.direction if edition else "rtl"
