"""What the worker does for the search: follow the log, look at what waits, build the next index when that is due."""

import logging
import time
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError

from warraq.changes.outages import describe, is_outage
from warraq.changes.runner import Runner

from . import checking, states
from .building import Build, BusyBuilding
from .consumer import SearchConsumer
from .engine import IndexBroken
from .models import groups_of_editors
from .places import DOUBTED, Place, Stamp, site_place, stamp_of, stamp_with

logger = logging.getLogger("warraq.search")
SLICE = 0.2  # seconds of building before pages are looked after again
FEW = 40  # records that wait, looked at in one step
OFTEN = 2.0  # seconds between two looks at the files
SWEPT = 60.0  # seconds between two looks for what former builds have left
PAUSES = (5.0, 300.0)  # seconds after a build that failed: the first pause, the longest
SETTLED = 2.0  # seconds after which a place in the log that is only remembered is written down


class SearchUpkeep:
    """The search's part of the worker's rounds. Raises only what the worker must know: that there is no database."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place or site_place()
        self.consumer = SearchConsumer(self.place)
        self.runner = Runner(self.consumer)
        self.build: Build | None = None
        self.error = ""
        self._checked: Path | None = None
        self._look_at = self._not_before = 0.0
        self._sweep_at = time.monotonic() + SWEPT
        self._failures = 0
        self._settle_at = time.monotonic() + SETTLED
        self._told = states.Told()
        self._tell_at = 0.0

    def end(self) -> None:
        """Before the process goes."""
        if self.build is not None:
            self.build.abandon()
        self.consumer.close()

    def follow(self) -> bool:
        """Whatever the log has for the index; whether there was anything."""
        try:
            return self.place.current() is not None and self.consumer.writer is not None and self._step()
        except (IndexBroken, OSError) as error:
            self._note(error)
            return False

    def work(self, seconds: float = SLICE) -> bool:
        """A slice of what is not urgent; whether there was any."""
        try:
            return self._work(seconds)
        except DatabaseError:
            raise
        except Exception as error:
            self._note(error)
            return False
        finally:
            self._tell()

    def _work(self, seconds: float) -> bool:
        self._look_at_files()
        if self.build is not None:
            self._go_on_building(seconds)
            return True
        return self.place.current() is not None and self.consumer.work_off(FEW)

    def _step(self) -> bool:
        has_worked = self.runner.step()
        if time.monotonic() >= self._settle_at:
            self._settle_at = time.monotonic() + SETTLED
            self.consumer.settle()
        return has_worked

    # --- files -----------------------------------------------------------------------------------------------------

    def _look_at_files(self) -> None:
        now = time.monotonic()
        is_time = now >= self._look_at or self.consumer.wants_building
        if self.build is not None or not is_time:
            return
        self._look_at = now + OFTEN
        current = self.place.current()
        stamp = stamp_with(groups_of_editors())
        if current is not None and self._is_good(current, stamp):
            self.error = ""
            self._sweep(now)
            return
        if now >= self._not_before:
            self._begin(stamp)

    def _is_good(self, current: Path, stamp: Stamp) -> bool:
        is_doubted = (current / DOUBTED).exists()
        if is_doubted or self._checked != current:
            self.consumer.close()
            if not checking.is_sound(current):
                logger.error("the search index in %s is damaged: it is built anew", current)
                return False
            (current / DOUBTED).unlink(missing_ok=True)
            self._checked = current
        return stamp_of(current) == stamp and not self.consumer.wants_building

    def _sweep(self, now: float) -> None:
        """Remove what former builds have left, once nobody can be about to open it."""
        if now >= self._sweep_at:
            self._sweep_at = now + SWEPT
            with self.place.building() as is_alone:
                if is_alone:
                    self.place.sweep()

    # --- building --------------------------------------------------------------------------------------------------

    def _begin(self, stamp: Stamp) -> None:
        self.consumer.wants_building = False
        try:
            self.build = Build(self.place, stamp)
        except BusyBuilding:
            self._not_before = time.monotonic() + PAUSES[0]
        except Exception as error:
            self._put_off(error)

    def _go_on_building(self, seconds: float) -> None:
        build = self.build
        if build is None:
            return
        try:
            if build.step(seconds):
                self.build, self._failures, self.error = None, 0, ""
                self._checked = build.path
                self._sweep_at = time.monotonic() + SWEPT
                logger.info("a new search index is in use: %s", build.path.name)
        except Exception as error:
            self.build = None
            build.abandon()
            if is_outage(error) and isinstance(error, DatabaseError):
                raise
            self._put_off(error)

    def _put_off(self, error: Exception) -> None:
        self._failures += 1
        first, longest = PAUSES
        self._not_before = time.monotonic() + min(longest, first * 2 ** (self._failures - 1))
        self._note(error)

    def _tell(self) -> None:
        progress = self.build.progress if self.build else None
        told = states.Told(0.0, progress.done if progress else 0, progress.all if progress else 0, self.error)
        now = time.monotonic()
        if told != self._told and now >= self._tell_at:
            self._told, self._tell_at = told, now + 1
            states.tell(self.place, replace(told, at=time.time()))

    def _note(self, error: Exception) -> None:
        if not self.error:
            logger.error("the search index: %s", describe(error))
        self.error = describe(error)
