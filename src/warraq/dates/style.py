"""How an edition writes its dates."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from warraq.language.digits import Digits

Months = Literal["double", "regional", "common"]


@dataclass(frozen=True, slots=True)
class AnnouncedMonth:
    """A Hijri month that was announced to start on another day than the table says."""

    year: int
    month: int
    starts: date
    recorded: date
    applies_to_past: bool = False


@dataclass(frozen=True, slots=True)
class DateStyle:
    """An edition's calendars, month names, digits and time zone."""

    language: str = "ar"
    region: str = "ar_LB"
    months: Months = "double"
    digits: Digits = "latn"
    hijri: bool = True
    jalali: bool = False
    hijri_month_4: str = "ربيع الآخر"
    time_zone: str = "UTC"
    announced: tuple[AnnouncedMonth, ...] = ()

    @property
    def language_code(self) -> str:
        return self.language.replace("-", "_").partition("_")[0].lower()

    @property
    def locale(self) -> Locale:
        """The region's locale, or the language's own when the region speaks another language."""
        return _locale(self.language_code, self.region)

    def local(self, moment: datetime) -> datetime:
        """The moment on the edition's clock; one without a time zone is taken as UTC."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo("UTC"))
        return moment.astimezone(ZoneInfo(self.time_zone))

    def local_day(self, day: date | datetime) -> date:
        return self.local(day).date() if isinstance(day, datetime) else day


@lru_cache(maxsize=64)
def _locale(language: str, region: str) -> Locale:
    for code in (region.replace("-", "_"), language):
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        if locale.language == language:
            return locale
    return Locale("en")
