"""A compiled lexicon: a file of hashed buckets that is mapped into memory, so that nothing is read before it is asked.

    WARRAQLX | version (16 bytes) | number of buckets | where each begins | records

A record is `\\n` word `\\t` frequency mark term-or-nothing. The frequency is one character, ten steps a power of ten;
the mark is + for a word of the language and - for a name or a spelling that merely occurs.
"""

import mmap
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import accumulate
from math import log10
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

MAGIC = b"WARRAQLX"
VERSION_LENGTH = 16
_HEAD = len(MAGIC) + VERSION_LENGTH + 4
_PER_BUCKET = 4
_LEAST = 1e-9  # a word in a billion
_FIRST_MARK = 0x30


class MissingTable(RuntimeError):
    """The lexicon was not built or is not one."""


class Entry(NamedTuple):
    """What the lexicon says of a word: how common it is, ten steps a power of ten, and its term."""

    frequency: int
    is_native: bool
    term: str

    @classmethod
    def read(cls, word: str, record: str) -> "Entry":
        return cls(ord(record[0]) - _FIRST_MARK, record[1] == "+", record[2:] or word)


class Lexicon:
    """Words of one language. Without it every analysis would silently be another, so a missing file is an error."""

    def __init__(self, path: Path):
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise MissingTable(f"{path} is missing or empty: run `make build`, or install Warraq again") from error
        if self._data[: len(MAGIC)] != MAGIC:
            raise MissingTable(f"{path} is not a lexicon: run `make build`, or install Warraq again")
        self.version = self._data[len(MAGIC) : len(MAGIC) + VERSION_LENGTH].decode()
        self._buckets = int.from_bytes(self._data[_HEAD - 4 : _HEAD], "little")
        self._records = _HEAD + 4 * (self._buckets + 1)

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def get(self, word: str) -> Entry | None:
        key = word.encode()
        place = _HEAD + 4 * (crc32(key) % self._buckets)
        start = self._records + int.from_bytes(self._data[place : place + 4], "little")
        end = self._records + int.from_bytes(self._data[place + 4 : place + 8], "little")
        found = self._data.find(b"\n" + key + b"\t", start, end)
        if found < 0:
            return None
        record = self._data[found + len(key) + 2 : self._data.find(b"\n", found + 1, end)].decode()
        return Entry.read(word, record)

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        for record in self._data[self._records :].decode().split("\n"):
            if record:
                word, _, rest = record.partition("\t")
                yield word, Entry.read(word, rest)


def steps(frequency: float) -> int:
    """A frequency as the lexicon keeps it."""
    return max(0, round(10 * log10(max(frequency, _LEAST) / _LEAST)))


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """A lexicon of these entries; the same entries give the same bytes."""
    count = max(1, len(entries) // _PER_BUCKET)
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for word, entry in sorted(entries.items()):
        buckets[crc32(word.encode()) % count].append(_record(word, entry).encode())
    blobs = [b"".join(bucket) + b"\n" for bucket in buckets]  # the last record of a bucket needs an end too
    starts = accumulate(map(len, blobs), initial=0)
    body = b"".join(blobs)
    version = sha256(body).hexdigest()[:VERSION_LENGTH].encode()
    index = b"".join(start.to_bytes(4, "little") for start in starts)
    path.parent.mkdir(parents=True, exist_ok=True)
    # In one step, so that a process that has the old one mapped keeps it whole.
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(MAGIC + version + count.to_bytes(4, "little") + index + body)
    unfinished.replace(path)


def _record(word: str, entry: Entry) -> str:
    mark = "+" if entry.is_native else "-"
    return f"\n{word}\t{chr(_FIRST_MARK + entry.frequency)}{mark}{'' if entry.term == word else entry.term}"
