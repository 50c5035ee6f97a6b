"""Batches of counts on their way from the processes that count to the database: small files, each whole or not there.

They wait in `<data>/reads/` for as long as the database is away. Knows no framework.
"""

import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .counting import Counts

ENDING, BROKEN = ".json", ".broken"
BATCH = 500  # counts in a file: one short transaction adds one file
ABANDONED = 3_600  # seconds after which nobody writes on to a temporary file


@dataclass(frozen=True)
class Batch:
    """A file of counts: rows of (minute, story, host, reads, ends). `name` is never used again."""

    file: Path
    name: str
    rows: list[tuple[int, int, str, int, int]]


class Journal:
    """The directory of waiting batches of this machine."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def write(self, counts: Counts) -> None:
        """Keep the counts for good, in as many files as it takes, and take them out of `counts` as they are kept.

        Raises OSError where the disk is full: what is left in `counts` is not kept.
        """
        self.place.mkdir(parents=True, exist_ok=True)
        while counts:
            keys = list(islice(counts, BATCH))
            self._write([[*key, *counts[key]] for key in keys])
            for key in keys:
                del counts[key]

    def _write(self, rows: list[list]) -> None:
        name = f"{time.time_ns():020d}-{secrets.token_hex(8)}"
        temporary = self.place / f"{name}.tmp"
        try:
            with temporary.open("w", encoding="utf-8") as file:
                json.dump(rows, file, ensure_ascii=False, separators=(",", ":"))
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.place / (name + ENDING))
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise

    def batches(self) -> Iterator[Batch]:
        """What waits, the oldest first. A file that is no batch is put aside under another name."""
        for file in sorted(self.place.glob(f"*{ENDING}")):
            try:
                rows = [_row(row) for row in json.loads(file.read_text("utf-8"))]
            except FileNotFoundError:
                continue  # another worker was quicker
            except (ValueError, TypeError):
                file.replace(file.with_suffix(BROKEN))
                continue
            yield Batch(file, file.stem, rows)

    def sweep(self) -> None:
        """Remove what a process that was killed has begun to write."""
        for file in self.place.glob("*.tmp"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > ABANDONED:
                    file.unlink()


def _row(written: list) -> tuple[int, int, str, int, int]:
    minute, story, host, reads, ends = written
    numbers = (minute, story, reads, ends)
    if not all(type(number) is int and 0 <= number < 2**63 for number in numbers) or type(host) is not str:
        raise ValueError("not a count")
    return minute, story, host, reads, ends
