"""Headlines by their real width in the house's faces: on a phone's card, in search results, on the share card."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from warraq.drawing.lettering import ROOM, width_of
from warraq.sharecards.drawing import is_headline_cut
from warraq.sharecards.faces import face_of

from .findings import Finding

# A card of the lists on a phone 360 pixels wide: its letters are 20 pixels high, four lines are enough.
CARD_SIZE, CARD_WIDTH, CARD_LINES = 20, 328, 4
# What search engines have room for.
RESULT_SIZE, RESULT_WIDTH = 20, 600


def lengths(page: Any) -> Iterator[Finding]:
    field = "short_headline" if page.short_headline else "title"
    lines = lines_of(page.card_title)
    if lines > CARD_LINES:
        words = _("The headline needs %(lines)d lines on a phone's card; %(most)d are enough.")
        yield Finding(field, words % {"lines": lines, "most": CARD_LINES}, about=page.card_title)
    title = page.share_title
    wide = width_of(title, "head", RESULT_SIZE) / ROOM
    if wide > RESULT_WIDTH:
        words = _("Search engines cut the end of the headline: it is %(wide)d pixels wide, they have %(room)d.")
        facts = {"wide": round(wide), "room": RESULT_WIDTH}
        yield Finding("seo_title" if page.seo_title else "title", words % facts, about=title)
    face = face_of(page) if page.edition_id else None
    if face and is_headline_cut(face):
        words = _("The headline is too long for the picture shown beside shared links: its end is cut.")
        yield Finding("title", words, about=page.title)


def lines_of(text: str) -> int:
    """Lines a browser needs: as many words to a line as there is room for."""
    lines, line = 0, ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, "head", CARD_SIZE) / ROOM > CARD_WIDTH:
            lines, line = lines + 1, word
        else:
            line = longer
    return lines + bool(line)
