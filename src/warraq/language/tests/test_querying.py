import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.analysis import analyser_for
from warraq.language.querying import LONGEST, MOST_WORDS, parse

from .texts import tricky_texts


def ask(text):
    return parse(text, analyser_for("ar"))


def test_words_are_asked_for_and_stop_words_are_optional():
    query = ask("الحرب على الإرهاب")
    assert [(word.exact, word.is_optional) for word in query.words] == [
        ("الحرب", False),
        ("على", True),
        ("الإرهاب", False),
    ]


def test_a_query_of_stop_words_alone_asks_for_them():
    assert not any(word.is_optional for word in ask("على من").words)


@pytest.mark.parametrize("text", ['"مجلس الأمن"', "«مجلس الأمن»", "“مجلس الأمن”", "„مجلس الأمن“", "”مجلس الأمن“"])
def test_quotes_of_every_kind_hold_a_phrase(text):
    query = ask(text)
    assert [[word.term for word in phrase] for phrase in query.phrases] == [["مجلس", "امن"]]
    assert not query.words


@pytest.mark.parametrize("text", ["نفط -غاز", "نفط –غاز", "-غاز نفط"])
def test_a_minus_before_a_word_excludes_it(text):
    query = ask(text)
    assert [word.term for word in query.words] == ["نفط"]
    assert [[word.term for word in phrase] for phrase in query.excluded] == [["غاز"]]


def test_a_minus_before_a_phrase_excludes_the_phrase():
    assert [len(phrase) for phrase in ask('نفط -"أسعار النفط"').excluded] == [2]


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert not ask("كوفيد-19").excluded


def test_a_compound_name_in_two_words_is_one_word_of_the_query():
    assert [word.term for word in ask("جمال عبد الناصر").words] == ["جمال", "عبدالناصر"]


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "«»", "-", '-""', "…،؛", "\x00", "-غاز", "\ud800"])
def test_what_asks_for_nothing_is_empty(text):
    assert ask(text).is_empty


def test_an_open_quote_is_overlooked():
    assert [word.term for word in ask('"مجلس الأمن').words] == ["مجلس", "امن"]


def test_a_long_query_is_cut():
    query = ask("كلمة " * 10_000)
    assert len(query.words) <= MOST_WORDS
    assert all(len(word.exact) <= LONGEST for word in ask("ك" * 100_000).words)


@given(st.one_of(tricky_texts, st.text(), st.text('"«»“”-–وا ء\\*:()[]{}^~?+', max_size=60)))
def test_no_query_fails(text):
    query = ask(text)
    assert all(word.term for words in ([query.words], query.phrases, query.excluded) for part in words for word in part)
