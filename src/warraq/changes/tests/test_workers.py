"""More than one worker: one hands over for the whole site, each node for itself."""

import threading

import pytest
from django.db import connection

from warraq.changes import log
from warraq.changes.keepers import SiteKeeper
from warraq.changes.models import ConsumerPosition, SetAside
from warraq.changes.runner import Runner

from .readers import Clock, Notebook, Shelf, note, read_on

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


class Slow(Notebook):
    """Stays in the middle of handling until told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside, self.may_go_on = threading.Event(), threading.Event()

    def handle(self, entries) -> None:
        self.is_inside.set()
        assert self.may_go_on.wait(PATIENCE)
        super().handle(entries)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the other one waits for the write lock")
def test_a_second_worker_stands_back_while_the_first_is_at_it():
    slow, other = Slow(), Notebook()
    second = Runner(other)
    read_on(second)
    note("story:1")
    thread = threading.Thread(target=_one_step, args=[Runner(slow)])
    thread.start()
    assert slow.is_inside.wait(PATIENCE)
    for _ in range(3):
        assert not second.step()
    assert other.tried_at == []
    slow.may_go_on.set()
    thread.join()
    note("story:2")
    read_on(second)
    assert (slow.handled, other.handled) == (["story:1"], ["story:2"])


def _one_step(runner: Runner) -> None:
    try:
        runner.step()
    finally:
        connection.close()


def test_a_worker_that_read_the_same_entries_later_hands_nothing_over():
    first, second = Notebook(), Notebook()
    read_on(Runner(first))
    note("story:1")
    before = SiteKeeper(first).load()
    entries, after = log.read(before)
    assert SiteKeeper(first).deliver(entries, before, after)
    assert not SiteKeeper(second).deliver(entries, before, after)
    assert second.handled == []


def test_two_workers_hand_everything_over_once_between_them():
    first, second = Notebook(), Notebook()
    runners = [Runner(first), Runner(second)]
    for runner in runners:
        read_on(runner)
    for number in range(6):
        note(f"story:{number}")
        runners[number % 2].step()
        runners[1 - number % 2].step()
    assert sorted(first.handled + second.handled) == [f"story:{number}" for number in range(6)]
    assert (len(first.handled), len(second.handled)) == (3, 3)


def test_each_node_reads_everything_for_itself(clock: Clock):
    here, there = Shelf(clock), Shelf(clock)
    there.node = "there"
    runners = [Runner(here, clock), Runner(there, clock)]
    for runner in runners:
        read_on(runner)
    note("story:1")
    for runner in runners:
        read_on(runner)
    assert here.handled == there.handled == ["story:1"]
    clock.passes(1)
    for runner in runners:
        runner.step()
    told = dict(ConsumerPosition.objects.filter(name="shelf").values_list("node", "position"))
    assert told == {"here": str(here.position), "there": str(there.position)}


def test_a_node_whose_place_is_lost_starts_over_and_forgets_what_it_had_set_aside(clock: Clock, caplog):
    class Renewing(Shelf):
        starts = 0

        def start_over(self):
            self.starts += 1
            return super().start_over()

    shelf = Renewing(clock)
    runner = Runner(shelf, clock)
    read_on(runner)
    values = {"kind": "edited", "subject": "story:1", "keys": [], "changed_at": clock.now(), "error": "broken"}
    SetAside.objects.create(consumer="shelf", node="here", change=1, **values)
    shelf.position = None
    read_on(runner)
    assert shelf.starts == 2
    assert not SetAside.objects.exists()
