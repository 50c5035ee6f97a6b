"""What waits: in which order, for what, and what becomes of it when something ends in the middle."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from warraq import testing
from warraq.changes.locks import at_a_time
from warraq.changes.models import Change, ConsumerPosition, SetAside
from warraq.importers import synthetic
from warraq.related import renewing, waiting
from warraq.related.models import Awaited, Sweep
from warraq.related.renewing import Renewer
from warraq.stories.models import RelatedStory, StoryPage

from .conftest import Worker, last_change, listed, refined_since, story_about

pytestmark = pytest.mark.django_db(transaction=True)
NOW, OFFERED, SOMETIME = Awaited.Urgency


def date(story: StoryPage, day: int) -> None:
    StoryPage.objects.filter(pk=story.pk).update(listed_at=datetime(2024, 1, day, tzinfo=UTC))


def test_the_urgent_come_first_and_of_equals_the_newest():
    stories = [testing.make_story(title=f"قصة {number}") for number in range(4)]
    for number, story in enumerate(stories, start=1):
        date(story, number)
    waiting.ask_for([stories[0].pk, stories[2].pk], SOMETIME)
    waiting.ask_for([stories[1].pk], OFFERED)
    waiting.ask_for([stories[3].pk], NOW)
    line = [row.story for row in waiting.next_in_line(10)]
    assert line == [stories[3].pk, stories[1].pk, stories[2].pk, stories[0].pk]


def test_what_waits_becomes_no_less_urgent_and_forgets_nothing_that_was_asked():
    story = testing.make_story()
    waiting.ask_for([story.pk], NOW, change=7, is_offering=True)
    waiting.ask_for([story.pk], SOMETIME, change=3)
    row = Awaited.objects.get()
    assert (row.urgency, row.change, row.is_offering) == (NOW, 7, True)


def test_nothing_is_asked_for_a_story_readers_cannot_open():
    waiting.ask_for([testing.make_draft().pk, 10**9], NOW)
    assert not Awaited.objects.exists()


def test_a_story_asked_for_again_while_it_is_looked_at_waits_on(worker: Worker, monkeypatch: Any):
    story, _other = story_about("river", 1), story_about("river", 2)
    worker.read_on()
    worker.follow()
    look = renewing.gathering.found_for

    def find(subject: Any, likeness: Any) -> list[int]:
        waiting.ask_for([story.pk], NOW)
        return look(subject, likeness)

    monkeypatch.setattr(renewing.gathering, "found_for", find)
    row = Awaited.objects.get(pk=story.pk)
    worker.renewer._renew([row], float("inf"))
    assert Awaited.objects.filter(pk=story.pk).exclude(mark=row.mark).exists()
    monkeypatch.undo()
    worker.renew()
    assert not Awaited.objects.exists()


# --- the index -------------------------------------------------------------------------------------------------------


def test_an_index_that_is_behind_is_waited_for_and_nothing_is_set_aside(worker: Worker):
    one = story_about("river", 1)
    worker.settle()
    other = story_about("river", 2)
    worker.read_on()
    assert worker.renew() == 0
    assert Awaited.objects.filter(pk=other.pk).exists()
    assert not SetAside.objects.exists()
    worker.settle()
    assert (listed(one), listed(other)) == ([other.pk], [one.pk])
    assert not Awaited.objects.exists()


def late(seconds: float = 60) -> None:
    Awaited.objects.update(asked_at=timezone.now() - timedelta(seconds=seconds))


def test_without_an_index_what_is_stored_stays_and_keywords_fill_what_is_free():
    worker = Worker()
    keyword = testing.make_keyword()
    stories = [story_about("river", number, keywords=[keyword]) for number in range(4)]
    kept = listed(stories[3])
    assert set(kept) == {story.pk for story in stories[:3]}
    stories[1].unpublish()
    worker.runner.step()
    worker.read_on()
    waiting.ask_for([story.pk for story in stories], NOW)
    assert worker.renew() == 0
    late()
    assert worker.renew() == 3
    assert listed(stories[3]) == [pk for pk in kept if pk != stories[1].pk]
    assert set(listed(stories[0])) == {stories[2].pk, stories[3].pk}
    worker.search.end()


def test_what_was_made_do_with_is_found_properly_once_there_is_an_index():
    worker = Worker()
    worker.read_on()
    one, other = story_about("river", 1), story_about("river", 2)
    worker.read_on()
    late()
    worker.renew()
    assert (listed(one), listed(other)) == ([], [])
    worker.settle()
    assert (listed(one), listed(other)) == ([other.pk], [one.pk])
    worker.search.end()


# --- the archive -----------------------------------------------------------------------------------------------------


def test_an_import_is_looked_at_in_slices_with_few_entries_in_the_log(worker: Worker):
    synthetic.fill(60, lambda share, done: None)
    last = last_change()
    worker.settle()
    assert not Awaited.objects.exists()
    changed = Change.objects.filter(pk__gt=last)
    assert 0 < changed.count() <= 60 / renewing.BATCH + 1
    assert set(changed.values_list("kind", flat=True)) == {Change.Kind.REFINED}
    assert len(refined_since(last)) > renewing.BATCH


def test_a_first_start_looks_at_all_that_is_there_newest_first_and_goes_on_where_it_stopped(monkeypatch: Any):
    monkeypatch.setattr(waiting, "SLICE", 4)
    stories = [story_about("river", number) for number in range(10)]
    for number, story in enumerate(stories, start=1):
        date(story, number)
    ConsumerPosition.objects.all().delete()
    worker = Worker()
    worker.read_on()
    assert Sweep.objects.count() > 0
    assert not Awaited.objects.exists()
    while Sweep.objects.filter(edition=stories[0].edition, story=0).exists():
        assert waiting.go_on_sweeping()
    assert set(Awaited.objects.values_list("story", flat=True)) == {story.pk for story in stories[-4:]}
    worker.search.end()
    later = Worker()
    assert later.settle() == 10
    assert not Sweep.objects.exists()
    assert all(len(listed(story)) == 6 for story in stories)
    later.search.end()


# --- ends in the middle ----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for a process that ends here."""


