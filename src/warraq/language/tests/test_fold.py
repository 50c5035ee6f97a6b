import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.fold import mild_fold

from .texts import tricky_texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأُرْدُنّ", "الاردن"),
        ("إيران", "ایران"),
        ("شركة", "شرکه"),
        ("مصطفى", "مصطفي"),
        ("القـــدس", "القدس"),
        ("٢٠٢٤", "۲۰۲۴"),
        ("ﺍﻟﻌﺮﺑﻴﺔ", "العربيه"),
        ("«الذكاء  الاصطناعي»", "الذكاء الاصطناعي"),
        ("NATO", "nato"),
        ("أڭادير", "اگادير"),
    ],
)
def test_spellings_of_one_keyword_fold_together(one, other):
    assert mild_fold(one) == mild_fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("گاز", "غاز"),
        ("پاريس", "باريس"),
        ("چاد", "تشاد"),
        ("ژنو", "جنو"),
        ("ڤيينا", "فيينا"),
        ("C#", "C"),
        ("C++", "C"),
    ],
)
def test_two_names_stay_apart(one, other):
    assert mild_fold(one) != mild_fold(other)


@given(st.one_of(tricky_texts, st.text()))
def test_folding_twice_changes_nothing_more(text):
    once = mild_fold(text)
    assert mild_fold(once) == once


@given(tricky_texts)
def test_marks_and_tatweel_never_matter(text):
    assert mild_fold(text.replace("\u064e", "").replace("ـ", "")) == mild_fold(text)
