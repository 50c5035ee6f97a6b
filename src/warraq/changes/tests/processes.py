"""Other processes of the same site: they see what a test has committed and wait for its word."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.db import connection

# What each of them begins with: `tell` and `wait` are its half of `heard` and `go`.
BEGINNING = """
import sys
import django
django.setup()
def tell(word):
    print(word, flush=True)
def wait():
    sys.stdin.readline()
"""


class Process:
    """Runs a piece of code; every word it tells is heard in turn."""

    def __init__(self, code: str, environment: dict[str, str]) -> None:
        command = [sys.executable, "-W", "ignore", "-c", BEGINNING + code]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, env=environment, **pipes)

    def heard(self) -> str:
        return self._process.stdout.readline().strip()

    def go(self) -> None:
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def ended_well(self) -> bool:
        self._process.communicate()
        return self._process.returncode == 0

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


class Processes:
    """Starts processes on the test's own database; on SQLite on a copy of it, since the test's lies in memory."""

    def __init__(self, place: Path) -> None:
        self._copy = place / "copy.sqlite3"
        self._started: list[Process] = []
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with sqlite3.connect(self._copy) as copy:
                connection.connection.backup(copy)
                # Else those who open it first would do it, and be in each other's way.
                copy.execute("PRAGMA journal_mode=WAL")
            copy.close()
        here = {"WARRAQ_DATA": str(place), "WARRAQ_SITE": str(place), "DATABASE_URL": self._url}
        self._environment = os.environ | here | {"DJANGO_SETTINGS_MODULE": "warraq.conf.test"}

    @property
    def _url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self._copy}"
        name = quote(connection.settings_dict["NAME"])
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()

    def start(self, code: str) -> Process:
        self._started.append(Process(code, self._environment))
        return self._started[-1]

    def run_at_once(self, code: str, count: int = 2) -> None:
        """Start so many and let them go when all are ready."""
        runs = [self.start(f"tell('ready')\nwait()\n{code}") for _ in range(count)]
        assert [run.heard() for run in runs] == ["ready"] * count
        for run in runs:
            run.go()
        assert all(run.ended_well() for run in runs)

    def fetch(self, sql: str) -> list[tuple]:
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        with sqlite3.connect(self._copy) as copy:
            rows = copy.execute(sql).fetchall()
        copy.close()
        return rows

    def kill(self) -> None:
        for process in self._started:
            process.kill()


@contextmanager
def other_processes(place: Path) -> Iterator[Processes]:
    processes = Processes(place)
    try:
        yield processes
    finally:
        processes.kill()