STEPS = {
    "before it is found": "warraq.related.gathering.found_for",
    "before it is written": "warraq.related.renewing.write",
    "before the log says so": "warraq.related.renewing.note_refined",
    "before it is forgotten": "warraq.related.waiting.settle",
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_process_that_ends_between_two_steps_leaves_the_story_waiting(worker: Worker, monkeypatch: Any, step: str):
    one, other = story_about("river", 1), story_about("river", 2)
    worker.read_on()
    worker.follow()

    def end(*args: Any, **kwargs: Any) -> None:
        raise Killed

    last = last_change()
    with monkeypatch.context() as patch:
        patch.setattr(step, end)
        with pytest.raises(Killed):
            worker.renew()
    assert (listed(one), listed(other), refined_since(last)) == ([], [], set())
    assert Awaited.objects.count() == 2
    worker.renew()
    assert (listed(one), listed(other)) == ([other.pk], [one.pk])
    assert refined_since(last) == {f"story:{story.pk}:related" for story in (one, other)}


class BadWords:
    """Fails for one story, as a text nobody has thought of might."""

    def __init__(self, worker: Worker, bad: int, error: Exception) -> None:
        self.words, self.bad, self.error = worker.renewer.words, bad, error

    def have_read(self, changes: Sequence[int]) -> set[int]:
        return self.words.have_read(changes)

    def near(self, story: Any) -> dict[int, float]:
        if story.pk == self.bad:
            raise self.error
        return self.words.near(story)


def test_a_story_that_fails_holds_up_no_other_and_is_tried_again(worker: Worker):
    one, other, third = (story_about("river", number) for number in range(3))
    worker.read_on()
    worker.follow()
    failing = Renewer(BadWords(worker, other.pk, RuntimeError("a text nobody has thought of")))
    while failing.step(60):
        pass
    assert listed(one)
    assert listed(third)
    row = Awaited.objects.get()
    assert (row.story, row.tries) == (other.pk, 1)
    assert row.not_before > timezone.now() - timedelta(seconds=1)


def test_an_outage_is_no_storys_fault(worker: Worker):
    story = story_about("river", 1)
    worker.read_on()
    worker.follow()
    failing = Renewer(BadWords(worker, story.pk, OperationalError("server closed the connection")))
    with pytest.raises(OperationalError):
        failing.step(60)
    assert Awaited.objects.get().tries == 0


def _hold(is_held: threading.Event, may_end: threading.Event) -> None:
    with at_a_time("related") as is_mine:
        assert is_mine
        is_held.set()
        may_end.wait(60)
    connection.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one machine has one worker")
def test_of_several_workers_one_is_at_it_at_a_time(worker: Worker):
    story_about("river", 1)
    worker.read_on()
    worker.follow()
    is_held, may_end = threading.Event(), threading.Event()
    other = threading.Thread(target=_hold, args=[is_held, may_end])
    other.start()
    assert is_held.wait(60)
    assert worker.renew() == 0
    may_end.set()
    other.join()
    assert worker.renew() == 1


def test_rows_of_a_list_that_did_not_change_are_not_written_again(worker: Worker):
    one, _other = story_about("river", 1), story_about("river", 2)
    worker.settle()
    rows = list(RelatedStory.objects.values_list("pk", flat=True).order_by("pk"))
    waiting.ask_for([one.pk], NOW)
    worker.renew()
    assert list(RelatedStory.objects.values_list("pk", flat=True).order_by("pk")) == rows
