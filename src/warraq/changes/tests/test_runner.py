"""Whatever fails is tried again; nothing that fails holds up the rest; nothing is lost."""

import errno
import sqlite3
from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from warraq.changes.models import ConsumerPosition, Due, SetAside
from warraq.changes.runner import OUTAGE_PAUSE, TRIES_ALONE, Runner

from .readers import Clock, Notebook, Shelf, note, read_on

pytestmark = pytest.mark.django_db(transaction=True)
OUTAGES = [
    OperationalError("server closed the connection unexpectedly"),
    InterfaceError("connection already closed"),
    sqlite3.OperationalError("database is locked"),
    OSError(errno.ENOSPC, "No space left on device"),
]


class Killed(BaseException):
    """Stands for a process that ends here."""


@pytest.fixture
def notebook(clock: Clock) -> Notebook:
    return Notebook(clock)


@pytest.fixture
def runner(notebook: Notebook, clock: Clock) -> Runner:
    """Follows the log from now on."""
    runner = Runner(notebook, clock)
    read_on(runner)
    return runner


def go_on_for(runner: Runner, clock: Clock, seconds: float) -> None:
    end = clock.seconds + seconds
    while clock.seconds < end:
        read_on(runner)
        clock.passes(0.25)


def pauses(moments: list[float]) -> list[float]:
    return [after - before for before, after in zip(moments, moments[1:], strict=False)]


# --- at least once ---


def test_what_was_handled_does_not_come_again(runner: Runner, clock: Clock):
    note("story:1", "story:2")
    read_on(runner)
    again = Notebook()
    read_on(Runner(again, clock))
    assert runner.consumer.handled == ["story:1", "story:2"]
    assert again.handled == []


def test_what_a_killed_node_had_begun_comes_again(clock: Clock):
    class Cut(Shelf):
        def handle(self, entries, position):
            if entries:
                self.take(entries)
                raise Killed
            super().handle(entries, position)

    cut = Cut()
    read_on(Runner(cut, clock))
    note("story:1")
    with pytest.raises(Killed):
        Runner(cut, clock).step()
    shelf = Shelf()
    shelf.position = cut.position
    read_on(Runner(shelf, clock))
    assert cut.handled == shelf.handled == ["story:1"]


def test_what_a_killed_worker_of_the_site_had_written_is_undone_and_done_again(runner: Runner, clock: Clock):
    class Writing(Notebook):
        is_killed = False

        def handle(self, entries):
            for entry in entries:
                Due.objects.create(at=clock.now(), subject=entry.subject, keys=[])
            if self.is_killed:
                raise Killed

    note("story:1")
    writing = Writing()
    writing.is_killed = True
    with pytest.raises(Killed):
        Runner(writing, clock).step()
    assert not Due.objects.exists()
    read_on(Runner(Writing(), clock))
    assert Due.objects.get().subject == "story:1"


# --- an entry that fails alone ---


@pytest.mark.parametrize("error", [ValueError("broken"), DataError("too long"), IntegrityError("twice")], ids=repr)
def test_an_entry_that_fails_alone_is_set_aside_and_blocks_nothing(runner, clock, notebook, error):
    notebook.errors = {"story:2": error}
    note("story:1", "story:2", "story:3")
    go_on_for(runner, clock, 3)
    note("story:4")
    read_on(runner)
    assert notebook.handled == ["story:1", "story:3", "story:4"]
    row = SetAside.objects.get()
    assert (row.consumer, row.subject) == ("notebook", "story:2")
    assert type(error).__name__ in row.error


def test_the_same_on_a_node(clock: Clock):
    shelf = Shelf(clock)
    runner = Runner(shelf, clock)
    read_on(runner)
    shelf.errors = {"story:2": ValueError("broken")}
    note("story:1", "story:2", "story:3")
    go_on_for(runner, clock, 3)
    assert shelf.handled == ["story:1", "story:3"]
    assert SetAside.objects.get().node == "here"


def test_a_batch_is_tried_three_times_with_growing_pauses_before_its_entries_come_one_by_one(runner, clock, notebook):
    notebook.errors = {"story:1": ValueError("broken")}
    note("story:1", "story:2")
    go_on_for(runner, clock, 2)
    assert pauses(notebook.tried_at[:3]) == [0.5, 1.0]
    assert notebook.handled == ["story:2"]


def test_what_was_set_aside_is_tried_again_by_itself_with_growing_pauses(runner, clock, notebook):
    notebook.errors = {"story:1": ValueError("broken")}
    note("story:1")
    go_on_for(runner, clock, 600)
    alone = notebook.tried_at[3:]
    assert len(alone) == TRIES_ALONE
    grown = pauses(alone)
    assert grown == sorted(grown)
    assert (grown[0] < 2, grown[-1] > 59) == (True, True)
    assert SetAside.objects.get().retry_at is None


def test_a_passing_error_mends_itself(runner, clock, notebook):
    notebook.errors = {"story:1": ValueError("broken")}
    note("story:1")
    go_on_for(runner, clock, 5)
    assert SetAside.objects.exists()
    notebook.errors = {}
    go_on_for(runner, clock, 60)
    assert notebook.handled == ["story:1"]
    assert not SetAside.objects.exists()


def test_a_clock_put_back_does_not_put_off_what_was_set_aside(runner, clock, notebook):
    notebook.errors = {"story:1": ValueError("broken")}
    note("story:1")
    go_on_for(runner, clock, 5)
    notebook.errors = {}
    clock.is_put_back(timedelta(days=365))
    go_on_for(runner, clock, 5)
    assert notebook.handled == ["story:1"]


def test_new_entries_are_read_between_those_tried_again(runner, clock, notebook):
    broken = [f"story:{number}" for number in range(20)]
    notebook.errors = dict.fromkeys(broken, ValueError("broken"))
    note(*broken)
    go_on_for(runner, clock, 10)
    clock.passes(120)
    note("story:100")
    runner.step()
    assert SetAside.objects.count() == 20
    assert notebook.handled == ["story:100"]


# --- an outage ---


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_an_outage_is_waited_for_and_nothing_set_aside(runner, clock, notebook, error):
    notebook.errors = {"story:1": error}
    note("story:1", "story:2")
    go_on_for(runner, clock, 120)
    assert not SetAside.objects.exists()
    assert str(error) in ConsumerPosition.objects.get(name="notebook").error
    assert pauses(notebook.tried_at[:4]) == [0.5, 1.0, 2.0]
    assert max(pauses(notebook.tried_at)) == OUTAGE_PAUSE
    notebook.errors = {}
    go_on_for(runner, clock, OUTAGE_PAUSE + 2)
    assert notebook.handled == ["story:1", "story:2"]
    assert ConsumerPosition.objects.get(name="notebook").error == ""


# --- a place that is lost ---


def test_a_lost_place_is_told_and_begun_anew(runner, clock, notebook, caplog):
    note("story:1")
    read_on(runner)
    row = ConsumerPosition.objects.get(name="notebook")
    row.position = row.position.replace(row.position.split()[0], "elsewhere", 1)
    row.save()
    note("story:2")
    read_on(runner)
    note("story:3")
    read_on(runner)
    assert "lost" in caplog.text
    assert notebook.handled == ["story:1", "story:3"]
