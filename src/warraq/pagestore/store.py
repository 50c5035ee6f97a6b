"""The page store: rendered pages on disk, written whole or not at all, and the index that says what they show.

A page becomes fresh in two steps, so that a process killed between any two lines leaves nothing that is called fresh
and is not: first the row gets the keys of the new render and stays stale; then, in one transaction of the index, the
change log is asked whether anything the page shows has changed since the render began, the files are put in place,
and the row is called fresh. Whoever finds a page stale changes its `mark`, which the second step looks at.
"""

import errno
import fcntl
import gzip
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

import brotli

from . import purgelist
from .generation import Generation
from .index import GONE, MOVED, OK, WANTED, Index, IndexCorrupt, PageRow
from .layout import ENDINGS, file_of, is_storable
from .ranks import BUILD
from .reports import finish_reports

GZIP_LEVEL = 6
# Pages are wanted at once and often rendered again; the worker compresses better what has stood for a while.
BROTLI_LEVEL, BROTLI_LEVEL_LATER = 5, 10
ABANDONED = 3600  # seconds after which nobody writes on to a temporary file
FULL = {errno.ENOSPC, errno.EDQUOT}


class Outcome(Enum):
    """What became of a render that was offered to the store."""

    STORED = auto()
    OUTDATED = auto()  # something it shows has changed meanwhile: render again
    NO_ROOM = auto()  # the disk is full: good for this reader only


@dataclass
class Rendered:
    """A page as it came from its view, before it is stored."""

    path: str
    status: int
    kind: str
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    subject: str = ""
    seconds: float = 0.0
    # False for one of any number of addresses that lead to the same page, or all say that it was taken away.
    is_bounded: bool = True

    @property
    def etag(self) -> str:
        return hashlib.blake2b(self.body, digest_size=9).hexdigest()


@dataclass(frozen=True)
class Copy:
    """A stored page, read back, with its compressed bodies by encoding (none for a redirect)."""

    row: PageRow
    encoded: dict[str, bytes]

    @property
    def is_fresh(self) -> bool:
        """False for one that is known to be old."""
        return self.row.is_fresh

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.encoded["gzip"]) if self.encoded else b""


