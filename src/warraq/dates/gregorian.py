"""Gregorian month and weekday names, by region."""

from datetime import date
from functools import lru_cache

from babel import Locale

from .style import DateStyle, Months


def month_name(month: int, style: DateStyle) -> str:
    """The month as the edition's region calls it: «آب», «أغسطس», or «آب/أغسطس»."""
    return _month_names(style.locale, style.months)[month - 1]


def weekday_name(day: date, style: DateStyle) -> str:
    return style.locale.days["format"]["wide"][day.weekday()]


@lru_cache(maxsize=32)
def _month_names(locale: Locale, months: Months) -> tuple[str, ...]:
    regional, common = _wide(locale), _wide(Locale(locale.language))
    # Only Arabic has two sets of names in use side by side; elsewhere the locale's own are the names.
    if locale.language != "ar" or months == "regional":
        return regional
    if months == "common":
        return common
    return tuple(
        here if here == everywhere else f"{here}/{everywhere}"
        for here, everywhere in zip(regional, common, strict=True)
    )


def _wide(locale: Locale) -> tuple[str, ...]:
    names = locale.months["format"]["wide"]
    return tuple(names[month] for month in range(1, 13))
