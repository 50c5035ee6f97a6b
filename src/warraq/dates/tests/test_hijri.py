from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dates import AnnouncedMonth, from_hijri, to_hijri
from warraq.dates.hijri import is_plausible

FIRST, LAST = date(1924, 8, 1), date(2077, 11, 16)
TABLE_START = date(2023, 7, 19)  # 1 Muharram 1445


def announce(starts, recorded=date(2023, 7, 1), month=1, **more):
    return AnnouncedMonth(1445, month, starts, recorded, **more)


def every_day(first, last):
    return (first + timedelta(days) for days in range((last - first).days + 1))


def follows(later, earlier, lengths=(29, 30)):
    if later.day > 1:
        return later == (earlier.year, earlier.month, earlier.day + 1)
    month = (later.year - earlier.year) * 12 + later.month - earlier.month
    return month == 1 and earlier.day in lengths


def test_a_known_day():
    assert to_hijri(date(2023, 8, 15)) == (1445, 1, 28)


def test_every_day_of_the_table_follows_the_one_before_and_converts_back():
    days = list(every_day(FIRST, LAST))
    dates = [to_hijri(day) for day in days]
    # The published table has eight months of 28 or 31 days, the last of them in 1364.
    assert all(
        follows(later, earlier, (29, 30) if later.year > 1365 else (28, 29, 30, 31))
        for earlier, later in pairwise(dates)
    )
    assert [from_hijri(*hijri) for hijri in dates] == days


@pytest.mark.parametrize("day", [date.min, FIRST - timedelta(1), LAST + timedelta(1), date.max])
def test_outside_the_table_there_is_no_hijri_date(day):
    assert to_hijri(day) is None


@pytest.mark.parametrize(
    "hijri", [(1342, 1, 1), (1501, 1, 1), (1445, 13, 1), (1445, 0, 1), (1445, 1, 31), (1445, 1, 0)]
)
def test_an_impossible_hijri_date_is_refused(hijri):
    with pytest.raises(ValueError, match="Hijri month"):
        from_hijri(*hijri)


def test_a_month_announced_a_day_later_is_counted_from_there():
    later = (announce(TABLE_START + timedelta(1)),)
    assert to_hijri(TABLE_START + timedelta(1), later) == (1445, 1, 1)
    assert to_hijri(TABLE_START, later) == (1444, 12, 30)
    assert to_hijri(date(2023, 8, 15), later) == (1445, 1, 27)


def test_a_month_announced_a_day_earlier_shortens_the_one_before():
    earlier = (announce(TABLE_START - timedelta(1)),)
    assert to_hijri(TABLE_START - timedelta(1), earlier) == (1445, 1, 1)
    assert to_hijri(TABLE_START - timedelta(2), earlier) == (1444, 12, 29)


def test_an_announcement_leaves_the_days_before_it_was_recorded_alone():
    recorded = date(2023, 8, 1)
    late = (announce(TABLE_START + timedelta(1), recorded),)
    assert to_hijri(recorded - timedelta(1), late) == to_hijri(recorded - timedelta(1))
    assert to_hijri(recorded, late) != to_hijri(recorded)


def test_an_announcement_leaves_years_far_from_it_alone():
    later = (announce(TABLE_START + timedelta(1), applies_to_past=True),)
    far = [*every_day(FIRST, date(2021, 1, 1)), *every_day(date(2026, 1, 1), LAST)]
    assert [to_hijri(day, later) for day in far] == [to_hijri(day) for day in far]


def test_an_announcement_may_be_made_to_hold_for_the_past():
    late = (announce(TABLE_START + timedelta(1), date(2023, 8, 1), applies_to_past=True),)
    assert to_hijri(TABLE_START + timedelta(1), late) == (1445, 1, 1)


def test_an_old_text_keeps_the_dates_it_was_printed_with():
    late = (announce(TABLE_START + timedelta(1), date(2023, 7, 18)),)
    day = date(2023, 8, 15)
    assert to_hijri(day, late, as_of=date(2023, 7, 10)) == (1445, 1, 28)
    assert to_hijri(day, late, as_of=datetime(2023, 7, 18, 12)) == (1445, 1, 27)


def test_of_two_announcements_for_a_month_the_last_recorded_holds():
    first = announce(TABLE_START + timedelta(1), date(2023, 7, 18))
    second = announce(TABLE_START - timedelta(1), date(2023, 7, 20))
    assert to_hijri(date(2023, 7, 21), (second, first)) == (1445, 1, 4)


@pytest.mark.parametrize("slip", [announce(date(2024, 7, 19)), announce(TABLE_START, month=13), announce(date.min)])
def test_a_slip_of_the_pen_is_not_believed(slip):
    assert not is_plausible(slip)
    assert to_hijri(TABLE_START, (slip,)) == (1445, 1, 1)


announcements = st.lists(
    st.builds(
        lambda months, shift: AnnouncedMonth(
            1444 + months // 12,
            months % 12 + 1,
            from_hijri(1444 + months // 12, months % 12 + 1, 1) + timedelta(shift),
            date(2020, 1, 1),
        ),
        st.integers(0, 35),
        st.integers(-2, 2),
    ),
    max_size=6,
).map(tuple)


@given(announcements)
def test_whatever_is_announced_every_day_follows_the_one_before(announced):
    days = list(every_day(date(2022, 1, 1), date(2026, 1, 1)))
    dates = [to_hijri(day, announced) for day in days]
    assert all(follows(later, earlier) for earlier, later in pairwise(dates))
    assert [from_hijri(*hijri, announced) for hijri in dates] == days


@given(st.builds(announce, st.sampled_from([TABLE_START + timedelta(shift) for shift in (-1, 0, 1)])))
def test_an_announced_start_is_the_first_of_its_month(announced):
    assert to_hijri(announced.starts, (announced,)) == (1445, 1, 1)
