"""Mixed directions: how a line will be seen where it is shown, and where that is other than meant."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from warraq.language.bidi import paragraph_direction, seen
from warraq.language.direction import Direction, isolate

from .findings import Finding

FIELDS = ("kicker", "title", "short_headline", "standfirst", "seo_title", "search_description")


def directions(page: Any) -> Iterator[Finding]:
    """On the page itself, whose direction is the edition's, and where a client asks the text for its direction."""
    base: Direction = page.edition.direction if page.edition_id else "rtl"
    for name in FIELDS:
        yield from _looked_at(name, "", getattr(page, name, ""), base)
    for block in page.body:
        if block.block_type == "subhead":
            yield from _looked_at("body", block.id or "", str(block.value), base)


def _looked_at(field: str, block: str, text: str, base: Direction) -> Iterator[Finding]:
    for line in text.splitlines():
        faulty = tuple(places_of(line, base))
        if faulty:
            words = _("Words of two directions: this line is seen in another order than it was written in.")
            yield Finding(field, words, block, line, faulty)


def places_of(line: str, base: Direction) -> Iterator[tuple[str, str, str]]:
    """(where, the direction there, the line as it should be seen) for each place that shows it otherwise."""
    meant = isolate(line, base)
    if meant == line and paragraph_direction(line) == base:
        return
    as_meant = seen(meant, base)
    if seen(line, base) != as_meant:
        yield "page", base, meant
    # A feed reader or a mail's list decides by the first letter that has a direction.
    there = paragraph_direction(line)
    if there != base and seen(line, there) != as_meant:
        yield "elsewhere", there, meant
