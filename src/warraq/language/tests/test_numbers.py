"""Numbers as people type them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.numbers import is_missing, number_text, read_number

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", "12"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("۱۲٫۵٪", "12.5"),
        ("٪١٢", "12"),
        ("1,234", "1234"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.567,8", "1234567.8"),
        ("1,5", "1.5"),
        ("١،٥", "1.5"),
        ("1.234", "1.234"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("1'234", "1234"),
        ("−5", "-5"),
        ("5-", "-5"),
        ("(5)", "-5"),
        ("\u200f-٣", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed, meant):
    assert read_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12x", "1,23,4", "1.2.3", "--5", "5 000 00", "٥ دنانير", "1e9", "9" * 30, "٫"]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="no number"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["", "  ", "-", "—", "…", "n/a", "غ.م", "لا بيانات", "\u200f"])
def test_an_empty_cell_and_a_dash_are_missing_values(typed):
    assert is_missing(typed)
    assert not is_missing("0")


@given(NUMBERS, st.sampled_from(["latn", "arab", "arabext"]))
def test_what_an_edition_prints_is_read_back(value, digits):
    assert read_number(number_text(value, digits)) == value


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text):
    with suppress(ValueError):
        assert read_number(text).is_finite()
