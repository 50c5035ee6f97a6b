"""The worker's rounds."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from warraq import testing
from warraq.operations import background
from warraq.operations.background import FORGET_EVERY, Rounds, Tasks
from warraq.operations.upkeep import Upkeep


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """A test lives in the one connection whose transaction is rolled back after it."""
    monkeypatch.setattr(background, "close_old_connections", lambda: None)


def never() -> bool:
    return False


def test_a_round_publishes_what_is_due(section):
    story = testing.make_draft(section)
    story.revisions.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    Upkeep()._tick()
    story.refresh_from_db()
    assert story.live


def test_an_outage_is_told_once_and_again_after_it_was_over(caplog):
    answers = iter([OperationalError("could not connect")] * 2 + [None, OperationalError("could not connect")])

    def work(should_stop):
        if error := next(answers):
            raise error

    rounds = Rounds(work)
    assert [rounds.work(never) for _ in range(4)] == [False, False, True, False]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


def test_a_round_that_fails_does_not_end_the_worker(caplog):
    assert Rounds(lambda should_stop: 1 / 0).work(never) is False
    assert "a round of background work failed" in caplog.text


@pytest.mark.parametrize(("hours", "status"), [(2, "READY"), (0, "RUNNING")])
def test_what_a_killed_worker_had_begun_is_taken_up_later(db, hours, status):
    task = DBTaskResult.objects.create(
        backend_name="default",
        status="RUNNING",
        task_path="warraq.media.tasks.draw",
        args_kwargs={"args": [], "kwargs": {}},
        started_at=timezone.now() - timedelta(hours=hours),
        run_after=timezone.now(),
    )
    background.take_up_lost_tasks()
    task.refresh_from_db()
    assert task.status == status


def test_finished_tasks_are_forgotten_in_time_and_failed_ones_later(db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def make(status, days):
        done = timezone.now() - timedelta(days=days)
        return DBTaskResult.objects.create(
            backend_name="default",
            status=status,
            task_path="warraq.media.tasks.draw",
            args_kwargs={"args": [], "kwargs": {}},
            run_after=done,
            started_at=done,
            finished_at=done,
        )

    kept = [make("SUCCESSFUL", 6), make("FAILED", 89)]
    old = [make("SUCCESSFUL", 8), make("FAILED", 91)]
    now = [0.0]
    tasks = Tasks(clock=lambda: now[0])
    tasks.round(never)
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {task.pk for task in kept}
    again = make(old[0].status, 8)
    tasks.round(never)
    assert DBTaskResult.objects.filter(pk=again.pk).exists(), "it is looked at once an hour"
    now[0] += FORGET_EVERY
    tasks.round(never)
    assert not DBTaskResult.objects.filter(pk=again.pk).exists()


@pytest.mark.django_db
def test_films_are_looked_after_between_two_tasks(monkeypatch):
    rounds = []
    for _number in range(2):
        DBTaskResult.objects.create(
            task_path="warraq.sharecards.tasks.renew_card", args_kwargs={}, backend_name="default"
        )
    monkeypatch.setattr(background.Worker, "run", lambda worker: DBTaskResult.objects.ready().first().delete())
    background.run_tasks(never, lambda: rounds.append(DBTaskResult.objects.count()))
    assert rounds == [2, 2, 1]
