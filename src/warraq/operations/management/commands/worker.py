import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from warraq.operations.background import Background

PAUSE = 2  # seconds between two rounds


class Command(BaseCommand):
    help = "Runs background work: what is due to go out or to end, and tasks. `warraq serve` starts one."
    # A database that is away is waited for, not died of.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(10)  # readers and editors first: pictures may wait
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        background = Background()
        while not asked_to_stop.is_set():
            background.work(should_stop=asked_to_stop.is_set)
            asked_to_stop.wait(PAUSE)
