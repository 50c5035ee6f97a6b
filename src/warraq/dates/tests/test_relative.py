from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates import DateStyle, relative

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=59), "الآن"),
        (timedelta(seconds=-59), "الآن"),
        (timedelta(minutes=1), "قبل دقيقة واحدة"),
        (timedelta(minutes=59, seconds=59), "قبل 59 دقيقة"),
        (timedelta(hours=1, minutes=50), "قبل ساعة واحدة"),
        (timedelta(hours=2), "قبل ساعتين"),
        (timedelta(hours=3), "قبل 3 ساعات"),
        (timedelta(hours=11), "قبل 11 ساعة"),
        (timedelta(days=6), "قبل 6 أيام"),
        (timedelta(days=15), "قبل أسبوعين"),
        (timedelta(days=-3), "خلال 3 أيام"),
        (timedelta(days=800), "قبل سنتين"),
    ],
)
def test_it_counts_whole_units_in_arabic(ago, text):
    assert relative(NOW - ago, NOW, DateStyle()) == text


def test_it_speaks_the_edition_s_language_and_digits():
    ago = NOW - timedelta(hours=3)
    assert relative(ago, NOW, DateStyle(language="en", region="en_GB")) == "3 hours ago"
    assert relative(ago, NOW, DateStyle(language="fa", digits="arabext")) == "۳ ساعت پیش"
    assert relative(ago, NOW, DateStyle(digits="arab")) == "قبل ٣ ساعات"


@given(st.timedeltas(timedelta(days=-30_000), timedelta(days=30_000)))
def test_the_past_is_never_told_as_the_future(difference):
    text = relative(NOW + difference, NOW, DateStyle())
    opening = "الآن" if abs(difference) < timedelta(minutes=1) else "قبل" if difference < timedelta() else "خلال"
    assert text.startswith(opening)
