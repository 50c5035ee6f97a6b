"""Dates of the Iranian calendar."""

from datetime import date
from typing import NamedTuple

from persiantools.jdatetime import JalaliDate as _Jalali


class JalaliDate(NamedTuple):
    year: int
    month: int
    day: int


def to_jalali(day: date) -> JalaliDate | None:
    """The Jalali date of a day, or None where the calendar has none: before 622, late in 9999."""
    try:
        jalali = _Jalali.to_jalali(day.year, day.month, day.day)
    except ValueError:
        return None
    return JalaliDate(jalali.year, jalali.month, jalali.day)


def from_jalali(year: int, month: int, day: int) -> date:
    """The day of a Jalali date; ValueError when there is no such date."""
    return _Jalali(year, month, day).to_gregorian()
