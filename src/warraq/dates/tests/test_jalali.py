from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates.jalali import from_jalali, to_jalali


@pytest.mark.parametrize(
    ("day", "jalali"),
    [
        (date(2023, 8, 15), (1402, 5, 24)),
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2021, 3, 20), (1399, 12, 30)),
    ],
)
def test_known_days(day, jalali):
    assert to_jalali(day) == jalali


@pytest.mark.parametrize("day", [date.min, date(622, 3, 1), date.max])
def test_where_the_calendar_ends_there_is_no_date(day):
    assert to_jalali(day) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_converts_there_and_back(day):
    assert from_jalali(*to_jalali(day)) == day
