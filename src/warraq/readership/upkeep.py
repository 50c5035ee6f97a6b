"""What the worker does for the counts: add what has come in, move the windows on, make the lists, forget."""

import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from django.conf import settings

from . import lists, rolling
from .adding import add_waiting
from .journal import Journal
from .models import Window

ADD_EVERY = 1.0  # seconds
LISTS_EVERY = 20.0  # one window at a time, so that each is a minute old at most


class ReadershipUpkeep:
    """Its part of the worker's rounds. Errors of the database come through; nothing is lost by them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.journal = Journal(Path(settings.WARRAQ_READS["place"]))
        self._clock = clock
        self._add_at = self._list_at = 0.0
        self._windows = cycle(Window)

    def round(self) -> bool:
        """Whether there is more to do at once."""
        now, is_busy = self._clock(), False
        if now >= self._add_at and not (is_busy := add_waiting(self.journal) > 0):
            self._add_at = now + ADD_EVERY
        if now >= self._list_at:
            self._list_at = now + LISTS_EVERY
            self.journal.sweep()
            rolling.roll()
            lists.refresh([next(self._windows)])
            rolling.forget()
        return is_busy
