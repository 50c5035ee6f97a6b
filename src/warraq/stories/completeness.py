"""What must be there before readers see a page; each function returns the problems it finds."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from warraq.changes.pages import Problem
from warraq.language.placeholders import is_placeholder

from .chart_words import said_of
from .charting import chart_of

MOST_FAULTS = 5
WORDS = {"paragraph", "quote", "key_points", "fact_box", "table", "chart"}


def body_problems(body: Any) -> list[Problem]:
    """An empty body, pictures in it without a text for who cannot see them, charts that cannot be drawn."""
    if not any(_has_words(block) for block in body):
        return [Problem("body", _("The text is empty: write at least one paragraph before publishing."))]
    found = []
    for number, block in enumerate((b for b in body if b.block_type == "picture"), start=1):
        image = block.value.get("image")
        if image is None:
            found.append(Problem("body", _("Picture %(number)d in the text is missing.") % {"number": number}))
        elif not (block.value.get("alt") or image.description).strip():
            found.append(
                Problem(
                    "body",
                    _("Picture %(number)d in the text (“%(title)s”) has no text for who cannot see it.")
                    % {"number": number, "title": image.title},
                )
            )
    return [*found, *chart_problems(body)]


def chart_problems(body: Any) -> list[Problem]:
    """Tables of which no chart can be drawn, cell by cell."""
    found = []
    charts = (block.value for block in body if block.block_type == "chart")
    for number, value in enumerate(charts, start=1):
        for fault in chart_of(value).faults[:MOST_FAULTS]:
            names = {"number": number, "title": value.get("title") or "", "fault": said_of(fault)}
            found.append(Problem("body", _("Chart %(number)d (“%(title)s”): %(fault)s.") % names))
    return found


def picture_problems(page: Any, field: str = "lead_picture", alt_field: str = "lead_alt") -> list[Problem]:
    """A lead picture without a text for who cannot see it."""
    if getattr(page, field) is None:
        return []
    alt = page.alt.strip()
    if not alt or is_placeholder(alt):
        return [Problem(alt_field, _("Write what the lead picture shows, for who cannot see it."))]
    return []


def _has_words(block: Any) -> bool:
    if block.block_type not in WORDS:
        return False
    text = strip_tags(str(block.value.source if hasattr(block.value, "source") else block.value))
    return bool(text.replace("\xa0", " ").strip()) and not is_placeholder(text.strip())
