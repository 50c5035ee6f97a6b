import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from warraq.operations.background import Rounds, Tasks

PAUSE = 2  # seconds between two looks at the queue


class Command(BaseCommand):
    help = "Runs queued tasks, such as further sizes of pictures, and has films prepared. `warraq serve` starts one."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(15)  # readers, editors and fresh pages first: pictures may wait
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        tasks = Tasks()
        rounds = Rounds(tasks.round)
        while not asked_to_stop.is_set():
            rounds.work(should_stop=asked_to_stop.is_set)
            asked_to_stop.wait(PAUSE)
        tasks.workshop.end()
