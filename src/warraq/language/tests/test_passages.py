import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.clean import clean
from warraq.language.passages import apart

PERSIAN = "این کتاب را برای شما نوشته\u200cام که بخوانید"
VERSE = "إن هذا القرآن يهدي للتي هي أقوم"

words = st.sampled_from(
    [*PERSIAN.split(), *VERSE.split(), *"ی که كه « » ـ الملف النووی میشود".split(), ". ", "\n", "\u200c", "\u200f"]
)


def test_persian_quoted_in_arabic_keeps_its_letters():
    assert clean(f"الملف النووی «{PERSIAN}» فی طهران", "ar") == f"الملف النووي «{PERSIAN}» في طهران"


def test_arabic_quoted_in_persian_keeps_its_letters():
    assert clean(f"او گفت «{VERSE}» و كتاب را بست", "fa") == f"او گفت «{VERSE}» و کتاب را بست"


@pytest.mark.parametrize(
    "typed",
    ["الملف النووی الایرانی بین ایران والعالم", "علی أن الأکراد والکرد شدوا الرحال", "این هو الکتاب", "مدیر شرکة بیجو"],
)
def test_arabic_from_a_persian_keyboard_is_not_taken_for_persian(typed):
    assert [is_other for _piece, is_other in apart(typed, "ar")] == [False]


@given(st.lists(words, max_size=30).map(" ".join), st.sampled_from(["ar", "fa"]))
def test_a_second_look_judges_like_the_first(text, language):
    once = clean(text, language)
    assert clean(once, language) == once
    assert "".join(piece for piece, _is_other in apart(text, language)) == text
