"""What a reader types for a time: «رمضان 1446», «1446», «آب 2024», «2020 - 2024», «منذ 15/3/2024»; any digits.

Nothing is guessed: what is not understood is None, and whoever asked says so.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from warraq.language.fold import mild_fold

from .hijri import FIRST_YEAR, LAST_YEAR, from_hijri
from .jalali import from_jalali
from .month_words import Calendar, month_of
from .style import DateStyle

LONGEST = 120
_DAY = timedelta(days=1)
_ERAS: dict[str, Calendar] = {
    **dict.fromkeys("م ميلادي ميلاديه ce ad".split(), "gregorian"),
    **dict.fromkeys("ه هجري هجريه ق قمري ah".split(), "hijri"),
    **dict.fromkeys("ش شمسي sh".split(), "jalali"),
}
_QUIET_WORDS = frozenset("سنه عام العام شهر ماه سال يوم روز year month of the in في".split())
_NUMERIC = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_NUMERIC_BACKWARDS = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_PIECES = re.compile(r"\d+|[^\W\d_]+(?:['’/-][^\W\d_]+)*")
_OPENING = re.compile(r"(?:من|منذ|ابتداء من|since|from|از)\s+")
_BETWEEN = re.compile(r"(?:بين|between)\s+(.+?)\s+(?:و\s*|and\s+)(.+)")
_TO = re.compile(r"\s+(?:الي|حتي|to|till|until|تا)\s+|\s*(?:–|—|\.\.+)\s*|\s+-\s+|(?<=\d{4})-(?=\d{4}(?!\d))")
# What opens or closes a span on one side: (words, which end is given, whether the day itself counts).
_ONE_SIDED = [
    (re.compile(r"(?:بعد|پس از|بعد از|after)\s+"), "first", False),
    (_OPENING, "first", True),
    (re.compile(r"(?:قبل|پيش از|قبل از|before)\s+"), "last", False),
    (re.compile(r"(?:حتي|الي|لغايه|تا|until|till|to|up to)\s+"), "last", True),
]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both counted; None where it is open."""

    first: date | None
    last: date | None


def span_of(text: str, style: DateStyle) -> Span | None:
    """The days a text names, in the calendars of an edition; None where that cannot be told."""
    if len(text) > LONGEST:
        return None
    # Our own pages print a day in two calendars with this between them; one is enough.
    written = mild_fold(text.partition("·")[0])
    for read in (_period, _range, _one_sided):
        try:
            if found := read(written, style):
                return found
        except (ValueError, OverflowError):  # no calendar has such a day
            continue
    return None


def _range(written: str, style: DateStyle) -> Span | None:
    """From one period to another, whichever is named first."""
    for start, end in _ends(written):
        first, last = _period(start, style), _period(end, style)
        if first and last:
            return Span(min(first.first, last.first), max(first.last, last.last))
    return None


def _ends(written: str) -> Iterator[tuple[str, str]]:
    if found := _BETWEEN.fullmatch(written):
        yield found[1], found[2]
    bare = _OPENING.sub("", written, count=1) if _OPENING.match(written) else written
    for found in _TO.finditer(bare):
        yield bare[: found.start()], bare[found.end() :]


def _one_sided(written: str, style: DateStyle) -> Span | None:
    for words, end, is_counted in _ONE_SIDED:
        found = words.match(written)
        period = _period(written[found.end() :], style) if found else None
        if period and end == "first":
            return Span(period.first if is_counted else period.last + _DAY, None)
        if period:
            return Span(None, period.last if is_counted else period.first - _DAY)
    return None


def _period(written: str, style: DateStyle) -> Span | None:
    """A year, a month or a day."""
    numbers, era, month, is_clear = _parts(written, style)
    if not is_clear:
        return None
    if month:
        return _named(numbers, era, month, style)
    found = _numeric("".join(numbers) if len(numbers) == 1 else "")
    if found is None:
        return None
    year, number, day = found
    return _span(_calendar(year, era, style), year, number, day, style)


def _parts(written: str, style: DateStyle) -> tuple[list[str], Calendar | None, tuple[Calendar, int] | None, bool]:
    """Numbers, era and month of a text, and whether that is all there is in it."""
    numeric = re.search(r"\d+(?:[-/.]\d+)+", written)
    numbers = [numeric[0]] if numeric else []
    rest = written.replace(numeric[0], " ", 1) if numeric else written
    era, names = None, []
    for piece in _PIECES.findall(rest.replace("ه.ش", "ش").replace("ه.ق", "ق")):
        if piece.isdigit():
            numbers.append(piece)
        elif piece in _ERAS and era is None:
            era = _ERAS[piece]
        elif piece not in _QUIET_WORDS and piece not in _weekdays(style):
            names.append(piece)
    month = month_of(" ".join(names)) if names else None
    return numbers, era, month, bool(month or not names)


def _weekdays(style: DateStyle) -> set[str]:
    return {mild_fold(name) for name in style.locale.days["format"]["wide"].values()}


def _numeric(number: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of figures alone."""
    if found := _NUMERIC.fullmatch(number):
        year, month, day = found.groups()
    elif found := _NUMERIC_BACKWARDS.fullmatch(number):
        day, month, year = found.groups()
    else:
        return None
    return int(year), int(month) if month else None, int(day) if day else None


def _named(numbers: list[str], era: Calendar | None, month: tuple[Calendar, int], style: DateStyle) -> Span | None:
    """A month by its name, with its year and perhaps a day, in either order."""
    years = [int(number) for number in numbers if len(number) == 4 and number.isdigit()]
    days = [int(number) for number in numbers if len(number) <= 2 and number.isdigit()]
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return None
    calendar, number = month
    year, named = years[0], _calendar(years[0], era, style)
    if calendar == "hijri" and named == "gregorian":
        year = _hijri_year(year, number, style)
    elif calendar == "gregorian" and named != "gregorian" and era is None:
        return None
    return _span(calendar, year, number, days[0] if days else None, style)


def _hijri_year(year: int, month: int, style: DateStyle) -> int:
    """«رمضان 2024»: the Hijri year whose month begins in that year."""
    nearest = round((year - 622) * 1.0307)
    for hijri in range(nearest - 1, nearest + 3):
        if FIRST_YEAR <= hijri <= LAST_YEAR and from_hijri(hijri, month, 1, style.announced).year == year:
            return hijri
    raise ValueError(f"no such month begins in {year}")


def _calendar(year: int, era: Calendar | None, style: DateStyle) -> Calendar:
    if era:
        return era
    if not 1300 <= year <= LAST_YEAR:
        return "gregorian"
    return "jalali" if style.jalali and style.language_code == "fa" else "hijri"


def _span(calendar: Calendar, year: int, month: int | None, day: int | None, style: DateStyle) -> Span:
    first = _day(calendar, year, month or 1, day or 1, style)
    if day:
        return Span(first, first)
    return Span(first, _last(calendar, year, month or 12, style))


def _last(calendar: Calendar, year: int, month: int, style: DateStyle) -> date:
    """The last day of a month: in all three calendars one of 28 to 31 days."""
    for day in (31, 30, 29):
        with suppress(ValueError):
            return _day(calendar, year, month, day, style)
    return _day(calendar, year, month, 28, style)


def _day(calendar: Calendar, year: int, month: int, day: int, style: DateStyle) -> date:
    if calendar == "hijri":
        return from_hijri(year, month, day, style.announced)
    return from_jalali(year, month, day) if calendar == "jalali" else date(year, month, day)
