"""What the worker does for share cards: follow the log; the drawing is queued."""

import time

from warraq.changes.runner import Runner

from . import tasks
from .consumer import SharecardsConsumer
from .face import DESIGN
from .models import ShareCard

SLICE = 0.1  # seconds before pages are looked after again


class SharecardsUpkeep:
    """Its part of the worker's rounds. Errors of the database come through."""

    def __init__(self) -> None:
        self.runner = Runner(SharecardsConsumer())
        self._has_looked = False

    def round(self, seconds: float = SLICE) -> bool:
        """Read what the log has; whether there was anything."""
        if not self._has_looked:
            self._notice_new_design()
        until, has_worked = time.monotonic() + seconds, False
        while self.runner.step():
            has_worked = True
            if time.monotonic() >= until:
                break
        return has_worked

    def _notice_new_design(self) -> None:
        if ShareCard.objects.exclude(design=DESIGN).exists():
            tasks.begin_sweep()
        self._has_looked = True
