"""The feed of what a newsroom has put right."""

from datetime import datetime, time
from typing import Any

from django.utils import translation
from django.utils.html import linebreaks

from warraq.stories.corrections import ABOUT, TITLE, corrections_path, newest_corrections
from warraq.stories.models import Correction

from .addresses import FORMATS, absolute
from .entries import Entry, Feed
from .words import one_line

NEWEST = 50


def corrections_feed_path(edition: Any, extension: str) -> str:
    return edition.path(f"/feeds/corrections.{extension}")


def corrections_feed_of(edition: Any, extension: str) -> Feed:
    """The newest corrections, clarifications, updates and withdrawals of an edition."""
    with translation.override(edition.code):
        title, about = str(TITLE), str(ABOUT)
        entries = tuple(_entry(edition, row) for row in newest_corrections(edition, NEWEST))
    return Feed(
        title=f"{title} · {edition.name}",
        description=about,
        language=edition.code,
        site=edition.name,
        home=absolute(corrections_path(edition)),
        address=absolute(corrections_feed_path(edition, extension)),
        media_type=FORMATS[extension],
        entries=entries,
    )


def _entry(edition: Any, row: Correction) -> Entry:
    # A correction has a day and no hour: noon is that day wherever it is read.
    noon = datetime.combine(row.date, time(12), edition.zone)
    return Entry(
        id=f"{absolute(row.story.short_address)}#correction-{row.pk}",
        url=f"{absolute(row.story.url)}#corrections",
        title=one_line(f"{row.get_kind_display()}: {row.story.title}"),
        summary="",
        html=linebreaks(row.text, autoescape=True),
        published=noon,
        updated=noon,
        authors=(),
        keywords=(),
        picture=None,
    )
