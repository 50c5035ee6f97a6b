"""The worker's word on how things are, once a second, for the process in front and whoever asks it."""

import json
import sqlite3
import time
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError

from warraq.changes import log, states
from warraq.changes.positions import LostPosition, Position
from warraq.pagestore import purging
from warraq.pagestore.index import IndexCorrupt
from warraq.pagestore.keeping import site_store
from warraq.pagestore.upkeep import waiting

from . import places

OFTEN = 1.0  # seconds


class Status:
    """Writes the file, at most once a second unless something has gone wrong or come right."""

    def __init__(self) -> None:
        self._written_at = 0.0
        self._was_cut_off = False

    def write(self, is_cut_off: bool) -> None:
        """`is_cut_off`: the database does not answer."""
        if is_cut_off == self._was_cut_off and time.monotonic() - self._written_at < OFTEN:
            return
        self._written_at, self._was_cut_off = time.monotonic(), is_cut_off
        state = {"at": time.time(), "database": "away" if is_cut_off else "ok", **self._of_the_store()}
        if not is_cut_off:
            with suppress(DatabaseError, ValueError, LostPosition):
                state["set_aside"] = len(states.set_aside())
                state["lag"] = log.lag(Position.parse(site_store().index.meta("position") or "")).seconds
        path = places.status(settings.DATA)
        with suppress(OSError):
            temporary = path.with_suffix(".tmp")
            temporary.write_text(json.dumps(state), "ascii")
            temporary.replace(path)

    def _of_the_store(self) -> dict[str, float]:
        store = site_store()
        with suppress(OSError, sqlite3.Error, IndexCorrupt):
            oldest, failing = store.index.select(
                "SELECT min(stale_since), COALESCE(sum(failures > 0), 0) FROM page "
                "WHERE stale_since IS NOT NULL AND status != 0"
            )[0]
            stale = max(0.0, time.time() - oldest) if oldest else 0.0
            return {
                "purges": purging.pending(store),
                "waiting": waiting(store),
                "failing": failing,
                "oldest_stale": stale,
            }
        return {}
