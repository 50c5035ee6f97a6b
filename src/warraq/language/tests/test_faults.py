import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.clean import clean
from warraq.language.faults import faults, faults_in_html, mend, mend_html

from .test_mojibake import misread
from .texts import tricky_texts


def kinds(text: str, language: str = "ar") -> list[tuple[str, str | None]]:
    return [(fault.kind, fault.after) for fault in faults(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("الملف النووی سليم", [("letters", "النووي")]),
        ("ﺍﻟﻌﺮﺑﻴﺔ", [("forms", "العربية")]),
        ("عـــام سعيد", [("tatweel", "عام")]),
        ("نص\u200f هنا", [("marks", "نص")]),
        ("نص\x00 هنا", [("marks", "نص")]),
        (misread("العربية", "cp1252"), [("mojibake", "العربية")]),
        ("عام ١٩٩٠ و2024", [("digits", "1990")]),
        ("عام ۱۹۹۰", [("digits", "1990")]),
        ("كلمة \ufffd\ufffd هنا", [("lost", None)]),
        ("????? ?????? ???", [("lost", None)]),
    ],
)
def test_it_names_each_kind_of_fault(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "سنة 1445هـ",
        "عام ١٩٩٠ فقط",
        "قمة G20 عام ١٩٩٠",
        "هل؟ نعم!",
        "كلمة  كلمة ، هنا",
        "حقاً?? نعم",
        "see https://x.org/ـی",
    ],
)
def test_it_finds_nothing_in_sound_text(text):
    assert kinds(text) == []


def test_a_fault_comes_with_what_stands_around_it():
    (fault,) = faults("في الملف النووی خلاف", "ar")
    assert fault.context == ("في الملف ", " خلاف")


def test_separators_follow_the_digits():
    assert mend("بلغ ١٬٢٣٤٫٥ مقابل 900", "ar") == "بلغ 1,234.5 مقابل 900"


def test_other_languages_and_code_keep_their_letters_in_rich_text():
    html = '<p>الملف النووی <span lang="fa">یک کتاب</span> <code>یـی</code></p>'
    assert [fault.before for fault in faults_in_html(html, "ar")] == ["النووی"]
    assert mend_html(html, "ar") == html.replace("النووی", "النووي")


def test_blanks_beside_tags_stay():
    assert mend_html("<p>قال <b>النووی</b> أمس</p>", "ar") == "<p>قال <b>النووي</b> أمس</p>"


@given(tricky_texts, st.sampled_from(["ar", "fa", "en"]))
def test_a_text_in_which_nothing_is_found_is_not_changed_but_for_its_blanks(text, language):
    found = faults(text, language)
    if not found:
        assert mend(text, language) == clean(text, language)


@given(st.text("ابيىكکیـ ٠١2،.\u200f\u200cطظ§„", max_size=40), st.sampled_from(["ar", "fa"]))
def test_a_mended_text_has_nothing_left_to_mend(text, language):
    mended = mend(text, language)
    assert mend(mended, language) == mended
    assert [fault for fault in faults(mended, language) if fault.after] == []
