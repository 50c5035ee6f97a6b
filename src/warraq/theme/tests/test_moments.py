"""Dates in templates: true for machines, the edition's own for readers."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from warraq.dates.style import DateStyle
from warraq.theme import moments

MOMENT = datetime(2023, 8, 15, 22, 30, tzinfo=UTC)


def edition(**style: object) -> SimpleNamespace:
    zone = ZoneInfo("Asia/Beirut")
    return SimpleNamespace(
        date_style=DateStyle(time_zone="Asia/Beirut", **style),
        zone=zone,
        digits=style.get("digits", "latn"),
        day_of=lambda moment: moment.astimezone(zone).date(),
    )


def show(text: str, value: object, **style: object) -> str:
    return Template("{% load warraq %}" + text).render(Context({"value": value, "edition": edition(**style)}))


def test_a_date_line_has_both_calendars_and_the_machines_form():
    html = show("{{ value|date_line:edition }}", date(2023, 8, 15))

    assert html == '<time datetime="2023-08-15">الثلاثاء 28 محرم 1445 · 15 آب/أغسطس 2023</time>'


def test_a_moment_late_in_the_day_stands_under_the_editions_own_day():
    html = show("{{ value|short_date:edition }}", MOMENT)

    assert html == '<time datetime="2023-08-16T01:30:00+03:00">16 آب/أغسطس 2023</time>'


def test_the_clock_is_the_editions_and_so_are_its_digits():
    assert ">٠١:٣٠<" in show("{{ value|time_of:edition }}", MOMENT, digits="arab")


def test_a_date_that_a_script_may_say_in_other_words_is_true_without_it():
    html = show("{{ value|moment_of:edition }}", MOMENT)

    assert "data-moment>16 آب/أغسطس 2023<" in html


@pytest.mark.parametrize("name", ["date_line", "short_date", "moment_of", "time_of"])
def test_nothing_is_printed_where_there_is_no_date(name):
    assert show("{{ value|" + name + ":edition }}", None) == ""


@pytest.mark.parametrize(
    ("precision", "html"),
    [
        ("year", '<time datetime="1990">1990</time>'),
        ("month", '<time datetime="1990-05">أيار/مايو 1990</time>'),
        ("day", '<time datetime="1990-05-03">3 أيار/مايو 1990</time>'),
    ],
)
def test_an_event_is_dated_no_more_exactly_than_is_known(precision, html):
    entry = SimpleNamespace(date=date(1990, 5, 3), precision=precision)

    assert show("{% event_date value edition %}", entry) == html


@pytest.mark.parametrize(("seconds", "text"), [(9.4, "0:09"), (252, "4:12"), (3729, "1:02:09")])
def test_a_duration_reads_like_a_players_clock(seconds, text):
    assert moments.duration(seconds, edition()) == text


def test_stories_are_kept_in_order_under_their_days():
    times = [MOMENT, MOMENT.replace(hour=21), MOMENT.replace(hour=5)]
    stories = [SimpleNamespace(published_at=moment) for moment in times]

    days = moments.by_day(stories, edition())

    assert days == [(date(2023, 8, 16), stories[:2]), (date(2023, 8, 15), stories[2:])]


def test_numbers_take_the_editions_shape():
    assert show("{{ value|number:edition }}", 1234, digits="arab") == "١٬٢٣٤"
    assert show("{{ value|digits:edition }}", "شارع 12", digits="arab") == "شارع ١٢"


def test_markup_is_cut_away_and_words_are_not_cut_in_two():
    assert show("{{ value|shorten:16 }}", "<p>ملف <b>مفتوح</b> يتتبع مصادر المياه</p>") == "ملف مفتوح يتتبع…"
