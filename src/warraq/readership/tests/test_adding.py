"""Batches become sums: each once, late ones too, and the windows always say what their buckets add up to."""

from collections import Counter as Sums
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from warraq import testing
from warraq.readership import rolling
from warraq.readership.adding import add, add_waiting
from warraq.readership.journal import Batch, Journal
from warraq.readership.models import DailyReads, HourlyReads, MinuteReads, ReadBatch, Rolled, Standing

NOW = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def batch(name, *rows):
    """Rows of (moment, story, host, reads, ends)."""
    written = [(int(moment.timestamp()) // 60 * 60, *rest) for moment, *rest in rows]
    return Batch(Path(f"{name}.json"), name, written)


def buckets(model, name):
    return {(getattr(row, name), row.story): (row.reads, row.ends) for row in model.objects.all()}


def standing(story):
    row = Standing.objects.filter(pk=story).first()
    return (row.day, row.week, row.month) if row else (0, 0, 0)


@pytest.fixture
def story(section):
    return testing.make_story(section).pk


def test_a_batch_is_added_to_its_minute_hour_and_day(story):
    add(batch("a", (NOW, story, "", 3, 1), (NOW, story, "news.example", 2, 0)), NOW)
    add(batch("b", (NOW + timedelta(minutes=1), story, "", 1, 1)), NOW + timedelta(minutes=1))
    assert {(row.minute.minute, row.host): row.reads for row in MinuteReads.objects.all()} == {
        (30, ""): 3, (30, "news.example"): 2, (31, ""): 1,
    }  # fmt: skip
    assert buckets(HourlyReads, "hour") == {(NOW.replace(minute=0), story): (6, 2)}
    assert list(DailyReads.objects.values_list("reads", "ends")) == [(6, 2)]
    assert standing(story) == (6, 6, 6)


def test_a_batch_that_is_met_again_is_not_added_again(story):
    once = batch("a", (NOW, story, "", 3, 1))
    assert add(once, NOW)
    assert not add(once, NOW)
    assert standing(story) == (3, 3, 3)


def test_stories_that_do_not_exist_are_left_out(story):
    add(batch("a", (NOW, story, "", 1, 0), (NOW, 999_999_999_999, "", 50, 0)), NOW)
    assert set(Standing.objects.values_list("story", flat=True)) == {story}
    assert not HourlyReads.objects.exclude(story=story).exists()


def test_a_late_batch_counts_in_its_own_hour_and_only_in_the_windows_it_lies_in(story):
    add(batch("a", (NOW, story, "", 1, 0)), NOW)
    add(batch("b", (NOW - 30 * HOUR, story, "", 10, 0), (NOW - 10 * DAY, story, "", 100, 0)), NOW)
    assert standing(story) == (1, 11, 111)
    assert MinuteReads.objects.count() == 1


def test_a_machine_whose_clock_is_ahead_reads_nothing_in_the_future(story):
    add(batch("a", (NOW + 5 * HOUR, story, "", 1, 0)), NOW)
    assert HourlyReads.objects.get().hour == NOW.replace(minute=0)


def test_a_day_is_the_sites_own_civil_day(story, settings):
    settings.TIME_ZONE = "Asia/Beirut"
    add(batch("a", (datetime(2026, 3, 9, 22, 30, tzinfo=UTC), story, "", 1, 0)), NOW)
    assert DailyReads.objects.get().day.isoformat() == "2026-03-10"


def test_reads_leave_each_window_when_their_time_is_over(story):
    add(batch("a", (NOW, story, "", 4, 0)), NOW)
    seen = []
    for later in (23 * HOUR, 24 * HOUR, 167 * HOUR, 168 * HOUR, 29 * DAY, 30 * DAY):
        rolling.roll(NOW + later)
        seen.append(standing(story))
    assert seen == [(4, 4, 4), (0, 4, 4), (0, 4, 4), (0, 0, 4), (0, 0, 4), (0, 0, 0)]


def test_after_a_long_pause_the_windows_are_right_at_once(story):
    add(batch("a", (NOW, story, "", 4, 0)), NOW)
    rolling.roll(NOW + 6 * DAY)
    assert standing(story) == (0, 4, 4)


def test_a_clock_that_was_ahead_and_is_put_right_leaves_the_windows_right(story):
    add(batch("a", (NOW, story, "", 4, 0)), NOW)
    rolling.roll(NOW + 40 * DAY)
    assert standing(story) == (0, 0, 0)
    rolling.roll(NOW)
    assert standing(story) == (4, 4, 4)


def test_what_has_had_its_time_is_forgotten_and_the_rest_kept(story, settings):
    settings.WARRAQ_READS_HOURS_KEPT_DAYS, settings.WARRAQ_READS_DAYS_KEPT = 8, 31
    moments = [NOW - number * DAY for number in range(40)]
    add(batch("a", *((moment, story, "", 1, 0) for moment in moments)), NOW)
    while rolling.forget(NOW + 3 * HOUR):
        pass
    assert not MinuteReads.objects.exists()
    assert HourlyReads.objects.count() == 8
    assert DailyReads.objects.count() == 32
    assert standing(story) == (1, 7, 30)


def test_standings_and_names_of_batches_go_when_nothing_needs_them(story):
    add(batch("a", (NOW, story, "", 1, 0)), NOW)
    ReadBatch.objects.update(at=NOW)
    rolling.roll(NOW + 31 * DAY)
    while rolling.forget(NOW + 31 * DAY):
        pass
    assert not Standing.objects.exists()
    assert not ReadBatch.objects.exists()


def test_a_journal_is_emptied_into_the_database(story, tmp_path):
    journal = Journal(tmp_path)
    now = int(datetime.now(UTC).timestamp())
    for number in range(3):
        journal.write({(now, story, f"h{number}.example"): [1, 0]})
    assert add_waiting(journal) == 3
    assert list(tmp_path.iterdir()) == []
    assert standing(story) == (3, 3, 3)


def test_a_worker_killed_between_adding_and_removing_adds_nothing_twice(story, tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    journal.write({(int(datetime.now(UTC).timestamp()), story, ""): [5, 0]})

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            add_waiting(journal)
    assert len(list(tmp_path.iterdir())) == 1
    add_waiting(journal)
    assert standing(story) == (5, 5, 5)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_refuses_leaves_the_batch_where_it_is(story, tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    journal.write({(int(datetime.now(UTC).timestamp()), story, ""): [5, 0]})

    def refuse(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("warraq.readership.adding._add_to_windows", refuse)
        with pytest.raises(RuntimeError):
            add_waiting(journal)
    assert not HourlyReads.objects.exists()
    add_waiting(journal)
    assert standing(story) == (5, 5, 5)


# Minutes before the present, which is moved on by some hours before each batch.
STEPS = st.lists(
    st.tuples(st.integers(0, 60), st.lists(st.tuples(st.integers(0, 60 * 24 * 40), st.integers(0, 1)), max_size=6)),
    min_size=1,
    max_size=12,
)


class TestWindows(TestCase):
    """The law of the windows, over any sequence of batches and pauses."""

    @classmethod
    def setUpTestData(cls) -> None:
        section = testing.make_section()
        cls.stories = [testing.make_story(section).pk, testing.make_story(section, "عنوان آخر").pk]

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(STEPS)
    def test_windows_add_up_to_what_was_read_in_them(self, steps):
        now, told = NOW, []
        for number, (hours, reads) in enumerate(steps):
            now += hours * HOUR
            rows = [(now - timedelta(minutes=age), self.stories[which]) for age, which in reads]
            told += rows
            add(batch(f"{number}", *((moment, story, "", 1, 0) for moment, story in rows)), now)
        rolling.roll(now)
        found = {story: standing(story) for story in self.stories}
        assert found == {story: _expected(told, story, now) for story in self.stories}
        rolling.recount(now)
        assert found == {story: standing(story) for story in self.stories}
        assert Sums(story for _moment, story in told) == Sums(
            {row.story: 0 for row in DailyReads.objects.all()}
            | {story: sum(DailyReads.objects.filter(story=story).values_list("reads", flat=True)) for story in found}
        )


def _expected(told, story, now):
    """By the definition: the present hour and the 23 before it, and so on."""
    zone = ZoneInfo(settings.TIME_ZONE)
    hour, today = now.replace(minute=0), now.astimezone(zone).date()
    moments = [moment for moment, whose in told if whose == story]
    hours = [hour - moment.replace(minute=0, second=0) for moment in moments]
    days = [today - moment.astimezone(zone).date() for moment in moments]
    return (
        sum(passed < 24 * HOUR for passed in hours),
        sum(passed < 168 * HOUR for passed in hours),
        sum(passed < 30 * DAY for passed in days),
    )


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_several_machines_adding_at_once_add_up(section):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one machine has one worker")
    stories = [testing.make_story(section, f"منسوب النهر في المحطة {number}").pk for number in range(3)]
    batches = [batch(f"{number}", *((NOW, story, "", 1, 1) for story in stories)) for number in range(30)]

    def work(which):
        try:
            # Two machines may even meet the same batch, where they share a directory.
            for one in batches if which % 2 else batches[::-1]:
                add(one, NOW + timedelta(seconds=which))
                with transaction.atomic():
                    rolling.locked(NOW + which * HOUR)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert {standing(story) for story in stories} == {(30, 30, 30)}
    assert Rolled.objects.count() == 1
