"""Titles that nobody wrote: what editors and programs leave in a field until the real one comes."""

import re

from .fold import mild_fold

_THINGS = (
    "node|page|story|article|post|item|document|file|album|video|dossier|entry|draft|section|image|picture"
    "|content|title|headline|name"
)
_ARABIC_THINGS = "صفحه|ماده|مقال|مقاله|خبر|ملف|عنصر|عقده|مستند|البوم|فيديو|تدوينه|موضوع|قسم|صوره|مسوده|عنوان|محتوي"
_PERSIAN_THINGS = "صفحه|مقاله|خبر|پرونده|سند|مطلب|نوشته|عنوان"

_WORDS = (
    rf"new|(?:new|untitled|unnamed|empty|blank|sample|example|dummy|test) (?:{_THINGS})",
    rf"(?:{_THINGS}) (?:goes )?here|(?:your|enter|insert|add|type) (?:a |the |your )?(?:{_THINGS})(?: here)?",
    r"untitled|unnamed|no (?:title|name)|title|headline|(?:to be announced|tba|tbd|todo|tk|xxx+)",
    r"undefined|null|none|nil|nan|n/a|object object|object|true|false|\$?\{?title\}?",
    r"test|testing|tests|asdf\w*|qwerty\w*|placeholder|dummy|sample|example|draft|temp|tmp|foo|bar|foo bar",
    r"lorem|lorem ipsum.*",
    r"(?:بدون|بلا|دون|من دون|بغير) (?:عنوان|اسم)|غير معنون|عنوان|العنوان|لا عنوان|لا يوجد عنوان",
    rf"(?:{_ARABIC_THINGS}) (?:جديد|جديده|تجريبي|تجريبيه|فارغ|فارغه|تجربه|اختبار)",
    r"(?:اكتب|ادخل|اضف|ضع) (?:ال)?عنوان(?: هنا)?|(?:ال)?عنوان (?:هنا|الماده|المقال|الخبر|الصفحه)",
    r"اختبار|تجربه|تجريبي|نص تجريبي|مسوده|غير محدد|غير معرف|فارغ|لوريم ايبسوم.*",
    rf"بي ?عنوان|بدون نام|بي ?نام|ازمايش|ازمايشي|تست|(?:{_PERSIAN_THINGS}) (?:جديد|تازه)|پيش ?نويس",
)
_COPY = r"(?:(?:copy|duplicate) (?:\d+ )?of |نسخه (?:\d+ )?من )*"
_NUMBER = r"(?: copy| نسخه)?[ #_.\-(\[]*\d{0,6}"
_PLACEHOLDER = re.compile(rf"{_COPY}(?:{'|'.join(_WORDS)}){_NUMBER}")
_LONGEST = 400


def is_placeholder(text: str) -> bool:
    """Whether a title is empty, only punctuation, or a form's own words; titles may contain them."""
    if not any(character.isalnum() for character in text):
        return True
    return _PLACEHOLDER.fullmatch(mild_fold(text[:_LONGEST])) is not None
