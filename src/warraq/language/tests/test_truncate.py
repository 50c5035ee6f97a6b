import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.truncate import truncate

from .texts import tricky_texts


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("كلمة", 4, "كلمة"),
        ("قال الوزير، إن الأمر انتهى", 12, "قال الوزير…"),
        ("قال الوزير: إن الأمر", 14, "قال الوزير…"),
        ("مستشفياتنا", 5, "مستش…"),
        ("👨\u200d👩\u200d👧👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 2, "👨\u200d👩\u200d👧…"),
        ("كَلِمَةٌ", 4, "كَلِمَةٌ"),
        ("كلمة أخرى", 1, "…"),
        ("كلمة", 0, ""),
    ],
)
def test_it_cuts_between_words(text, limit, short):
    assert truncate(text, limit) == short


@given(tricky_texts, st.integers(0, 50))
def test_it_is_never_longer_than_asked_nor_cuts_a_character(text, limit):
    short = truncate(text, limit)
    assert len(regex.findall(r"\X", short)) <= limit
    if short != text and limit:
        assert short.endswith("…")
        assert regex.findall(r"\X", text)[: len(regex.findall(r"\X", short[:-1]))] == regex.findall(r"\X", short[:-1])
