from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates import AnnouncedMonth, DateStyle, to_hijri
from warraq.dates.format import gregorian_date, hijri_date, jalali_date
from warraq.dates.month_words import month_of
from warraq.dates.spans import Span, span_of

ARABIC = DateStyle()
PERSIAN = DateStyle(language="fa", region="fa", jalali=True, hijri=True, digits="arabext")
ENGLISH = DateStyle(language="en", region="en_GB", months="common")
RAMADAN_1446 = Span(date(2025, 3, 1), date(2025, 3, 29))
AUGUST_2024 = Span(date(2024, 8, 1), date(2024, 8, 31))
YEAR_1446 = Span(date(2024, 7, 7), date(2025, 6, 25))
DAYS = st.dates(date(1930, 1, 1), date(2070, 1, 1))


def one_day(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day), date(year, month, day))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("رمضان 1446", RAMADAN_1446),
        ("رمضان ١٤٤٦", RAMADAN_1446),
        ("شهر رَمَضان 1446 هـ", RAMADAN_1446),
        ("Ramadan 1446", RAMADAN_1446),
        ("رمضان 2025", RAMADAN_1446),
        ("1446", YEAR_1446),
        ("1446هـ", YEAR_1446),
        ("سنة ١٤٤٦", YEAR_1446),
        ("1446-09-01", one_day(2025, 3, 1)),
        ("2024", Span(date(2024, 1, 1), date(2024, 12, 31))),
        ("٢٠٢٤م", Span(date(2024, 1, 1), date(2024, 12, 31))),
        ("آب 2024", AUGUST_2024),
        ("اب ٢٠٢٤", AUGUST_2024),
        ("أغسطس 2024", AUGUST_2024),
        ("آب/أغسطس 2024", AUGUST_2024),
        ("غشت 2024", AUGUST_2024),
        ("Aug 2024", AUGUST_2024),
        ("2024-08", AUGUST_2024),
        ("8/2024", AUGUST_2024),
        ("2024-05-01", one_day(2024, 5, 1)),
        ("15/3/2024", one_day(2024, 3, 15)),
        ("١٥/٠٣/٢٠٢٤", one_day(2024, 3, 15)),
        ("15 March 2024", one_day(2024, 3, 15)),
        ("March 15, 2024", one_day(2024, 3, 15)),
        ("كانون ثاني 2024", Span(date(2024, 1, 1), date(2024, 1, 31))),
        ("ذي القعدة 1445", Span(date(2024, 5, 9), date(2024, 6, 6))),
        ("جمادى الثانية 1446", Span(date(2024, 12, 2), date(2024, 12, 31))),
        ("1500", Span(date(2076, 11, 27), date(2077, 11, 16))),
        ("9999", Span(date(9999, 1, 1), date(9999, 12, 31))),
    ],
)
def test_a_year_a_month_and_a_day_are_understood(text, span):
    assert span_of(text, ARABIC) == span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-2024", date(2020, 1, 1), date(2024, 12, 31)),
        ("2020 – 2024", date(2020, 1, 1), date(2024, 12, 31)),
        ("2024 - 2020", date(2020, 1, 1), date(2024, 12, 31)),
        ("2024-05-01 - 2024-06-01", date(2024, 5, 1), date(2024, 6, 1)),
        ("من رمضان 1445 إلى شوال 1446", date(2024, 3, 11), date(2025, 4, 28)),
        ("بين 2019 و2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("from 1446 to August 2025", date(2024, 7, 7), date(2025, 8, 31)),
        ("منذ آب 2024", date(2024, 8, 1), None),
        ("بعد 2020", date(2021, 1, 1), None),
        ("حتى 2020", None, date(2020, 12, 31)),
        ("قبل 2020", None, date(2019, 12, 31)),
        ("before 1 Jan 2020", None, date(2019, 12, 31)),
    ],
)
def test_spans_are_understood(text, first, last):
    assert span_of(text, ARABIC) == Span(first, last)


def test_a_bare_year_is_of_the_calendar_the_edition_lives_by():
    assert span_of("۱۴۰۳", PERSIAN) == Span(date(2024, 3, 20), date(2025, 3, 20))
    assert span_of("مرداد ۱۴۰۳", PERSIAN) == Span(date(2024, 7, 22), date(2024, 8, 21))
    assert span_of("رمضان ۱۴۴۶", PERSIAN) == RAMADAN_1446
    assert span_of("1446", ENGLISH) == YEAR_1446


@pytest.mark.parametrize(
    "text",
    "|رمضان|2024-13-01|30/2/2024|0000|99|غير تاريخ|مقالات 2024|آب 1446|2024-05-01 x".split("|") + [" ", "9" * 200],
)
def test_what_is_no_time_is_not_guessed(text):
    assert span_of(text, ARABIC) is None


def test_an_announced_month_is_the_one_that_was_announced():
    announced = AnnouncedMonth(1446, 9, date(2025, 3, 2), recorded=date(2025, 2, 28))
    assert span_of("رمضان 1446", DateStyle(announced=(announced,))).first == date(2025, 3, 2)


def test_two_names_of_different_months_are_no_month():
    assert month_of("آب/تموز") is None
    assert month_of("آب/أغسطس") == ("gregorian", 8)


@given(DAYS, st.sampled_from([ARABIC, PERSIAN, ENGLISH]))
def test_every_date_we_print_is_understood(day, style):
    for print_date in (gregorian_date, hijri_date):
        assert span_of(print_date(day, style), style) == Span(day, day)
    if style is not ENGLISH:
        assert span_of(jalali_date(day, style), style) == Span(day, day)


@given(DAYS)
def test_a_month_of_the_hijri_table_holds_its_days(day):
    hijri = to_hijri(day)
    found = span_of(f"{hijri.year}-{hijri.month:02}", ARABIC)
    assert found.first <= day <= found.last
    assert to_hijri(found.first) == (hijri.year, hijri.month, 1)


@given(st.one_of(st.text(max_size=150), st.from_regex(r"[\d\-/. منإلىحتقبعدرضانآب]{1,40}", fullmatch=True)))
def test_no_text_is_an_error(text):
    found = span_of(text, ARABIC)
    assert found is None or found.first is None or found.last is None or found.first <= found.last
