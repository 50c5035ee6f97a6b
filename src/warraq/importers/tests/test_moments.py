import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.importers.moments import AmbiguousDate, DateError, order_shown_by, read_moment

BEIRUT = ZoneInfo("Asia/Beirut")
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))


@given(moments)
def test_an_iso_moment_is_read_as_it_was_written(moment):
    assert read_moment(moment.isoformat(), BEIRUT) == moment


@given(moments)
def test_a_moment_without_punctuation_is_read_the_same(moment):
    assert read_moment(f"{moment:%Y%m%dT%H%M%S}Z", BEIRUT) == moment


@given(moments)
def test_day_and_month_are_read_in_the_order_given(moment):
    day = moment.date()
    for order, text in (("dmy", f"{moment:%d/%m/%Y}"), ("mdy", f"{moment:%m/%d/%Y}")):
        assert read_moment(text, UTC, order).date() == day


@given(moments)
def test_an_order_that_could_be_either_is_never_guessed(moment):
    text = f"{moment:%d/%m/%Y}"
    if moment.day != moment.month:
        with pytest.raises(AmbiguousDate):
            read_moment(text, UTC)
    assert order_shown_by(text) == ("dmy" if moment.day > 12 else "")


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text):
    with contextlib.suppress(DateError):
        assert read_moment(text, BEIRUT, "dmy").tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-02-01T23:08:00+01:00", "2017-02-01T22:08:00+00:00"),
        ("2016-10-11T090700", "2016-10-11T06:07:00+00:00"),
        ("20140131", "2014-01-30T22:00:00+00:00"),
        ("13/01/2015", "2015-01-12T22:00:00+00:00"),
        ("١٣/٠١/٢٠١٥ 10:30", "2015-01-13T08:30:00+00:00"),
        ("2015.01.13", "2015-01-12T22:00:00+00:00"),
    ],
)
def test_it_reads_the_formats_of_real_tables(text, expected):
    assert read_moment(text, BEIRUT, "dmy").isoformat() == expected


@pytest.mark.parametrize("text", ["", "31/02/2015", "2015-13-01", "0001-01-01", "yesterday", "2015-01-01T25:00:00"])
def test_it_refuses_what_is_no_date(text):
    with pytest.raises(DateError):
        read_moment(text, UTC, "dmy")


def test_a_date_without_a_time_begins_its_day_in_the_edition():
    moment = read_moment("2020-06-01", BEIRUT)
    assert moment.astimezone(BEIRUT).timetz().replace(tzinfo=None) == datetime.min.time()
    assert moment.utcoffset() == timedelta(0)