class Store:
    """One site's pages in one directory. Several processes may work on it at once."""

    def __init__(self, root: Path, has_cdn: bool = False) -> None:
        self.root = root
        self.has_cdn = has_cdn
        self._lock = threading.Lock()
        self._opened: tuple[str, Index] | None = None
        self._generation: Generation | None = None

    # --- places ------------------------------------------------------------------------------------------------

    @property
    def index(self) -> Index:
        """The index of the present run; another one after everything was thrown away."""
        name = self._current()
        return self._opened_as(name) or self._open(name)

    def _opened_as(self, name: str) -> Index | None:
        opened = self._opened
        return opened[1] if opened and opened[0] == name and opened[1].is_in_place() else None

    def _open(self, name: str) -> Index:
        with self._lock:
            if index := self._opened_as(name):
                return index  # another thread was quicker
            try:
                index = Index(self.root / name / "index.sqlite3")
            except IndexCorrupt:
                name = self._renew(unless=name)
                index = Index(self.root / name / "index.sqlite3")
            # The one before is not closed but let go: another thread may be reading by it, and to close a connection
            # under a running statement ends the process.
            self._opened = (name, index)
        return index

    @property
    def run(self) -> Path:
        return self.root / self._current()

    @property
    def pages(self) -> Path:
        """What readers get."""
        return self.run / "pages"

    @property
    def gone(self) -> Path:
        """What readers get of pages that were removed, apart: nginx would send it with 200."""
        return self.run / "gone"

    def tree_of(self, status: int) -> Path:
        return self.gone if status == GONE else self.pages

    @property
    def old(self) -> Path:
        """Copies known to be old, for when no newer one can be made."""
        return self.run / "old"

    @property
    def generation(self) -> Generation:
        if self._generation is None:
            self._generation = Generation(self.root / "generation")
        return self._generation

    def _current(self) -> str:
        try:
            return os.readlink(self.root / "current")
        except OSError:
            return self._renew(unless=None)

    def _renew(self, unless: str | None) -> str:
        """Begin a new, empty run, unless another process has just done so."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "renew.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            link = self.root / "current"
            with suppress(OSError):
                present = os.readlink(link)
                if present != unless and (self.root / present).is_dir():
                    return present
            name = f"run-{time.time_ns():x}-{secrets.token_hex(3)}"
            for tree in ("pages", "gone", "old", "temp"):
                (self.root / name / tree).mkdir(parents=True)
            Index.create(self.root / name / "index.sqlite3")
            temporary = self.root / f"{name}.link"
            temporary.symlink_to(name)
            temporary.replace(link)
        self.generation.advance()
        return name

    def start_afresh(self) -> None:
        """Throw every page away: the next reader of each waits for it to be rendered, the worker builds the rest."""
        self._renew(unless=self._current())

    def sweep_runs(self) -> None:
        """Remove what earlier runs, and writers that were killed, have left on the disk."""
        current = self._current()
        for file in (self.root / current / "temp").glob("*"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > ABANDONED:
                    file.unlink()
        for place in self.root.glob("run-*"):
            if place.is_dir() and place.name != current:
                shutil.rmtree(place, ignore_errors=True)

    @contextmanager
    def healing(self) -> Iterator[None]:
        """Begin a new run when the index turns out to be corrupt, and let the error through."""
        name = self._current()
        try:
            yield
        except IndexCorrupt:
            self._renew(unless=name)
            raise

    # --- storing -----------------------------------------------------------------------------------------------

    def put(self, page: Rendered, is_outdated: Callable[[set[str]], bool]) -> Outcome:
        """Store a page unless something it shows has changed since its render began (`is_outdated(keys)`)."""
        if not is_storable(page.path) or page.status not in (OK, MOVED, GONE):
            raise ValueError(f"cannot be stored: {page.status} {page.path!r}")
        try:
            return self._put(page, is_outdated)
        except (OSError, sqlite3.OperationalError) as error:
            if not is_full(error):
                raise
            # Better no page than an old one for as long as the disk stays full.
            self.withdraw(page.path)
            return Outcome.NO_ROOM

    def _put(self, page: Rendered, is_outdated: Callable[[set[str]], bool]) -> Outcome:
        index, tree = self.index, self.tree_of(page.status)
        with index.transaction():
            before = self._announce(index, page)
        files = self._files(page, before, tree)
        temporary = {encoding: self.write_temporary(data) for encoding, data in files.items() if data is not None}
        try:
            with index.transaction() as connection:
                found = connection.execute("SELECT mark FROM page WHERE id = ?", (before.id,)).fetchone()
                if found != (before.mark,) or is_outdated(page.keys):
                    return Outcome.OUTDATED
                self._place(page.path, temporary, tree, has_body=bool(files))
                self._call_fresh(index, page, before, files)
        finally:
            for path in temporary.values():
                path.unlink(missing_ok=True)
        for ending in ENDINGS:
            file_of(self.old, page.path, ending).unlink(missing_ok=True)
        if not files or temporary:
            self.generation.advance()
        return Outcome.STORED

    def _announce(self, index: Index, page: Rendered) -> PageRow:
        """The first step: the row as it was, with the new keys and a mark of this render."""
        mark, now = secrets.randbits(62), time.time()
        index.connection.execute(
            "INSERT INTO page (path, status, kind, subject, stale_since, mark) VALUES (?, 0, ?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET mark = excluded.mark, kind = excluded.kind, "
            "subject = excluded.subject, stale_since = COALESCE(stale_since, excluded.stale_since)",
            (page.path, page.kind, page.subject, now, mark),
        )
        row = index.page(page.path)
        index.set_keys(row.id, page.keys)
        return row

    def _files(self, page: Rendered, before: PageRow, pages: Path) -> dict[str, bytes | None]:
        """The compressed bodies by encoding, None for one that lies there already; nothing for a redirect."""
        if page.status == MOVED:
            return {}
        if before.status == page.status and before.etag == page.etag and self._is_intact(before, pages):
            return {"gzip": None} | ({"br": None} if before.br_crc is not None else {})
        return {
            "gzip": gzip.compress(page.body, GZIP_LEVEL, mtime=0),
            "br": brotli.compress(page.body, mode=brotli.MODE_TEXT, quality=BROTLI_LEVEL),
        }

    def is_whole(self, row: PageRow) -> bool:
        """Do all the files that readers are to get lie there undamaged?"""
        return row.status == MOVED or self._is_intact(row, self.tree_of(row.status))

    def _is_intact(self, row: PageRow, pages: Path) -> bool:
        wanted = {"gzip": row.gzip_crc, "br": row.br_crc}
        return wanted["gzip"] is not None and all(
            crc is None or _crc_of(file_of(pages, row.path, encoding)) == crc for encoding, crc in wanted.items()
        )

    def write_temporary(self, data: bytes) -> Path:
        place = self.run / "temp"
        place.mkdir(exist_ok=True)
        path = place / secrets.token_hex(8)
        try:
            path.write_bytes(data)
        except OSError:
            path.unlink(missing_ok=True)  # a disk that is full holds the first part
            raise
        return path

    def _place(self, path: str, temporary: dict[str, Path], tree: Path, has_body: bool) -> None:
        for encoding in ENDINGS:
            for other in (self.pages, self.gone):
                if other != tree or not has_body:
                    _remove(file_of(other, path, encoding))
            if encoding in temporary:
                target = file_of(tree, path, encoding)
                target.parent.mkdir(parents=True, exist_ok=True)
                temporary[encoding].replace(target)

    def _call_fresh(self, index: Index, page: Rendered, before: PageRow, files: dict[str, bytes | None]) -> None:
        now = time.time()
        values = {
            "status": page.status,
            "headers": json.dumps(page.headers, ensure_ascii=False),
            "etag": page.etag,
            "size": len(page.body),
            "rendered_at": now,
            "seconds": page.seconds,
            "stale_since": None,
            "rank": 9,
            "is_aside": 0,
            "failures": 0,
            "not_before": 0,
            "error": "",
        }
        is_new = not files or any(data is not None for data in files.values())
        if is_new:
            crcs = {name: zlib.crc32(data) for name, data in files.items() if data is not None}
            values |= {
                "changed_at": now,
                "gzip_crc": crcs.get("gzip"),
                "br_crc": crcs.get("br"),
                "br_level": BROTLI_LEVEL if "br" in crcs else None,
                "bytes": sum(len(data) for data in files.values() if data is not None),
            }
        names = ", ".join(f"{name} = ?" for name in values)
        index.connection.execute(f"UPDATE page SET {names} WHERE id = ?", [*values.values(), before.id])
        if self.has_cdn and _is_another(page, before):
            purgelist.note_page(index, page.path)
        finish_reports(index, before.id, now)

    # --- taking away -------------------------------------------------------------------------------------------

    def withdraw(self, path: str) -> None:
        """Remove a page's files at once, whatever else fails; what is known of it stays."""
        for tree in (self.pages, self.gone, self.old):
            for encoding in ENDINGS:
                with suppress(OSError):
                    file_of(tree, path, encoding).unlink()
        self.generation.advance()

    def drop(self, path: str) -> None:
        """Forget a page altogether."""
        self.withdraw(path)
        index = self.index
        with index.transaction():
            rows = index.pages("path = ?", path)
            for row in rows:
                finish_reports(index, row.id, time.time())
            index.forget(row.id for row in rows)
            if self.has_cdn:
                purgelist.note_page(index, path)

    # --- reading -----------------------------------------------------------------------------------------------

    def copy(self, path: str) -> Copy | None:
        """A page with its bodies, fresh or old; None when there is none, or when its file is damaged."""
        if not is_storable(path):
            return None
        row = self.index.page(path)
        if row is None or row.status not in (OK, MOVED, GONE):
            return None
        if row.status == MOVED:
            return Copy(row, {})
        for tree in (self.tree_of(row.status), self.old):
            encoded = _read(tree, row)
            if "gzip" in encoded:
                return Copy(row, encoded)
        return None


def _is_another(page: Rendered, before: PageRow) -> bool:
    """May a CDN hold something else of this address? Of one in the first, slow build of everything it holds nothing."""
    if before.status == WANTED:
        return before.rank < BUILD
    return (page.status, page.etag, page.headers) != (before.status, before.etag, before.headers)


def _read(tree: Path, row: PageRow) -> dict[str, bytes]:
    """The undamaged files of a page in a tree."""
    found = {}
    for encoding, crc in (("br", row.br_crc), ("gzip", row.gzip_crc)):
        with suppress(OSError):
            data = file_of(tree, row.path, encoding).read_bytes()
            if zlib.crc32(data) == crc:
                found[encoding] = data
    return found


def _remove(file: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()


def _crc_of(file: Path) -> int | None:
    try:
        return zlib.crc32(file.read_bytes())
    except OSError:
        return None


def is_full(error: Exception) -> bool:
    """Is there no room on the disk?"""
    if isinstance(error, OSError):
        return error.errno in FULL
    return "full" in str(error)
