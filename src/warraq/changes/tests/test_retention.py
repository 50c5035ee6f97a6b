"""Old rows of the log go away; what somebody still has to read does not."""

from datetime import timedelta

import pytest

from warraq.changes import log, retention
from warraq.changes.keepers import parsed
from warraq.changes.models import Change, ConsumerPosition, SetAside
from warraq.changes.runner import Runner

from .readers import Clock, Notebook, Shelf, note, read_on

pytestmark = pytest.mark.django_db(transaction=True)
DAY = 24 * 60 * 60


def subjects() -> list[str]:
    return list(Change.objects.order_by("pk").values_list("subject", flat=True))


def notes_an_old_and_a_new(clock: Clock) -> None:
    """Two entries of forty days ago, two of now."""
    Change.objects.all().delete()
    note("story:1", "story:2")
    clock.passes(40 * DAY)
    note("story:3", "story:4")


def test_rows_older_than_the_days_set_go_away(clock, settings):
    notes_an_old_and_a_new(clock)
    settings.WARRAQ_CHANGES_KEPT_DAYS = 41
    assert retention.prune(clock.now()) == 0
    settings.WARRAQ_CHANGES_KEPT_DAYS = 39
    assert retention.prune(clock.now()) == 2
    assert subjects() == ["story:3", "story:4"]


def test_thirty_days_are_kept_unless_set(clock):
    Change.objects.all().delete()
    note("story:1", "story:2")
    clock.passes(29 * DAY)
    assert retention.prune(clock.now()) == 0
    clock.passes(2 * DAY)
    assert retention.prune(clock.now()) == 1


def test_the_newest_row_stays_however_old(clock):
    Change.objects.all().delete()
    note("story:1")
    clock.passes(400 * DAY)
    assert retention.prune(clock.now()) == 0


def test_no_more_than_a_batch_at_a_time(clock):
    at = clock.now()
    Change.objects.bulk_create(Change(kind="edited", subject=f"story:{n}", keys=[]) for n in range(1101))
    Change.objects.update(at=at)
    clock.passes(40 * DAY)
    note("story:9999")
    counts = [retention.prune(clock.now()) for _ in range(4)]
    assert counts[:2] == [500, 500]
    assert counts[-1] == 0
    assert subjects() == ["story:9999"]


def test_what_a_site_wide_consumer_has_not_read_stays_until_it_has(clock):
    note("story:0")
    runner = Runner(Notebook(clock), clock)
    read_on(runner)
    note("story:1", "story:2")
    clock.passes(40 * DAY)
    note("story:3")
    retention.prune(clock.now())
    assert subjects()[-4:] == ["story:0", "story:1", "story:2", "story:3"]
    read_on(runner)
    assert retention.prune(clock.now()) >= 3
    assert subjects() == ["story:3"]
    assert runner.consumer.handled == ["story:1", "story:2", "story:3"]


def test_a_consumer_that_is_forgotten_holds_nothing(clock):
    ConsumerPosition.objects.create(name="removed", position=str(log.start()))
    notes_an_old_and_a_new(clock)
    assert retention.prune(clock.now()) == 0
    ConsumerPosition.objects.all().delete()
    assert retention.prune(clock.now()) == 2


def test_a_node_that_was_away_for_too_long_holds_nothing_and_starts_over(clock, caplog):
    class Renewing(Shelf):
        starts = 0

        def start_over(self):
            self.starts += 1
            return super().start_over()

    shelf = Renewing(clock)
    note("story:0")
    read_on(Runner(shelf, clock))
    clock.passes(1)
    note("story:1", "story:2")
    clock.passes(40 * DAY)
    note("story:3", "story:4")
    while retention.prune(clock.now()):
        pass
    assert subjects() == ["story:3", "story:4"]
    assert not ConsumerPosition.objects.exists()
    read_on(Runner(shelf, clock))
    assert shelf.starts == 2
    assert "lost" in caplog.text
    note("story:5")
    read_on(Runner(shelf, clock))
    assert shelf.handled == ["story:5"]


def test_a_node_that_keeps_up_on_a_quiet_site_does_not_start_over(clock):
    shelf = Shelf(clock)
    runner = Runner(shelf, clock)
    note("story:1", "story:2")
    read_on(runner)
    clock.passes(400 * DAY)
    while retention.prune(clock.now()):
        pass
    assert log.belongs(shelf.position)
    note("story:3")
    read_on(runner)
    assert shelf.handled == ["story:3"]


def test_a_clock_that_jumps_a_year_ahead_takes_nothing_away_that_was_not_read(clock):
    notebook, shelf = Notebook(clock), Shelf(clock)
    runners = [Runner(notebook, clock), Runner(shelf, clock)]
    for runner in runners:
        read_on(runner)
    values = {"kind": "edited", "subject": "story:9", "keys": [], "changed_at": clock.now(), "error": "broken"}
    SetAside.objects.create(consumer="shelf", node="here", change=1, **values)
    note("story:1", "story:2")
    clock.is_put_back(timedelta(days=-365))
    while retention.prune(clock.now()):
        pass
    clock.is_put_back(timedelta(days=365))
    read_on(runners[0])
    assert notebook.handled == ["story:1", "story:2"]
    assert SetAside.objects.filter(node="here").exists()


def test_what_cannot_be_read_as_a_position_holds_everything(clock):
    ConsumerPosition.objects.create(name="notebook", position="nonsense")
    assert parsed("nonsense") is None
    notes_an_old_and_a_new(clock)
    assert retention.prune(clock.now()) == 0
