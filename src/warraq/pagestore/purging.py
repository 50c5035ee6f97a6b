"""Tells the CDN in front what has changed, once readers of this site get it anew, and never before.

A CDN that is told too early asks at once and keeps the old page again. So nothing is sent when a change is logged, but
when bytes are put in place: whoever stores a page that differs from the one before, or takes one away, notes its
address in the index, in the same transaction (`purgelist.py`). A process killed anywhere leaves either the old page and
nothing to tell, or the new page and a note.

- A CDN without keys is told addresses. Under each it finds the page itself; forms of it with something behind a
  question mark live until their time is over, a minute (`headers.py`).
- A CDN with keys is told keys only: each page carries one of its own, and `address` becomes that key, for every form of
  the page. The keys of the change follow when no stored page that shows them is old any more: under them it finds what
  the store does not hold, such as a wrong address that leads on. Told at once, they would bring old fronts back.
- What is taken away is told at once.
- After a coarse change, and for an index that is new, everything is told as soon as nothing old is sent any more; where
  the CDN cannot be told “everything”, each address.

One thread sends. What fails stays noted and is tried again, less and less often; more than `MOST` notes become one.
"""

import logging
import sqlite3
import threading
import time
from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends

from . import purgelist
from .caches import PurgeFailed, errors_raised
from .headers import key_of_address
from .index import IndexCorrupt
from .purgelist import EVERYTHING, KEY, PAGE, Purge
from .store import Store

logger = logging.getLogger("warraq.pagestore")
# Seconds: what belongs together is gathered; a process in front has been told of the new files by then, too.
GATHERED = 0.2
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
AT_ONCE = 250
MOST = 2_000


class Purger:
    """Sends what is noted in the index of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.failures = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="purger", daemon=True)

    def start(self) -> None:
        """In a thread of its own: a CDN that is slow never holds up a page."""
        if self.store.has_cdn:
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self.pause() if self.failures else GATHERED):
            try:
                while self.step():
                    pass
            except (sqlite3.Error, IndexCorrupt, OSError):
                self.failures += 1
                logger.exception("what the CDN is to be told cannot be read")

    def pause(self) -> float:
        return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self.failures - 1, 10))

    def step(self) -> bool:
        """Send a batch; was there one, and did all of it arrive? What did not stays noted."""
        index = self.store.index
        self._begin()
        moment = time.time() - GATHERED
        batch = purgelist.ready(index, moment, AT_ONCE)
        if not batch:
            return False
        try:
            self._send(batch, moment)
        except Exception as error:  # whatever a backend of the site's own raises: it is told again
            self.failures += 1
            self._remember(f"{error}" if isinstance(error, PurgeFailed) else f"{type(error).__name__}: {error}")
            logger.warning("the CDN could not be told what has changed: %s", error)
            return False
        if self.failures or index.meta("purge_error"):
            self._remember("")
        self.failures = 0
        return True

    def _begin(self) -> None:
        """What the CDN was told before this index was made, nobody knows."""
        index = self.store.index
        if index.meta("purges_since") is None:
            with index.transaction():
                purgelist.note_everything(index)
                index.set_meta("purges_since", str(time.time()))

    def _remember(self, error: str) -> None:
        with self.store.index.transaction():
            self.store.index.set_meta("purge_error", error[:500])

    def _send(self, batch: list[Purge], moment: float) -> None:
        index, backends = self.store.index, _backends()
        is_everything = any(purge.kind == EVERYTHING for purge in batch)
        if is_everything or purgelist.count(index) > MOST:
            if all(getattr(backend, "knows_everything", False) for backend in backends):
                for backend in backends:
                    backend.purge_everything()
                purgelist.cross_out_before(index, moment)
                return
            if is_everything:
                purgelist.name_every_page(index)
                return
        for backend in backends:
            _tell(backend, batch)
        purgelist.cross_out(index, batch)


@cache
def _backends() -> list[Any]:
    return list(get_backends().values())


def _tell(backend: Any, batch: list[Purge]) -> None:
    paths = [purge.name for purge in batch if purge.kind == PAGE]
    if getattr(backend, "keys", ""):
        names = [purge.name for purge in batch if purge.kind == KEY]
        backend.purge_keys([*map(key_of_address, paths), *names])
    elif paths:
        with errors_raised():
            backend.purge_batch([settings.WARRAQ_BASE_URL + quote(path) for path in paths])


# --- told to the operator ------------------------------------------------------------------------------------------


def pending(store: Store) -> int:
    """How much the CDN has not been told yet."""
    return purgelist.count(store.index)


def last_error(store: Store) -> str:
    """Why not, the last time; empty while all is well."""
    return store.index.meta("purge_error") or ""
