"""Which month a name means, in any calendar and region of the languages we know, however it is spelt."""

import re
from functools import lru_cache
from typing import Literal

from babel import Locale

from warraq.language.fold import mild_fold

from .names import hijri_months, jalali_month

Calendar = Literal["gregorian", "hijri", "jalali"]

# Every set of Gregorian month names in use in Arabic and Persian: common, Levant, Algeria, Morocco, Mauritania, …
_REGIONS = ("ar", "ar_LB", "ar_DZ", "ar_MA", "ar_MR", "fa", "fa_AF", "en")
_LANGUAGES = ("ar", "fa", "en")
# Spellings that neither the locale data nor the tables carry.
_HIJRI_TOO = {
    3: "ربيع أول, ربيع ١, Rabi al Awal, Rabi I",
    4: "ربيع الآخر, ربيع آخر, ربيع ٢, Rabi al Akhir, Rabi al Thani, Rabi II",
    5: "جمادى الأول, جمادى أول, جمادي الاولي, Jumada al Awwal, Jumada I",
    6: "جمادى الثانية, جمادى الثاني, جمادى الآخر, جمادى آخر, Jumada al Thani, Jumada al Thaniyah, Jumada II",
    8: "Shaaban",
    9: "Ramadhan, Ramazan",
    11: "ذي القعدة, ذوالقعده, ذی القعده, Dhul Qadah, Dhu al Qidah, Zul Qaada",
    12: "ذي الحجة, ذوالحجه, ذی الحجه, Dhul Hijjah, Dhul Hijja, Zul Hijja",
}
_GREGORIAN_TOO = {1: "كانون ثاني", 5: "نوار", 7: "تموز, يوليوز", 10: "تشرين أول", 11: "تشرين ثاني", 12: "كانون أول"}
_LETTERS = re.compile(r"[^\W\d_]+")
_QUIET = re.compile(r"['’‘ʿʾ`´]")
_ARTICLE = re.compile(r"^(?:ال(?=\w{2})|(?:al|el|ul)$)")


def month_of(text: str) -> tuple[Calendar, int] | None:
    """The calendar and number of a month by its name, or by two names for one, «آب/أغسطس»."""
    found = {_known().get(_key(name)) for name in text.split("/")}
    return found.pop() if len(found) == 1 else None


def _key(name: str) -> str:
    """A name without what is written now with, now without: articles, spaces, hyphens, apostrophes."""
    words = _LETTERS.findall(_QUIET.sub("", mild_fold(name)))
    return "".join(_ARTICLE.sub("", word) for word in words)


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Calendar, int]]:
    found: dict[str, tuple[Calendar, int]] = {}
    for region in _REGIONS:
        names = Locale.parse(region).months["format"]
        for width in ("wide", "abbreviated"):
            found |= {_key(name): ("gregorian", month) for month, name in names[width].items()}
    for language in _LANGUAGES:
        found |= {_key(name): ("hijri", month) for month, name in enumerate(hijri_months(language), start=1)}
        found |= {_key(jalali_month(month, language)): ("jalali", month) for month in range(1, 13)}
    for calendar, further in (("gregorian", _GREGORIAN_TOO), ("hijri", _HIJRI_TOO)):
        found |= {_key(name): (calendar, month) for month, names in further.items() for name in names.split(",")}
    return found
