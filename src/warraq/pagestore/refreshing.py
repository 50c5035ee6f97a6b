"""Works off the queue of stale pages, most urgent first."""

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from warraq.changes.sharing import sharing

from .index import PageRow
from .keeping import keep
from .store import Rendered, Store
from .upkeep import evict, improve, note_failure, put_later, set_aside, take_work
from .views import NotStored

logger = logging.getLogger("warraq.pagestore")
BATCH = 20


@dataclass
class Refresher:
    """Renders what is stale. `after` is told of every page that readers now get anew, and of its keys."""

    store: Store
    after: Callable[[Rendered], None] = lambda page: None
    size_limit: int | None = None

    def step(self, seconds: float = 0.25) -> int:
        """Render for about so long; how many pages were dealt with. Errors of the database come through."""
        with sharing():
            return self._step(seconds)

    def _step(self, seconds: float) -> int:
        done, until = 0, time.monotonic() + seconds
        while time.monotonic() < until:
            rows = take_work(self.store, BATCH)
            for row in rows:
                self._refresh(row)
                done += 1
                if time.monotonic() >= until:
                    return done
            if not rows:
                break
        return done

    def idle(self) -> bool:
        """What can wait until nothing is stale; did it find anything to do?"""
        if self.size_limit:
            evict(self.store, self.size_limit)
        return bool(improve(self.store))

    def put_off(self) -> bool:
        """Move old copies out of the way after a coarse change; was there any?"""
        return bool(set_aside(self.store))

    def _refresh(self, row: PageRow) -> None:
        try:
            kept = keep(self.store, row.path)
        except NotStored:
            return  # there is no such page any more, and none is stored
        except DatabaseError:
            raise
        except Exception:
            logger.exception("%s cannot be rendered", row.path)
            note_failure(self.store, row.path, traceback.format_exc(limit=-3))
            return
        if kept.is_stored:
            self.after(kept.page)
        elif kept.is_outdated:
            put_later(self.store, row.path)  # no fault of the page: its newsroom is busy
        else:
            note_failure(self.store, row.path, "the disk is full")
