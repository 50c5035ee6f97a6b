from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from warraq.dates.style import DateStyle
from warraq.theme.moments import event_date
from warraq.theme.viewing import file_size, length_in_words, machine_length, other_calendars

ARABIC = SimpleNamespace(digits="latn", date_style=DateStyle())
ENGLISH = SimpleNamespace(digits="latn", date_style=DateStyle(language="en", region="en", hijri=False))
EASTERN = SimpleNamespace(digits="arab", date_style=DateStyle(digits="arab"))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "ثانية واحدة"),
        (2, "ثانيتان"),
        (9.6, "10 ثوانٍ"),
        (16, "16 ثانية"),
        (60, "دقيقة واحدة"),
        (122, "دقيقتان وثانيتان"),
        (252, "4 دقائق و12 ثانية"),
        (899, "14 دقيقة و59 ثانية"),
        (940, "16 دقيقة"),
        (6000, "100 دقيقة"),
    ],
)
def test_a_length_is_counted_as_arabic_counts(seconds, text):
    with translation.override("ar"):
        assert length_in_words(seconds, ARABIC) == text


def test_a_length_reads_well_in_english_and_in_eastern_digits():
    with translation.override("en"):
        assert length_in_words(61, ENGLISH) == "1 minute and 1 second"
    with translation.override("ar"):
        assert length_in_words(252, EASTERN) == "٤ دقائق و١٢ ثانية"


def test_machines_get_the_length_as_a_duration():
    assert machine_length(252.4) == "PT4M12S"


@pytest.mark.parametrize(("size", "text"), [(200, "1 KB"), (88_400, "88 KB"), (1_234_567, "1.2 MB")])
def test_a_file_tells_its_size(size, text):
    with translation.override("en"):
        assert file_size(size, ENGLISH) == text


@pytest.mark.parametrize(
    ("day", "precision", "machine", "text"),
    [
        (date(861, 1, 1), "year", "0861", "861 م"),
        (date(969, 7, 6), "day", "0969-07-06", "6 تموز/يوليو 969 م"),
        (date(1206, 1, 1), "year", "1206", "1206 م"),
        (date(1666, 9, 1), "month", "1666-09", "أيلول/سبتمبر 1666"),
        (date(2019, 1, 1), "year", "2019", "2019"),
    ],
)
def test_an_old_year_says_which_calendar_it_is_of(day, precision, machine, text):
    with translation.override("ar"):
        printed = event_date(SimpleNamespace(date=day, precision=precision), ARABIC)
    assert printed == f'<time datetime="{machine}">{text}</time>'


def test_a_day_before_the_hijri_table_has_the_gregorian_date_only():
    early, late = (SimpleNamespace(date=date(year, 3, 22), precision="day") for year in (1755, 1993))
    assert other_calendars(early, ARABIC) == ""
    assert other_calendars(late, ARABIC) == "29 رمضان 1413"
    assert other_calendars(SimpleNamespace(date=date(1993, 1, 1), precision="year"), ARABIC) == ""
