"""Sees to it that films are prepared: a process of its own for each, so that a crash of a codec harms nobody."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings

from warraq.media import workshop
from warraq.media.models import Encoding, incoming

from .server import PR_SET_PDEATHSIG

NICENESS = 19
TIDY_EVERY = 3_600.0  # seconds
AFTER_FAILURE = 5.0  # seconds before a process that died is followed by another
GRACE = 8  # seconds


class Workshop:
    """Part of the runner of tasks: starts what is to be done, and never waits for it."""

    def __init__(self) -> None:
        self._children: dict[int, subprocess.Popen] = {}
        self._not_before = self._tidy_at = time.monotonic()

    def round(self) -> None:
        self._reap()
        if time.monotonic() >= self._tidy_at:
            self._tidy_at = time.monotonic() + TIDY_EVERY
            workshop.ask_for_missing()
            workshop.tidy()
            incoming.forget_old()
        slots = settings.WARRAQ_FILMS.at_once
        free = [slot for slot in range(slots) if slot not in self._children]
        if not free or time.monotonic() < self._not_before:
            return
        for slot in free[: Encoding.objects.to_do(free)]:
            self._children[slot] = _start(slot)

    def _reap(self) -> None:
        for slot, child in list(self._children.items()):
            if child.poll() is not None:
                del self._children[slot]
                if child.returncode:
                    self._not_before = time.monotonic() + AFTER_FAILURE

    def end(self) -> None:
        """Those at work stop at the next second of film; what they have done is kept."""
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(GRACE)
            child.kill()
            child.wait()


def _start(slot: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "warraq.cli", "films", "work", "--slot", str(slot)]
    return subprocess.Popen(command, preexec_fn=_prepare)


def _prepare() -> None:
    """In the new process: behind everybody else, and not longer there than who started it."""
    os.nice(NICENESS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
