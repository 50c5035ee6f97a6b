"""Dates and times as an edition prints them.

The calendar an edition puts first carries the weekday: Hijri in Arabic, Gregorian in English,
Jalali in Persian.
"""

from collections.abc import Iterator
from datetime import date, datetime

from warraq.language.digits import shape

from .gregorian import month_name, weekday_name
from .hijri import HijriDate, to_hijri
from .jalali import to_jalali
from .names import hijri_months, jalali_month
from .style import DateStyle

_ORDER = {
    "ar": ("hijri", "gregorian", "jalali"),
    "fa": ("jalali", "gregorian", "hijri"),
}
_OTHER_ORDER = ("gregorian", "hijri", "jalali")
_BETWEEN = " · "


def hijri_text(day: date, style: DateStyle, as_of: date | None = None) -> str:
    """«الثلاثاء 28 محرم 1445», or nothing outside the table; `as_of` is the day of the text it stands in."""
    return _with_weekday("hijri", day, style, as_of)


def gregorian_text(day: date, style: DateStyle) -> str:
    """«15 آب/أغسطس 2023», with the weekday where this calendar comes first."""
    return _with_weekday("gregorian", day, style)


def jalali_text(day: date, style: DateStyle) -> str:
    """«24 مرداد 1402», with the weekday where this calendar comes first."""
    return _with_weekday("jalali", day, style)


def weekday_text(day: date, style: DateStyle) -> str:
    return weekday_name(style.local_day(day), style)


def date_line(day: date, style: DateStyle, as_of: date | None = None) -> str:
    """The day in all calendars of the edition, in its order: «الثلاثاء 28 محرم 1445 · 15 آب/أغسطس 2023»."""
    day = style.local_day(day)
    return f"{weekday_name(day, style)} {calendars_line(day, style, as_of)}"


def calendars_line(day: date, style: DateStyle, as_of: date | None = None) -> str:
    """The same without the weekday."""
    dates = [text for _, text in _shown(style.local_day(day), style, as_of)]
    return shape(_BETWEEN.join(dates), style.digits)


def time_text(moment: datetime, style: DateStyle) -> str:
    """The hour and minute on the edition's clock."""
    return shape(style.local(moment).strftime("%H:%M"), style.digits)


def hijri_date(day: date, style: DateStyle, as_of: date | None = None) -> str:
    """The Hijri date without its weekday."""
    hijri = to_hijri(style.local_day(day), style.announced, style.local_day(as_of) if as_of else None)
    if hijri is None:
        return ""
    return shape(f"{hijri.day} {_hijri_month(hijri, style)} {hijri.year}", style.digits)


def gregorian_date(day: date, style: DateStyle) -> str:
    """The Gregorian date without its weekday."""
    day = style.local_day(day)
    return shape(f"{day.day} {month_name(day.month, style)} {day.year}", style.digits)


def jalali_date(day: date, style: DateStyle) -> str:
    """The Jalali date without its weekday, or nothing where the calendar has none."""
    jalali = to_jalali(style.local_day(day))
    if jalali is None:
        return ""
    month = jalali_month(jalali.month, style.language_code)
    return shape(f"{jalali.day} {month} {jalali.year}", style.digits)


def _hijri_month(hijri: HijriDate, style: DateStyle) -> str:
    if hijri.month == 4 and style.language_code == "ar":
        return style.hijri_month_4
    return hijri_months(style.language_code)[hijri.month - 1]


def _written(calendar: str, day: date, style: DateStyle, as_of: date | None) -> str:
    if calendar == "hijri":
        return hijri_date(day, style, as_of)
    return gregorian_date(day, style) if calendar == "gregorian" else jalali_date(day, style)


def _shown(day: date, style: DateStyle, as_of: date | None) -> Iterator[tuple[str, str]]:
    """The calendars that have something to say about the day, in the edition's order, with what they say."""
    wanted = {"gregorian": True, "hijri": style.hijri, "jalali": style.jalali}
    for calendar in _ORDER.get(style.language_code, _OTHER_ORDER):
        if wanted[calendar] and (text := _written(calendar, day, style, as_of)):
            yield calendar, text


def _with_weekday(calendar: str, day: date, style: DateStyle, as_of: date | None = None) -> str:
    day = style.local_day(day)
    text = _written(calendar, day, style, as_of)
    comes_first = next(_shown(day, style, as_of))[0] == calendar
    return f"{weekday_name(day, style)} {text}" if text and comes_first else text
