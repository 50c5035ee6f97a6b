"""Reads stored pages for the front process, and notices when the store has become another one."""

import gzip
import json
import logging
import os
import sqlite3
import zlib
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path

from ..generation import Generation
from ..index import GONE, MOVED, OK, Index, IndexCorrupt, PageRow
from ..layout import file_of, is_storable
from .memory import Answer, Headers, Held, Memory

logger = logging.getLogger("warraq.front")
TRIES = 3  # a page may be replaced between a look at its row and a look at its file
VARY = ("vary", "Accept-Encoding")
STATUS = ("cache-status", "Warraq; hit")
KEYS = {"surrogate-key", "cache-tag", "xkey"}


class Shelf:
    """The stored pages of a site, through memory. Only reads; whoever renders says by the generation what changed."""

    def __init__(self, root: Path, memory: int) -> None:
        self.root = root
        self.memory = Memory(memory)
        self.generation = Generation(root / "generation")
        self._run = ""
        self._index: Index | None = None

    def find(self, path: str) -> Held | None:
        """The page as it is stored now; None when that has to be asked of the application."""
        held = self.memory.get(path)
        number = self.generation.number
        if held is not None:
            if held.generation == number:
                self.memory.touch(path)
                return held
            if held.file and self._is_same_run() and _state(held.file) == held.state:
                held.generation = number
                return held
            self.memory.drop(path)
        return self._fetch(path, number)

    def look_around(self) -> None:
        """Now and then: was the store's directory removed, or everything in it thrown away?"""
        try:
            if self.generation.attach() or not self._is_same_run():
                self.memory.clear()
        except OSError:
            self.memory.clear()

    def _is_same_run(self) -> bool:
        try:
            return os.readlink(self.root / "current") == self._run
        except OSError:
            return False

    def _fetch(self, path: str, number: bytes) -> Held | None:
        if not is_storable(path):
            return None
        try:
            for _try in range(TRIES):
                row = self._row(path)
                if row is None or row.status not in (OK, MOVED, GONE):
                    return None
                held = _redirect(row, number) if row.status == MOVED else self._page(row, number)
                if held is not None:
                    self.memory.put(path, held)
                    return held
        except FileNotFoundError:
            return None  # nothing has been stored yet, or all was thrown away just now
        except (OSError, sqlite3.Error, IndexCorrupt, json.JSONDecodeError) as error:
            logger.warning("the page store cannot be read: %s", error)
        return None

    def _row(self, path: str) -> PageRow | None:
        run = os.readlink(self.root / "current")
        if run != self._run or self._index is None:
            if self._index is not None:
                self._index.close()
            self.memory.clear()
            # Where all of the store was removed, its number is in another file by now.
            self.generation.attach()
            self._index, self._run = None, run
            self._index = Index(self.root / run / "index.sqlite3", is_read_only=True)
        return self._index.page(path)

    def _page(self, row: PageRow, number: bytes) -> Held | None:
        """None when a file is missing or not what the row says."""
        pages = self.root / self._run / ("gone" if row.status == GONE else "pages")
        file = str(file_of(pages, row.path, "gzip"))
        with suppress(OSError):
            state = _state(file)
            zipped = Path(file).read_bytes()
            if zlib.crc32(zipped) != row.gzip_crc or _state(file) != state:
                return None
            bodies = {"gzip": zipped}
            if row.br_crc is not None:
                # Compressed better in the background: its row and its file change one after the other.
                with suppress(OSError):
                    smaller = file_of(pages, row.path, "br").read_bytes()
                    if zlib.crc32(smaller) == row.br_crc:
                        bodies = {"br": smaller, "gzip": zipped}
            answers = {encoding: _answer(row, encoding, body) for encoding, body in bodies.items()}
            return Held(answers, tuple(answers), number, file, state, int(row.changed_at or 0))
        return None


def as_it_is(held: Held) -> Answer:
    """The page without compression, for the few who cannot take it: unpacked for each of them."""
    packed = held.answers["gzip"]
    headers = [(name, value) for name, value in packed.headers if name != "content-encoding"]
    tag = packed.tag.replace("-gzip", "")
    answer = Answer(packed.status, _tagged(headers, tag), gzip.decompress(packed.body), tag, keys=packed.keys)
    answer.unchanged = _tagged(packed.unchanged, tag)
    return answer


def _tagged(headers: Headers, tag: str) -> Headers:
    return [(name, tag if name == "etag" else value) for name, value in headers]


def _answer(row: PageRow, encoding: str, body: bytes) -> Answer:
    kept, keys = _headers_of(row)
    headers = [*kept, ("content-encoding", encoding), VARY, STATUS]
    if row.status != OK:
        return Answer(row.status, headers, body, keys=keys)
    tag = f'"{row.etag}-{encoding}"'
    dated = [("etag", tag), ("last-modified", formatdate(int(row.changed_at or 0), usegmt=True))]
    # What RFC 9110 §15.4.5 wants repeated, and what would otherwise be lost on the way to a cache.
    repeated = ("cache-control", "content-security-policy")
    unchanged = [(name, value) for name, value in kept if name in repeated]
    return Answer(OK, [*headers, *dated], body, tag, [*unchanged, VARY, STATUS, *dated], keys)


def _redirect(row: PageRow, number: bytes) -> Held:
    headers, keys = _headers_of(row)
    return Held({"": Answer(row.status, [*headers, STATUS], b"", keys=keys)}, (), number)


def _headers_of(row: PageRow) -> tuple[Headers, Headers]:
    """Those for everybody, and those for a CDN."""
    every = [(name.lower(), value) for name, value in row.headers]
    keys = [(name, value) for name, value in every if name in KEYS]
    return [header for header in every if header not in keys], keys


def _state(file: str) -> tuple:
    try:
        found = os.stat(file)
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size
