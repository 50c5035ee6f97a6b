"""Selectors of what the newsroom sees of reads: series without gaps, sums, stories that stand out.

Hours and minutes are of UTC; days are civil days of the site's time zone. Nothing here is asked by a stored page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from warraq.stories.models import StoryPage

from .models import DailyReads, HourlyReads, MinuteReads, Standing
from .rolling import DAY, HOUR, MONTH_DAYS, present

MINUTE = timedelta(minutes=1)
MINUTES = 30  # how far back “now” goes
OLD = timedelta(days=30)
# An old story stands out by at least so many reads in 24 hours, and so many times what it has on other days.
FLOOR, TIMES = 30, 4
BEFORE = MONTH_DAYS - 1  # days of a standing's month beside the last 24 hours


@dataclass(frozen=True, slots=True)
class Count:
    """Reads, and how many of them came to the end of the text."""

    reads: int = 0
    ends: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.reads + other.reads, self.ends + other.ends)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A count and the minute, hour or day it is of."""

    start: Any
    count: Count


def total(buckets: Iterable[Bucket]) -> Count:
    return sum((bucket.count for bucket in buckets), Count())


def hour_of(moment: datetime) -> datetime:
    return present(moment)[0]


def minute_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def day_of(moment: datetime) -> date:
    """The civil day of the site."""
    return present(moment)[1]


# --- one story ---


def hours_of(story: int, count: int, now: datetime) -> list[Bucket]:
    """The last hours, the present one last."""
    rows = HourlyReads.objects.filter(story=story)
    return _series(rows, "hour", hour_of(now), HOUR, count)


def days_of(story: int, count: int, now: datetime) -> list[Bucket]:
    """The last days, today last."""
    rows = DailyReads.objects.filter(story=story)
    return _series(rows, "day", day_of(now), DAY, count)


def all_of(story: int) -> Count:
    """Everything that was ever counted."""
    return _sum(DailyReads.objects.filter(story=story).aggregate(**_sums()))


def weeks(days: list[Bucket]) -> list[Bucket]:
    """Whole weeks made of days, each named by its first day; the days before the first whole one are left out."""
    whole = days[len(days) % 7 :]
    return [Bucket(whole[at].start, total(whole[at : at + 7])) for at in range(0, len(whole), 7)]


def _series(rows: QuerySet, unit: str, last: Any, step: timedelta, count: int) -> list[Bucket]:
    first = last - step * (count - 1)
    span = {f"{unit}__gte": first, f"{unit}__lte": last}
    found = {start: Count(*counts) for start, *counts in rows.filter(**span).values_list(unit, "reads", "ends")}
    return [Bucket(start, found.get(start, Count())) for start in (first + step * n for n in range(count))]


# --- many stories ---


def hours_of_each(stories: Iterable[int], count: int, now: datetime) -> dict[int, list[int]]:
    """Reads in the last hours of every story named, oldest first: one query for a whole list."""
    last = hour_of(now)
    first = last - HOUR * (count - 1)
    found = {story: [0] * count for story in stories}
    rows = HourlyReads.objects.filter(story__in=list(found), hour__gte=first, hour__lte=last)
    for story, hour, reads in rows.values_list("story", "hour", "reads"):
        found[story][(hour - first) // HOUR] = reads
    return found


def by_story(first: date, last: date) -> QuerySet:
    """Rows of `story`, `reads`, `ends` of a span of days, both included; the most read first."""
    rows = DailyReads.objects.filter(day__gte=first, day__lte=last)
    return rows.values("story").annotate(**_sums()).order_by("-reads", "story")


def read_again(now: datetime) -> QuerySet:
    """Standings of old stories that are read far more in these 24 hours than on the days before; the most read first.

    By the index of a standing's day: new stories stand above, and are looked up by number until the page is full.
    """
    is_old = StoryPage.objects.filter(page_ptr=OuterRef("story"), listed_at__lt=now - OLD)
    stands_out = {"day__gte": FLOOR, "day__gt": (F("month") - F("day")) * TIMES / BEFORE}
    return Standing.objects.filter(Exists(is_old), **stands_out).order_by("-day", "story")


# --- now ---


@dataclass(frozen=True)
class Now:
    """The last half hour: of each minute, and of each story and each host of referrers, the most read first."""

    minutes: list[Bucket]
    stories: dict[int, Count]
    hosts: dict[str, Count]


def now(moment: datetime) -> Now:
    last = minute_of(moment)
    recent = MinuteReads.objects.filter(minute__gt=last - MINUTE * MINUTES, minute__lte=last)
    found = dict(_grouped(recent, "minute"))
    minutes = [last - MINUTE * back for back in reversed(range(MINUTES))]
    return Now(
        minutes=[Bucket(minute, found.get(minute, Count())) for minute in minutes],
        stories=dict(_grouped(recent, "story")),
        hosts=dict(_grouped(recent, "host")),
    )


def sections_now(moment: datetime) -> dict[int, int]:
    """The section of every story read in the last half hour."""
    last = minute_of(moment)
    recent = MinuteReads.objects.filter(minute__gt=last - MINUTE * MINUTES, minute__lte=last)
    stories = StoryPage.objects.filter(page_ptr__in=recent.values("story"))
    return dict(stories.values_list("page_ptr", "section"))


def _grouped(rows: QuerySet, by: str) -> Iterator[tuple[Any, Count]]:
    for key, *counts in rows.values_list(by).annotate(**_sums()).order_by("-reads", by):
        yield key, Count(*counts)


def _sums() -> dict[str, Any]:
    return {"reads": Sum("reads"), "ends": Sum("ends")}


def _sum(row: dict[str, int | None]) -> Count:
    return Count(row["reads"] or 0, row["ends"] or 0)
