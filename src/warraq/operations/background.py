"""One round of queued tasks: pictures and whatever else nobody waits for, one by one."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from .workshop import Workshop

logger = logging.getLogger("warraq.worker")
# No task of ours runs for so long: its worker has been killed, and nobody else would take it up.
LOST_AFTER = timedelta(hours=1)
FORGET_EVERY = 3_600.0  # seconds
# Every publication leaves some behind; what failed is looked at longer.
KEPT = {"queue_name": "*", "min_age_days": 7, "failed_min_age_days": 90}


class Rounds:
    """Rounds of background work. Whatever goes wrong in one, the next is tried; a long outage is told once."""

    def __init__(self, work: Callable[[Callable[[], bool]], object]) -> None:
        self._work = work
        self.is_cut_off = False

    def work(self, should_stop: Callable[[], bool]) -> bool:
        """One round; did it come to its end?"""
        try:
            close_old_connections()
            self._work(should_stop)
        except DatabaseError as error:
            self._note_outage(error)
        except Exception:
            # One page or file that cannot be worked on must not end the process that works on all others.
            logger.exception("a round of background work failed")
        else:
            self.is_cut_off = False
            return True
        return False

    def _note_outage(self, error: DatabaseError) -> None:
        if not self.is_cut_off:
            logger.error("background work waits for the database: %s", str(error).strip())
        self.is_cut_off = True


class Tasks:
    """Runs what is queued and, now and then, forgets what was done long ago."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._forget_at = clock()
        self.workshop = Workshop()

    def round(self, should_stop: Callable[[], bool]) -> None:
        run_tasks(should_stop, self.workshop.round)
        if self._clock() >= self._forget_at:
            self._forget_at = self._clock() + FORGET_EVERY
            call_command("prune_db_task_results", verbosity=0, **KEPT)


def run_tasks(should_stop: Callable[[], bool], before_each: Callable[[], object] = lambda: None) -> None:
    """Run every queued task; `before_each` is called once where there is none, too."""
    take_up_lost_tasks()
    before_each()
    while not should_stop() and DBTaskResult.objects.ready().exists():
        before_each()
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id="warraq",
            excluded_queue_names=[],
        )
        worker.run()


def take_up_lost_tasks() -> int:
    """Queue again what a killed worker had begun; how many there were."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status="READY", started_at=None)
