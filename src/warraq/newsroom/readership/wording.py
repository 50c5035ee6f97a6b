"""Numbers, hours and days in the language of who looks: digits, months and calendar are those of the edition in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import get_language

from warraq.dates import time_text
from warraq.dates.format import gregorian_date, jalali_date
from warraq.dates.gregorian import month_name
from warraq.dates.jalali import to_jalali
from warraq.dates.names import jalali_month
from warraq.dates.style import DateStyle
from warraq.editions.models import Edition
from warraq.language.digits import format_number, shape
from warraq.readership.figures import Count

UNKNOWN = "–"
DIGITS = {"fa": "arabext"}  # of a language without an edition; others are written with 0-9


@dataclass(frozen=True)
class Wording:
    style: DateStyle

    def number(self, number: int | float) -> str:
        return format_number(number, self.style.digits)

    def percent(self, part: int, whole: int) -> str:
        if not whole:
            return UNKNOWN
        text = self.number(round(100 * part / whole))
        return f"{text}%" if self.style.digits == "latn" else f"{text}٪"

    def share(self, count: Count) -> str:
        """How many of the reads came to the end; of a short time it may have been those of a time before."""
        return self.percent(min(count.ends, count.reads), count.reads)

    def clock(self, moment: datetime) -> str:
        return time_text(moment, self.style)

    def day(self, day: date) -> str:
        """«27 نوفمبر», without the year."""
        jalali = to_jalali(day) if self.style.jalali else None
        if jalali:
            return shape(f"{jalali.day} {jalali_month(jalali.month, self.style.language_code)}", self.style.digits)
        return shape(f"{day.day} {month_name(day.month, self.style)}", self.style.digits)

    def date(self, day: date) -> str:
        """The day with its year, of a moment the site's own."""
        day = self.style.local_day(day)
        return (jalali_date(day, self.style) if self.style.jalali else "") or gregorian_date(day, self.style)

    def hour(self, moment: datetime) -> str:
        """«27 نوفمبر 14:00»"""
        return f"{self.day(self.style.local_day(moment))} {self.clock(moment)}"

    def moment(self, moment: datetime) -> str:
        """«27 نوفمبر 2026 14:00»"""
        return f"{self.date(moment)} {self.clock(moment)}"


def in_users_language(of: Edition | None = None) -> Wording:
    """On the clocks of an edition, or of the site. One query, unless the edition is that of the language."""
    language = get_language() or settings.LANGUAGE_CODE
    edition = of if of and of.code == language else Edition.objects.filter(code=language).first()
    style = edition.date_style if edition else _without_edition(language)
    # A chart has no room for two names of a month.
    months = "regional" if style.months == "double" else style.months
    return Wording(replace(style, months=months, time_zone=of.time_zone if of else settings.TIME_ZONE))


def _without_edition(language: str) -> DateStyle:
    digits = DIGITS.get(language, "latn")
    return DateStyle(language=language, region=language, months="common", digits=digits, jalali=language == "fa")
