"""Names of Hijri and Jalali months, which the locale data does not carry."""

from functools import lru_cache

from hijridate import Hijri

_HIJRI_PERSIAN = (
    "محرم",
    "صفر",
    "ربیع‌الاول",
    "ربیع‌الثانی",
    "جمادی‌الاول",
    "جمادی‌الثانی",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذیقعده",
    "ذیحجه",
)
_JALALI = {
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(),
    "ar": "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند".split(),
    "en": ("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand".split()),
}


@lru_cache(maxsize=8)
def hijri_months(language: str) -> tuple[str, ...]:
    """The twelve Hijri months; languages without a list of their own take the English names."""
    if language == "fa":
        return _HIJRI_PERSIAN
    written_in = "ar" if language == "ar" else "en"
    return tuple(Hijri(1445, month, 1).month_name(written_in) for month in range(1, 13))


def jalali_month(month: int, language: str) -> str:
    return _JALALI.get(language, _JALALI["en"])[month - 1]
