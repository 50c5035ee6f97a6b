import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.analysis import analyser_for
from warraq.language.matching import Match, matches, within_one_edit
from warraq.language.querying import parse


def match(query, text, language="ar"):
    analyser = analyser_for(language)
    return matches(parse(query, analyser), analyser.analyse(text), analyser)


@pytest.mark.parametrize(
    ("query", "text", "how"),
    [
        ("وزير المال", "قال وزراء للمال", Match.STRICT),
        ("وزير المال", "قال الوزير", Match.NONE),
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


words = st.text("ابتث", max_size=6)


@given(words, words)
def test_one_edit_is_what_the_definition_says(one, other):
    assert within_one_edit(one, other) is (other in edits(one))


def edits(word, letters="ابتث"):
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return {
        word,
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + b[1:] for a, b in cuts if b for letter in letters),
        *(a + letter + b for a, b in cuts for letter in letters),
    }
