"""Month archives of a section: index ranges only, as quick for the first month as for the last."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from warraq.dates.format import gregorian_date
from warraq.dates.gregorian import month_name
from warraq.editions.models import Edition
from warraq.language.digits import shape


def month_text(first: date, edition: Edition) -> str:
    """`آب/أغسطس 2023`, as the edition names its months."""
    style = edition.date_style
    return shape(f"{month_name(first.month, style)} {first.year}", style.digits)


def dated_text(entry: Any, edition: Edition) -> str:
    """The date of something of the past, no more exact than it is known."""
    style = edition.date_style
    if entry.precision == "year":
        return shape(str(entry.date.year), style.digits)
    return month_text(entry.date, edition) if entry.precision == "month" else gregorian_date(entry.date, style)


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_span(first: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next one, as the edition's clocks show them."""
    after = next_month(first)
    return datetime(first.year, first.month, 1, tzinfo=zone), datetime(after.year, after.month, 1, tzinfo=zone)


def stories_of_month(section: Any, first: date) -> list[Any]:
    return section.stories.between(*month_span(first, section.edition.zone), section=section)


def neighbours(section: Any, start: datetime, end: datetime) -> tuple[Any, Any]:
    """The nearest months before and after that hold stories: (first day, address) or None, older first.

    Every month up to the neighbours is noted, theirs among them: one that is empty now may become the nearest.
    """
    listed = section.stories.order_by()
    older = listed.filter(listed_at__lt=start).order_by("-listed_at").values_list("listed_at", flat=True).first()
    newer = listed.filter(listed_at__gte=end).order_by("listed_at").values_list("listed_at", flat=True).first()
    if older is None or newer is None:
        section.stories.note_lists([section])  # nothing on that side, however far
    _note_months_between(section, older or start, newer or end)
    return _month(section, older), _month(section, newer)


def _note_months_between(section: Any, older: datetime, newer: datetime) -> None:
    zone, edition = section.edition.zone, section.edition
    first, last = (edition.day_of(moment).replace(day=1) for moment in (older, newer))
    section.stories.note_months([section], month_span(first, zone)[0], month_span(last, zone)[1])


def _month(section: Any, moment: datetime | None) -> tuple[date, str] | None:
    if moment is None:
        return None
    day = section.edition.day_of(moment).replace(day=1)
    return day, section.archive_address(day)


def months_of(section: Any, count: int = 12) -> list[tuple[date, str]]:
    """The newest months that hold stories, newest first; one index look-up each."""
    section.stories.note_lists([section])
    months: list[tuple[date, str]] = []
    before: datetime | None = None
    listed = section.stories.listed().order_by("-listed_at")
    while len(months) < count:
        rows = listed.filter(listed_at__lt=before) if before else listed
        moment = rows.values_list("listed_at", flat=True).first()
        if moment is None:
            break
        day = section.edition.day_of(moment).replace(day=1)
        months.append((day, section.archive_address(day)))
        before = month_span(day, section.edition.zone)[0]
    return months
