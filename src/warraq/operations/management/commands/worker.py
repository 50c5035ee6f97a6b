import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from warraq.operations.background import Rounds
from warraq.operations.status import Status
from warraq.operations.upkeep import Upkeep, only_one

PAUSE = 1  # seconds after a round that failed, and between two looks whether another worker has gone


class Command(BaseCommand):
    help = "Keeps the clock, follows the change log and renders pages ahead of need. `warraq serve` starts one."
    # A database that is away is waited for, not died of.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(10)  # readers first, then editors
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        lock = only_one()
        if lock is None:
            self.stderr.write("warraq: another worker is at work on this machine; this one waits for it to end")
        while lock is None and not asked_to_stop.is_set():
            asked_to_stop.wait(PAUSE)
            lock = only_one()
        upkeep = Upkeep()
        rounds, status = Rounds(upkeep.round), Status()
        while not asked_to_stop.is_set():
            is_done = rounds.work(should_stop=asked_to_stop.is_set)
            status.write(is_cut_off=rounds.is_cut_off)
            if not is_done:
                asked_to_stop.wait(PAUSE)
        upkeep.end()
