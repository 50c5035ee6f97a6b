import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from warraq.language.analysis import BUILT_IN_NAMES, analyser_for, fold
from warraq.language.analysis.words import words_of

from .texts import arabic_words, tricky_texts

texts = st.one_of(tricky_texts, st.text(), st.lists(arabic_words, max_size=8).map(" ".join))


def terms(text, language="ar"):
    return [token.term for token in analyser_for(language).analyse(text)]


@given(texts)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_a_folded_text_is_found_by_the_terms_of_the_text(text):
    analyser = analyser_for("ar")
    tokens = analyser.analyse(text)
    folded = analyser.analyse(fold(text))
    # على is a preposition as it is written and a name when folded: stop words are judged before the fold.
    assume(not any(token.is_stop for token in tokens + folded))
    assert len(folded) == len(tokens)
    assert all(token.term in other.found_by for token, other in zip(tokens, folded, strict=True))


@given(texts)
def test_folded_once_more_a_text_has_the_same_terms(text):
    analyser = analyser_for("ar")
    once, twice = analyser.analyse(fold(text)), analyser.analyse(fold(fold(text)))
    assert [token.found_by for token in twice] == [token.found_by for token in once]


@given(texts)
def test_offsets_lead_back_to_the_words_of_the_text(text):
    end = 0
    for token in analyser_for("ar").analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.end >= end
        end = token.end
        found = [word for _, _, word in words_of(text[token.start : token.end])]
        assert all(word in found for word in token.exact.split("_"))


@given(texts)
def test_terms_have_no_space_and_are_never_empty(text):
    for token in analyser_for("ar").analyse(text):
        assert token.term
        assert not any(character.isspace() for character in token.term + token.exact)


@pytest.mark.parametrize("language", ["ar", "fa", "en", "ku"])
@given(text=texts)
def test_every_language_analyses_every_text(language, text):
    assert len(terms(text, language)) >= bool(fold(text).strip()) - 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مسئول", "مسؤول"),
        ("شئون", "شؤون"),
        ("شىء", "شيء"),
        ("ﺍﻟﻘﺎﻫﺮﺓ", "القاهره"),
        ("القُـــدْس", "القدس"),
        ("مصطفی", "مصطفى"),
        ("کتاب", "كتاب"),
        ("إسلام", "اسلام"),
        ("ﷲ", "الله"),
        ("São Paulo", "sao paulo"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_word_fold_together(one, other):
    assert fold(one) == fold(other)


def test_water_is_not_what():
    assert fold("الماء") != fold("ما")
    assert terms("الماء") == terms("ماء")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("٢٠٢٤", "2024"),
        ("۱۹۷۹", "1979"),
        ("1,500", "1500"),
        ("١٬٥٠٠", "1500"),
        ("1،500", "1500"),
        ("1.200.000", "1200000"),
        ("٣٫٥", "3.5"),
        ("3,5", "3.5"),
        ("1,500.25", "1500.25"),
    ],
)
def test_a_number_is_one_word_in_every_shape(text, number):
    assert terms(text) == [number]


@pytest.mark.parametrize(
    ("text", "words"),
    [("كوفيد-19", 2), ("G20", 2), ("الـ10", 2), ("1,2,3", 3), ("2024/05/03", 3), ("2024م", 2)],
)
def test_a_number_stands_apart_from_letters_and_other_numbers(text, words):
    assert len(terms(text)) == words


def test_a_preposition_is_a_stop_word_and_the_name_is_not():
    assert [(token.term, token.is_stop) for token in analyser_for("ar").analyse("على علي")] == [
        ("على", True),
        ("علي", False),
    ]
    assert terms("الي") == terms("إلى")


@pytest.mark.parametrize("typed", ["علی", "فی", "الذی", "کان", "حتی"])
def test_a_stop_word_is_one_on_a_persian_keyboard_too(typed):
    assert analyser_for("ar").analyse(typed)[0].is_stop


def test_one_sign_for_several_words_gives_each_its_place():
    tokens = analyser_for("ar").analyse("النبي ﷺ")
    assert [token.exact for token in tokens[1:]] == ["صلى", "الله", "عليه", "وسلم"]
    assert {(token.start, token.end) for token in tokens[1:]} == {(6, 7)}


def test_the_exact_spelling_keeps_what_the_term_gives_up():
    (token,) = analyser_for("ar").analyse("والمَكتَبة")
    assert (token.exact, token.term) == ("والمكتبة", "مكتبه")


def test_the_version_follows_the_editors_names():
    named = BUILT_IN_NAMES.with_groups([["وكالة س", "Agency X"]])
    assert analyser_for("ar").version != analyser_for("ar", named).version
    assert analyser_for("ar", named) is analyser_for("ar", named)
