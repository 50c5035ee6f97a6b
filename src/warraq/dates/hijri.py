"""Umm al-Qura dates by the published table, with month starts as they were announced.

The table of hijridate covers 1343-1500 AH; a few of its months before 1365 have 28 or 31 days, as published.
An announced start moves its month; the months beside it keep 29 or 30 days, and the difference runs on until
a month of the table takes it up.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from hijridate import Hijri

from .style import AnnouncedMonth

FIRST_YEAR, LAST_YEAR = 1343, 1500
# Sighting and table differ by a day, rarely by two; anything further apart is a slip of the pen.
LARGEST_DIFFERENCE = 2


class HijriDate(NamedTuple):
    year: int
    month: int
    day: int


def to_hijri(
    day: date, announced: Iterable[AnnouncedMonth] = (), as_of: date | datetime | None = None
) -> HijriDate | None:
    """The Hijri date of a day, or None outside the table.

    An announcement counts for what is said from the day it was recorded; `as_of` is the day the text was
    written, when that is not the day it speaks of. So the dates of old pages stay as they were printed.
    """
    ordinal = day.toordinal()
    table = _table()
    if not table[0] <= ordinal < table[-1]:
        return None
    said = as_of or day
    said = said.date() if isinstance(said, datetime) else said
    starts = _starts(tuple(a for a in announced if a.applies_to_past or a.recorded <= said))
    # An announcement for the first or last month of the table may move its edge by a day.
    index = min(max(bisect_right(starts, ordinal) - 1, 0), len(starts) - 2)
    return HijriDate(*_year_and_month(index), max(ordinal - starts[index], 0) + 1)


def from_hijri(year: int, month: int, day: int, announced: Iterable[AnnouncedMonth] = ()) -> date:
    """The day of a Hijri date; ValueError when there is no such date in the table."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise ValueError(f"no Hijri month {year}-{month} in the table {FIRST_YEAR}-{LAST_YEAR}")
    starts = _starts(tuple(announced))
    index = _index(year, month)
    if not 1 <= day <= starts[index + 1] - starts[index]:
        raise ValueError(f"Hijri month {year}-{month} has no day {day}")
    return date.fromordinal(starts[index] + day - 1)


def is_plausible(announced: AnnouncedMonth) -> bool:
    """Whether an announcement names a month of the table and starts it near enough to the table's day."""
    if not (FIRST_YEAR <= announced.year <= LAST_YEAR and 1 <= announced.month <= 12):
        return False
    in_table = _table()[_index(announced.year, announced.month)]
    return abs(announced.starts.toordinal() - in_table) <= LARGEST_DIFFERENCE


def _index(year: int, month: int) -> int:
    return (year - FIRST_YEAR) * 12 + month - 1


def _year_and_month(index: int) -> tuple[int, int]:
    years, month = divmod(index, 12)
    return FIRST_YEAR + years, month + 1


@lru_cache(maxsize=1)
def _table() -> tuple[int, ...]:
    """The ordinal day on which each month starts, and the day after the last month."""
    months = [Hijri(*_year_and_month(i), 1) for i in range((LAST_YEAR - FIRST_YEAR + 1) * 12)]
    starts = [month.to_gregorian().toordinal() for month in months]
    return (*starts, starts[-1] + months[-1].month_length())


@lru_cache(maxsize=256)
def _starts(announced: tuple[AnnouncedMonth, ...]) -> tuple[int, ...]:
    """The table with the announcements worked in: of two for one month, the one recorded last holds."""
    latest_last = sorted(filter(is_plausible, announced), key=lambda a: a.recorded)
    fixed = {_index(a.year, a.month): a.starts.toordinal() for a in latest_last}
    if not fixed:
        return _table()
    starts, first, last = list(_table()), min(fixed), max(fixed)
    starts[first] = fixed[first]
    for index in range(first + 1, len(starts)):
        start = fixed.get(index) or _between(starts[index - 1] + 29, starts[index], starts[index - 1] + 30)
        if index > last and start == starts[index]:
            break
        starts[index] = start
    # Days already counted in a month cannot be taken back, so a later announcement outweighs an earlier one.
    for index in range(last - 1, -1, -1):
        start = _between(starts[index + 1] - 30, starts[index], starts[index + 1] - 29)
        if index < first and start == starts[index]:
            break
        starts[index] = start
    return tuple(starts)


def _between(lowest: int, value: int, highest: int) -> int:
    return min(max(value, lowest), highest)
