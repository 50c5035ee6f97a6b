"""Runs one consumer, a step at a time: whatever fails is tried again, and nothing blocks what comes after it.

A batch that fails is tried again as a whole, then entry by entry; an entry that still fails is set aside, tried again
by itself a while longer and at last left to the operator (`warraq changes`). An outage is waited for.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from . import log
from .consumers import NodeConsumer, SiteConsumer
from .keepers import keeper_of
from .models import SetAside
from .outages import describe, is_outage
from .positions import LostPosition, Position
from .reporting import Reporter

logger = logging.getLogger("warraq.changes")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds
OUTAGE_PAUSE = 5.0  # no longer: readers see an old page until it is over
TRIES_WHOLE, TRIES_ALONE = 3, 10
LOOK_ASIDE = 1.0


class Runner:
    """One consumer in one process. `clock` counts seconds and never jumps."""

    def __init__(self, consumer: SiteConsumer | NodeConsumer, clock: Callable[[], float] = time.monotonic) -> None:
        self.consumer, self.clock = consumer, clock
        self._keeper = keeper_of(consumer)
        self._reporter = Reporter(self._keeper, clock)
        self._position: Position | None = None
        self._tries = self._alone = 0
        self._not_before = self._look_aside_at = clock()

    def step(self) -> bool:
        """Do the next piece of work; whether there was any. Raises nothing."""
        has_worked = False
        if self.clock() >= self._not_before:
            try:
                connection.close_if_unusable_or_obsolete()
                has_worked = self._work()
            except Exception as error:
                self._wait(error)
            else:
                self._tries = 0
        self._reporter.report(self._position)
        return has_worked

    def _work(self) -> bool:
        before = self._position = self._keeper.load()
        if before is None:
            return self._begin()
        # However much was set aside, what is new is read in between.
        has_retried = self._retry_one()
        return self._read_on(before) or has_retried

    def _begin(self) -> bool:
        log.mend()
        has_begun = self._keeper.begin()
        self._position = self._keeper.load()
        return has_begun

    def _read_on(self, before: Position) -> bool:
        try:
            entries, after = log.read(before, 1 if self._alone else self.consumer.batch)
        except LostPosition:
            logger.warning("%s: its place in the change log is lost; starting over", self.consumer.name)
            return self._begin()
        if not entries:
            self._alone = 0
            self._reporter.note_success()
            return False
        try:
            has_moved = self._keeper.deliver(entries, before, after)
        except Exception as error:
            if is_outage(error) or not self._is_poison(len(entries)):
                raise
            logger.exception("%s: change %s is set aside", self.consumer.name, entries[0].id)
            has_moved = self._keeper.pass_over(entries[0], before, after, describe(error), self._retry_at(1))
        else:
            self._reporter.note_success(has_handled=has_moved)
        self._alone = max(0, self._alone - 1)
        if has_moved:
            self._position = after
        return has_moved

    def _is_poison(self, size: int) -> bool:
        """Whether a failure is an entry's own. A batch gets its tries first, then its entries come one by one."""
        if self._alone:
            return True
        if self._tries + 1 >= TRIES_WHOLE:
            self._alone = size
        return False

    def _wait(self, error: Exception) -> None:
        self._tries += 1
        if is_outage(error):
            pause = min(_pause(self._tries), OUTAGE_PAUSE)
        else:
            pause = 0.0 if self._alone else _pause(self._tries)
        if self._tries == 1:
            logger.warning("%s waits: %s", self.consumer.name, describe(error))
        self._not_before = self.clock() + pause
        self._reporter.note_error(describe(error))

    def _retry_one(self) -> bool:
        if self.clock() < self._look_aside_at:
            return False
        now = timezone.now()
        # No pause is so long: the clock has been put back since.
        is_time = Q(retry_at__lte=now) | Q(retry_at__gt=now + timedelta(seconds=LONGEST_PAUSE))
        mine = SetAside.objects.filter(is_time, consumer=self._keeper.name, node=self._keeper.node)
        row = mine.order_by("retry_at", "pk").first()
        if row is None:
            self._look_aside_at = self.clock() + LOOK_ASIDE
            return False
        try:
            return self._keeper.retry(row)
        except Exception as error:
            if is_outage(error):
                raise
            retry_at = self._retry_at(row.tries + 1) if row.tries + 1 < TRIES_ALONE else None
            again = SetAside.objects.filter(pk=row.pk, tries=row.tries)
            return bool(again.update(tries=F("tries") + 1, retry_at=retry_at, error=describe(error)))

    def _retry_at(self, tries: int) -> datetime:
        return timezone.now() + timedelta(seconds=_pause(tries))


def _pause(tries: int) -> float:
    return min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
