"""Dates and times as `<time>` elements: the machine's form in the attribute, the edition's in the text."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from warraq.dates import format as written
from warraq.language.digits import shape
from warraq.stories.archives import dated_text

NOTHING = mark_safe("")


def _element(moment: date, text: str, edition: Any, marks: SafeString = NOTHING) -> SafeString:
    machine = moment.isoformat()
    if isinstance(moment, datetime):
        machine = moment.astimezone(edition.zone).isoformat("T", "seconds")
    return format_html('<time datetime="{}"{}>{}</time>', machine, marks, text)


def full_date(moment: date | None, edition: Any) -> SafeString:
    """All calendars of the edition. Months announced later never change a date already printed."""
    if not moment:
        return NOTHING
    return _element(moment, written.date_line(moment, edition.date_style, as_of=moment), edition)


def short_date(moment: date | None, edition: Any) -> SafeString:
    return _element(moment, main_date(moment, edition), edition) if moment else NOTHING


def near_moment(moment: datetime | None, edition: Any) -> SafeString:
    """A date that is true whenever it is read; a script may say “3 hours ago” while that holds."""
    if not moment:
        return NOTHING
    return _element(moment, main_date(moment, edition), edition, mark_safe(" data-moment"))


def clock_time(moment: datetime | None, edition: Any) -> SafeString:
    return _element(moment, written.time_text(moment, edition.date_style), edition) if moment else NOTHING


def main_date(moment: date, edition: Any) -> str:
    """The day in the calendar people plan by: Jalali where the edition has it, else Gregorian."""
    style = edition.date_style
    jalali = written.jalali_date(moment, style) if style.jalali else ""
    return jalali or written.gregorian_date(moment, style)


def event_date(entry: Any, edition: Any) -> SafeString:
    """The date of a timeline entry, no more exact than it is known."""
    machine = entry.date.isoformat()[: {"year": 4, "month": 7}.get(entry.precision)]
    text = _with_era(dated_text(entry, edition), entry.date.year)
    return format_html('<time datetime="{}">{}</time>', machine, text)


def _with_era(text: str, year: int) -> str:
    # A year below 1500 could as well be meant as one of the Hijri or the Solar calendar.
    return _("%(date)s CE") % {"date": text} if year < 1500 else text


def duration(seconds: float, edition: Any) -> str:
    """`4:12`, `1:02:09`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return shape(text, edition.date_style.digits)


def by_day(stories: Iterable[Any], edition: Any) -> list[tuple[date, list[Any]]]:
    """Stories under the day they went out on, as the edition's clock has it; the order stays."""
    days = groupby(stories, lambda story: edition.day_of(story.published_at))
    return [(day, list(items)) for day, items in days]
