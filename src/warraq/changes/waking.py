"""Waking whoever waits for the log. A hint only: whoever is woken reads, whoever is not reads a moment later."""

import os
import sqlite3
import time
from contextlib import suppress
from typing import Any, Protocol

from django.db import connection, connections

from .models import CHANNEL

POLL = 0.025  # seconds; a look at SQLite's counter takes some 10 µs
# A server that has vanished without a word is noticed within half a minute, and a connection is not waited for long.
IMPATIENT = {
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "application_name": "warraq waker",
}


class Source(Protocol):
    """One database's way of telling; may raise any error of its driver."""

    def wait(self, timeout: float) -> bool: ...

    def close(self) -> None: ...


class Waker:
    """Waits for commits on a connection of its own. For one thread; it opens and reopens by itself."""

    def __init__(self) -> None:
        is_postgresql = connection.vendor == "postgresql"
        self._source: Source = Notifications() if is_postgresql else FileChanges(connection.settings_dict["NAME"])

    def wait(self, timeout: float) -> bool:
        """True as soon as something may have been committed since the last wait, False after `timeout` seconds.

        The first wait, and the first after an outage, is True at once: nobody has listened so far.
        """
        end = time.monotonic() + timeout
        # The driver's errors differ from Django's and from each other; here all of them mean "nothing heard".
        try:
            return self._source.wait(timeout)
        except Exception:
            self.close()
            time.sleep(max(0.0, end - time.monotonic()))
            return False

    def close(self) -> None:
        with suppress(Exception):
            self._source.close()


class Notifications:
    """PostgreSQL: LISTEN."""

    def __init__(self) -> None:
        self._listening: Any = None

    def wait(self, timeout: float) -> bool:
        if self._listening is None:
            self._listening = self._listen()
            return True
        heard = any(True for _ in self._listening.notifies(timeout=timeout, stop_after=1))
        for _ in self._listening.notifies(timeout=0):
            pass  # one look answers all that has come meanwhile
        return heard

    def close(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def _listen(self) -> Any:
        wrapper = connections.create_connection(connection.alias)
        listening = wrapper.get_new_connection({**wrapper.get_connection_params(), **IMPATIENT})
        listening.autocommit = True
        listening.execute(f"LISTEN {CHANNEL}")
        return listening


class FileChanges:
    """SQLite: a counter that moves with every commit of another connection, looked at again and again."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fspath(path)
        self._file: sqlite3.Connection | None = None
        self._seen: tuple = ()

    def wait(self, timeout: float) -> bool:
        end = time.monotonic() + timeout
        while not self._has_changed():
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(POLL, left))
        return True

    def close(self) -> None:
        file, self._file, self._seen = self._file, None, ()
        if file is not None:
            file.close()

    def _has_changed(self) -> bool:
        stat = os.stat(self._path)
        place = (stat.st_dev, stat.st_ino)
        if self._file is None or self._seen[:2] != place:
            # A restored file is another one under the same name; the old connection would look at what was removed.
            self.close()
            self._file = sqlite3.connect(f"file:{_quoted(self._path)}?mode=ro", uri=True, isolation_level=None)
        (version,) = self._file.execute("PRAGMA data_version").fetchone()
        before, self._seen = self._seen, (*place, version)
        return before != self._seen


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
