"""Reads the dates of other systems. What may be read in two ways is never guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from warraq.language.digits import ascii_digits

EARLIEST = 1800

_TIME = r"(?:[T ]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?"
_ZONE = r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[-/.]?)(?P<month>\d{{2}})(?P=mark)(?P<day>\d{{2}}){_TIME}{_ZONE}")
_YEAR_LAST = re.compile(rf"(?P<first>\d{{1,2}})[-/.](?P<second_number>\d{{1,2}})[-/.](?P<year>\d{{4}}){_TIME}{_ZONE}")


class DateError(ValueError):
    """A date that cannot be read; the message is for the report."""


class AmbiguousDate(DateError):
    """Day and month could stand in either order and nothing says in which."""

    def __init__(self) -> None:
        super().__init__("day and month could be either way round: give --date-order dmy or mdy")


def read_moment(text: str, zone: tzinfo, order: str = "") -> datetime:
    """The moment; one without an offset is of `zone`, one without a time is the first of its day."""
    text = ascii_digits(text).strip()
    if match := _YEAR_FIRST.fullmatch(text):
        return _moment(match, int(match["month"]), int(match["day"]), zone)
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match["first"]), int(match["second_number"])
        if not order and first != second:
            raise AmbiguousDate
        month, day = (first, second) if order == "mdy" else (second, first)
        return _moment(match, month, day, zone)
    raise DateError("the date is in no known format")


def order_shown_by(text: str) -> str:
    """`dmy` or `mdy` where a date can be read in one way only, else nothing."""
    match = _YEAR_LAST.fullmatch(ascii_digits(text).strip())
    if not match:
        return ""
    first, second = int(match["first"]), int(match["second_number"])
    if 12 < first <= 31 and 1 <= second <= 12:
        return "dmy"
    return "mdy" if 12 < second <= 31 and 1 <= first <= 12 else ""


def _moment(match: re.Match[str], month: int, day: int, zone: tzinfo) -> datetime:
    year = int(match["year"])
    if year < EARLIEST:
        raise DateError(f"the year is before {EARLIEST}")
    time = [int(match[name] or 0) for name in ("hour", "minute", "second")]
    try:
        moment = datetime(year, month, day, *time, tzinfo=_offset(match["zone"]) or zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DateError("there is no such date") from error


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(span if text[0] == "+" else -span)
