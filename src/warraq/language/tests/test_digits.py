from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.digits import ascii_digits, format_number, shape

from .texts import tricky_texts


def test_digits_take_the_shape_of_the_edition():
    assert shape("عام 2024 و٣ و۴", "arab") == "عام ٢٠٢٤ و٣ و٤"
    assert shape("عام 2024 و٣ و۴", "arabext") == "عام ۲۰۲۴ و۳ و۴"
    assert shape("عام 2024 و٣ و۴", "latn") == "عام 2024 و3 و4"


def test_addresses_keep_their_digits():
    assert shape("في 5: https://a.org/2024 a1@b.org", "arab") == "في ٥: https://a.org/2024 a1@b.org"


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (1234567, "latn", "1,234,567"),
        (1234.5, "arab", "١٬٢٣٤٫٥"),
        (Decimal("-1234.50"), "arabext", "-۱٬۲۳۴٫۵۰"),
        (0, "arab", "٠"),
        (1e21, "latn", "1,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_are_parted_by_thousands(number, digits, text):
    assert format_number(number, digits) == text


def test_a_number_without_end_is_refused():
    with pytest.raises(ValueError, match="finite"):
        format_number(float("inf"), "latn")


@given(tricky_texts, st.sampled_from(["latn", "arab", "arabext"]))
def test_shaping_changes_digits_only(text, digits):
    assert ascii_digits(shape(text, digits)) == ascii_digits(text)
    assert shape(shape(text, digits), digits) == shape(text, digits)
