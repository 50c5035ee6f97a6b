"""What the newsroom's figures add up to: hours of UTC, days of the site, stories that stand out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq import testing
from warraq.readership import figures
from warraq.readership.figures import Bucket, Count
from warraq.readership.models import DailyReads, HourlyReads, MinuteReads, Standing
from warraq.stories.models import StoryPage

NOW = datetime(2026, 3, 10, 22, 40, tzinfo=UTC)
STORY, OTHER = 41, 42


@pytest.fixture(autouse=True)
def _clock_of_the_site(settings):
    """Half an hour beside the hours of UTC, and tomorrow already."""
    settings.TIME_ZONE = "Asia/Tehran"


def an_hour(hour: datetime, reads: int, story: int = STORY) -> None:
    HourlyReads.objects.create(story=story, hour=hour, reads=reads, ends=reads // 2)


# --- one story ---


@pytest.mark.django_db
def test_hours_are_those_of_utc_without_gaps_the_present_one_last():
    an_hour(datetime(2026, 3, 10, 22, tzinfo=UTC), 8)
    an_hour(datetime(2026, 3, 10, 20, tzinfo=UTC), 6)
    an_hour(datetime(2026, 3, 10, 19, tzinfo=UTC), 100)
    an_hour(datetime(2026, 3, 10, 21, tzinfo=UTC), 100, OTHER)
    found = figures.hours_of(STORY, 3, NOW)
    assert [bucket.start.hour for bucket in found] == [20, 21, 22]
    assert [bucket.count for bucket in found] == [Count(6, 3), Count(), Count(8, 4)]
    assert figures.total(found) == Count(14, 7)


@pytest.mark.django_db
def test_days_are_those_of_the_site():
    """At 22:40 of UTC it is ten past two of the next day in Tehran."""
    DailyReads.objects.create(story=STORY, day=date(2026, 3, 11), reads=5, ends=1)
    DailyReads.objects.create(story=STORY, day=date(2026, 3, 9), reads=7, ends=7)
    found = figures.days_of(STORY, 3, NOW)
    assert found == [
        Bucket(date(2026, 3, 9), Count(7, 7)),
        Bucket(date(2026, 3, 10), Count()),
        Bucket(date(2026, 3, 11), Count(5, 1)),
    ]
    assert figures.all_of(STORY) == Count(12, 8)
    assert figures.all_of(OTHER) == Count()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 10, 20, 29, 59, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 3, 10, 20, 30, tzinfo=UTC), date(2026, 3, 11)),
    ],
)
def test_a_day_begins_by_the_clock_of_the_site(moment, day):
    assert figures.day_of(moment) == day


@given(reads=st.lists(st.integers(0, 10**6), max_size=400))
def test_weeks_hold_all_reads_of_the_whole_weeks_that_end_with_the_last_day(reads):
    days = [Bucket(date(2025, 1, 1) + timedelta(days=n), Count(number)) for n, number in enumerate(reads)]
    found = figures.weeks(days)
    whole = len(reads) // 7 * 7
    assert figures.total(found).reads == sum(reads[len(reads) - whole :])
    assert all((later.start - earlier.start).days == 7 for earlier, later in zip(found, found[1:], strict=False))
    assert not found or found[-1].start == days[-7].start


# --- many stories ---


@pytest.mark.django_db
def test_the_hours_of_a_whole_list_are_one_query(django_assert_num_queries):
    an_hour(datetime(2026, 3, 10, 22, tzinfo=UTC), 8)
    an_hour(datetime(2026, 3, 10, 21, tzinfo=UTC), 3, OTHER)
    an_hour(datetime(2026, 3, 10, 20, tzinfo=UTC), 3, OTHER)
    with django_assert_num_queries(1):
        assert figures.hours_of_each([STORY, OTHER, 43], 2, NOW) == {STORY: [0, 8], OTHER: [3, 0], 43: [0, 0]}


@pytest.mark.django_db
def test_a_span_of_days_adds_up_by_story_the_most_read_first():
    for story, day, reads in [(STORY, 1, 4), (STORY, 2, 4), (OTHER, 2, 20), (OTHER, 3, 100)]:
        DailyReads.objects.create(story=story, day=date(2026, 3, day), reads=reads, ends=1)
    assert list(figures.by_story(date(2026, 3, 1), date(2026, 3, 2))) == [
        {"story": OTHER, "reads": 20, "ends": 1},
        {"story": STORY, "reads": 8, "ends": 2},
    ]


@pytest.mark.parametrize(
    ("age", "day", "month", "stands_out"),
    [
        (40, 100, 200, True),
        (20, 100, 200, False),  # not old yet
        (40, figures.FLOOR - 1, figures.FLOOR - 1, False),
        (40, figures.FLOOR, figures.FLOOR, True),  # not read on any other day
        (40, 100, 100 + 29 * 24, True),
        (40, 100, 100 + 29 * 25, False),  # exactly four times as often as on other days is not more
    ],
)
@pytest.mark.django_db
def test_an_old_story_stands_out_by_far_more_reads_than_on_other_days(section, age, day, month, stands_out):
    story = testing.make_story(section)
    StoryPage.objects.filter(pk=story.pk).update(listed_at=NOW - timedelta(days=age))
    Standing.objects.create(story=story.pk, day=day, week=day, month=month)
    assert [row.story for row in figures.read_again(NOW)] == [story.pk] * stands_out


@pytest.mark.django_db
def test_a_story_that_is_gone_is_not_read_again():
    Standing.objects.create(story=STORY, day=1_000, week=1_000, month=1_000)
    assert list(figures.read_again(NOW)) == []


# --- now ---


@pytest.mark.django_db
def test_now_is_the_last_thirty_minutes_by_minute_story_and_host(django_assert_num_queries):
    for back, story, host, reads in [
        (0, STORY, "", 3),
        (0, STORY, "t.co", 4),
        (29, OTHER, "t.co", 5),
        (30, OTHER, "t.co", 99),
        (-1, OTHER, "t.co", 99),  # of a machine whose clock goes ahead
    ]:
        minute = figures.minute_of(NOW) - timedelta(minutes=back)
        MinuteReads.objects.create(minute=minute, story=story, host=host, reads=reads, ends=1)
    with django_assert_num_queries(3):
        found = figures.now(NOW)
    assert [bucket.count.reads for bucket in found.minutes] == [5, *[0] * 28, 7]
    assert found.minutes[-1].start == datetime(2026, 3, 10, 22, 40, tzinfo=UTC)
    assert found.stories == {STORY: Count(7, 2), OTHER: Count(5, 1)}
    assert found.hosts == {"t.co": Count(9, 2), "": Count(3, 1)}
    assert list(found.stories) == [STORY, OTHER]
