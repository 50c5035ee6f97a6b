from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates import (
    AnnouncedMonth,
    DateStyle,
    date_line,
    gregorian_text,
    hijri_text,
    jalali_text,
    time_text,
    weekday_text,
)
from warraq.dates.format import gregorian_date, hijri_date

DAY = date(2023, 8, 15)
ARABIC = DateStyle()
ENGLISH = DateStyle(language="en", region="en_GB")
PERSIAN = DateStyle(language="fa", region="fa_IR", digits="arabext", jalali=True)


def test_an_arabic_edition_puts_the_hijri_date_first():
    assert hijri_text(DAY, ARABIC) == "الثلاثاء 28 محرم 1445"
    assert gregorian_text(DAY, ARABIC) == "15 آب/أغسطس 2023"
    assert date_line(DAY, ARABIC) == "الثلاثاء 28 محرم 1445 · 15 آب/أغسطس 2023"
    assert hijri_date(DAY, ARABIC) == "28 محرم 1445"
    assert weekday_text(DAY, ARABIC) == "الثلاثاء"


def test_an_english_edition_puts_the_gregorian_date_first():
    assert gregorian_text(DAY, ENGLISH) == "Tuesday 15 August 2023"
    assert hijri_text(DAY, ENGLISH) == "28 Muharram 1445"
    assert date_line(DAY, ENGLISH) == "Tuesday 15 August 2023 · 28 Muharram 1445"


def test_a_persian_edition_puts_the_jalali_date_first():
    assert jalali_text(DAY, PERSIAN) == "سه‌شنبه ۲۴ مرداد ۱۴۰۲"
    assert date_line(DAY, PERSIAN) == "سه‌شنبه ۲۴ مرداد ۱۴۰۲ · ۱۵ اوت ۲۰۲۳ · ۲۸ محرم ۱۴۴۵"


@pytest.mark.parametrize(
    ("region", "months", "expected"),
    [
        ("ar_LB", "double", "آب/أغسطس"),
        ("ar_LB", "regional", "آب"),
        ("ar_LB", "common", "أغسطس"),
        ("ar_EG", "double", "أغسطس"),
        ("ar_MA", "regional", "غشت"),
        ("ar-TN", "regional", "أوت"),
        ("en_US", "regional", "أغسطس"),
        ("nowhere", "double", "أغسطس"),
    ],
)
def test_months_are_named_as_in_the_region(region, months, expected):
    assert gregorian_date(DAY, DateStyle(region=region, months=months)) == f"15 {expected} 2023"


def test_the_fourth_month_is_named_as_the_edition_likes():
    day = date(2023, 10, 20)
    assert hijri_date(day, ARABIC) == "5 ربيع الآخر 1445"
    assert hijri_date(day, DateStyle(hijri_month_4="ربيع الثاني")) == "5 ربيع الثاني 1445"


@pytest.mark.parametrize("style", [DateStyle(hijri=False), DateStyle()])
def test_without_a_hijri_date_the_gregorian_one_carries_the_weekday(style):
    day = DAY if not style.hijri else date(1900, 1, 1)
    assert date_line(day, style) == gregorian_text(day, style)
    assert gregorian_text(day, style).startswith(weekday_text(day, style))


def test_outside_the_table_nothing_is_printed_for_the_hijri_date():
    assert hijri_text(date(1900, 1, 1), ARABIC) == ""


def test_a_moment_is_dated_on_the_clock_of_the_edition():
    moment = datetime(2023, 8, 14, 22, 30, tzinfo=UTC)
    beirut = DateStyle(time_zone="Asia/Beirut", digits="arab")
    assert time_text(moment, beirut) == "٠١:٣٠"
    assert hijri_text(moment, beirut) == "الثلاثاء ٢٨ محرم ١٤٤٥"
    assert time_text(moment.replace(tzinfo=None), ARABIC) == "22:30"


def test_an_announced_month_start_shows_in_the_line():
    announced = AnnouncedMonth(1445, 1, starts=date(2023, 7, 20), recorded=date(2023, 7, 19))
    style = DateStyle(announced=(announced,))
    assert hijri_text(DAY, style) == "الثلاثاء 27 محرم 1445"
    assert hijri_text(DAY, style, as_of=date(2023, 7, 1)) == "الثلاثاء 28 محرم 1445"


@given(st.dates(), st.sampled_from([ARABIC, ENGLISH, PERSIAN, DateStyle(jalali=True)]))
def test_every_day_can_be_printed_and_names_its_weekday_once(day, style):
    line = date_line(day, style)
    assert line.startswith(weekday_text(day, style) + " ")
    assert "None" not in line
    assert not line.endswith((" ", "·"))
