"""One round of background work: the clock first, then queued tasks one by one."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from warraq.newsroom.schedule import publish_due

logger = logging.getLogger("warraq.worker")
# No task of ours runs for so long: its worker has been killed, and nobody else would take it up.
LOST_AFTER = timedelta(hours=1)


class Background:
    """The worker's rounds. Whatever goes wrong in one, the next is tried; a long outage is told once."""

    def __init__(self) -> None:
        self.is_cut_off = False

    def work(self, should_stop: Callable[[], bool]) -> None:
        """Publish what is due and run one queued task after the other."""
        try:
            close_old_connections()
            publish_due()
            take_up_lost_tasks()
            _run_tasks(should_stop)
        except DatabaseError as error:
            self._note_outage(error)
        except Exception:
            # One page or file that cannot be worked on must not end the process that works on all others.
            logger.exception("a round of background work failed")
        else:
            self.is_cut_off = False

    def _note_outage(self, error: DatabaseError) -> None:
        if not self.is_cut_off:
            logger.error("background work waits for the database: %s", str(error).strip())
        self.is_cut_off = True


def take_up_lost_tasks() -> int:
    """Queue again what a killed worker had begun; how many there were."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status="READY", started_at=None)


def _run_tasks(should_stop: Callable[[], bool]) -> None:
    while not should_stop() and DBTaskResult.objects.ready().exists():
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
        publish_due()
