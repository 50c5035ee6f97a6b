"""Listed words are found in every dress, and not inside other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.tables import lexicon

from ..wordlist import Listed, WordList

WORDS = ["ممتاز", "كازينو", "خنزير", "كلب", "مغفل", "قمار", "مراهنات", "ردة", "viagra", "casino"]
LIST = WordList([Listed(number, word) for number, word in enumerate(WORDS)], "ar")
PROCLITICS = ["و", "ال", "وال", "بال", "لل", "ف"]
COMMON = 40  # ten in a million
MARKS = "ـ\u064b\u064e\u0651\u200b\u200d"


def found(text: str) -> set[str]:
    return {WORDS[entry.number] for entry in LIST.found_in(text)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("هذا ممممتاز", "ممتاز"),
        ("هذا مـمـتـاز جدا", "ممتاز"),
        ("مُمْتَازٌ", "ممتاز"),
        ("م.م.ت.ا.ز", "ممتاز"),
        ("كلام م م ت ا ز جدا", "ممتاز"),
        ("م❤م❤ت❤ا❤ز", "ممتاز"),
        ("يا كلللللب", "كلب"),
        ("والكلاب", "كلب"),
        ("كلبهم", "كلب"),
        ("خنازير", "خنزير"),
        ("يا خنـ*ـزير", "خنزير"),
        ("والكازينوهات", "كازينو"),
        ("بالمراهنات", "مراهنات"),
        ("v1agra", "viagra"),
        ("V-I-A-G-R-A", "viagra"),
        ("c@sino", "casino"),
        ("саsino", "casino"),
        ("𝓬𝓪𝓼𝓲𝓷𝓸", "casino"),
    ],
)
def test_a_word_is_found_in_another_dress(text, word):
    assert word in found(text)


@pytest.mark.parametrize("text", ["وردة حمراء", "قلب المدينة", "كلبش", "تكلفة", "قمر", "Essex cassinova", "مكلبشة"])
def test_it_is_not_found_inside_another_word(text):
    assert found(text) == set()


def test_a_phrase_is_found_by_its_words_one_after_the_other():
    phrases = WordList([Listed(1, "ربح سريع")], "ar")
    assert phrases.found_in("الربح السريـــع لكم")
    assert not phrases.found_in("ربح كثير وسريع")


def test_a_word_wanted_as_written_is_found_in_no_other_form():
    exact = WordList([Listed(1, "كلب", as_written=True)], "ar")
    assert exact.found_in("كـلللب")
    assert not exact.found_in("الكلاب والكلب")


@given(st.sampled_from(WORDS), st.data())
def test_letters_drawn_out_hide_nothing(word, data):
    times = data.draw(st.lists(st.sampled_from([1, 3, 4, 9]), min_size=len(word), max_size=len(word)))
    drawn = "".join(letter * (1 if previous == letter else count) for letter, previous, count in _pairs(word, times))
    assert word in found(f"قال {drawn} لهم")


@given(st.sampled_from(WORDS), st.data())
def test_marks_put_between_letters_hide_nothing(word, data):
    marks = data.draw(st.lists(st.text(MARKS, max_size=3), min_size=len(word), max_size=len(word)))
    assert word in found("قال " + "".join(map("".join, zip(word, marks, strict=True))))


@given(st.sampled_from(WORDS), st.sampled_from([" ", ".", "-", " . ", "_", "*", "…", "❤", "/", "\n"]))
def test_signs_put_between_letters_hide_nothing(word, sign):
    assert word in found(f"قالوا {sign.join(word)} أمس")


# وردة is a rose.
@given(st.sampled_from([word for word in WORDS if not word.isascii() and word != "ردة"]), st.sampled_from(PROCLITICS))
def test_what_arabic_puts_in_front_hides_nothing(word, proclitic):
    assert word in found(f"قال {proclitic}{word} أمس")


def test_of_thousands_of_ordinary_words_none_is_taken_for_a_listed_one():
    listed = {ticket for word in WORDS for ticket in LIST._reader.pattern(word, False).terms}
    words = [word for word in _ordinary() if not LIST._reader.read(word).terms & listed]
    assert len(words) > 3_000
    wrong = {word: found(word) for word in words if found(word)}
    assert not wrong


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text):
    LIST.found_in(text)


def _pairs(word: str, times: list[int]) -> list[tuple[str, str, int]]:
    return list(zip(word, " " + word[:-1], times, strict=True))


def _ordinary() -> list[str]:
    return [word for word, entry in lexicon("ar") if entry.is_native and entry.frequency >= COMMON][:6_000]
