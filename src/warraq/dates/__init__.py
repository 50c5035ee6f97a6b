"""Calendars of the newsroom: Hijri, Gregorian and Jalali dates written in an edition's own way. No Django."""

from .format import date_line, gregorian_text, hijri_text, jalali_text, time_text, weekday_text
from .hijri import from_hijri, to_hijri
from .relative import relative
from .style import AnnouncedMonth, DateStyle

__all__ = [
    "AnnouncedMonth",
    "DateStyle",
    "date_line",
    "from_hijri",
    "gregorian_text",
    "hijri_text",
    "jalali_text",
    "relative",
    "time_text",
    "to_hijri",
    "weekday_text",
]
