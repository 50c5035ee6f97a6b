import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.analysis import analyser_for
from warraq.language.edits import edits, within_one_edit
from warraq.language.matching import Match, matches
from warraq.language.querying import parse


def match(query, text, language="ar"):
    analyser = analyser_for(language)
    return matches(parse(query, analyser), analyser.analyse(text), analyser)


@pytest.mark.parametrize(
    ("query", "text", "how"),
    [
        ("وزير المال", "قال وزراء للمال", Match.STRICT),
        ("وزير المال", "قال الوزير", Match.NONE),
        ("جمهورية", "جمهورية التشيك", Match.STRICT),
        ("جمهورية التشيك", "جمهورية مصر", Match.NONE),
        ("الرحمن", "عبد الرحمن", Match.STRICT),
        ("الهام", "إلهام شاهين", Match.STRICT),
        ("إلهام", "الهام شاهين", Match.STRICT),
        ("هام", "مصدر إلهام", Match.NONE),
        ("رأي", "رفعوا الراية", Match.NONE),
        ("رايه", "رفعوا الراية", Match.STRICT),
        ("مكتب", "في مكتبه", Match.STRICT),
        ("مكتبة", "في مكتبه", Match.STRICT),
        ("مكتب", "في مكتبة", Match.NONE),
        ("نيومكسيكو", "ولاية نيو مكسيكو", Match.ONE_EDIT),
        ("مابعد", "مرحلة ما بعد الحرب", Match.ONE_EDIT),
        ("بيت لاهيا", "أهالي بيتلاهيا", Match.ONE_EDIT),
        ("انشاء الله", "إن شاء الله", Match.ONE_EDIT),
        ("مفاوظات", "مفاوضات", Match.ONE_EDIT),
        ("القهرة", "القاهرة", Match.ONE_EDIT),
        ("ضروف", "ظروف", Match.ONE_EDIT),
        ("فيثاغورث", "فيثاغورس", Match.ONE_EDIT),
        ("غامبيا", "زامبيا", Match.NONE),
        ("يونس", "تونس", Match.NONE),
        ("كولومبيا", "كولومبو", Match.NONE),
        ("رئيش", "ريش", Match.NONE),
        ('"مجلس الأمن"', "قرار لمجلس الأمن", Match.STRICT),
        ('"مجلس الأمن"', "الأمن في المجلس", Match.NONE),
        ("نفط -غاز", "نفط وغاز", Match.NONE),
        ("نفط -غاز", "آبار النفط", Match.STRICT),
        ("الحرب على الإرهاب", "حرب الإرهاب", Match.STRICT),
        ("الحكوممة", "الحكومة", Match.ONE_EDIT),
        ("برغسون", "بيرجسن", Match.SKELETON),
        ("تروتسكي", "Trotsky", Match.SKELETON),
        ("كاتب", "كتاب", Match.NONE),
        ("2024", "2023", Match.NONE),
        ("يونيو", "يوليو", Match.NONE),
        ("إيران", "إيراد", Match.NONE),
        ("", "كتاب", Match.NONE),
        ("-غاز", "نفط", Match.NONE),
        ("كتاب", "", Match.NONE),
    ],
)
def test_a_text_answers_a_query(query, text, how):
    assert match(query, text) is how


def test_a_phrase_is_never_loosened():
    assert match('"الحكوممة الجديدة"', "الحكومة الجديدة") is Match.NONE


words = st.text("ابتث", min_size=1, max_size=6)


@given(words, words)
def test_one_edit_is_what_the_definition_says(one, other):
    assert within_one_edit(one, other) is (other == one or other in edits(one))


@given(words, words)
def test_one_edit_is_as_far_in_both_directions(one, other):
    assert within_one_edit(one, other) is within_one_edit(other, one)
