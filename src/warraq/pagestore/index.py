"""The node-local index of the page store: what is known of every page, in one SQLite file. Knows no framework.

Nothing in it is precious: whoever deletes it gets a new one, filled from the content. Readers of pages need it only
for a page that is not in memory yet.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .held import Held, hold

SCHEMA_VERSION = 3
TIMEOUT = 20  # seconds to wait for another process that writes
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- status 0: an address known to exist whose page has not been rendered yet.
-- stale_since: when something it shows changed. NULL while it is what a fresh render would be.
-- mark: changed by whoever finds the page stale, so that a render begun before cannot call it fresh.
CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    status INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    headers TEXT NOT NULL DEFAULT '[]',
    etag TEXT NOT NULL DEFAULT '',
    gzip_crc INTEGER,
    br_crc INTEGER,
    br_level INTEGER,
    size INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    changed_at REAL,
    rendered_at REAL,
    seconds REAL,
    keys BLOB NOT NULL DEFAULT x'',
    stale_since REAL,
    rank INTEGER NOT NULL DEFAULT 9,
    is_aside INTEGER NOT NULL DEFAULT 0,
    mark INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX page_work ON page (rank, stale_since) WHERE stale_since IS NOT NULL;
CREATE INDEX page_subject ON page (subject);
CREATE INDEX page_level ON page (br_level) WHERE gzip_crc IS NOT NULL;
CREATE TABLE key (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE page_key (
    key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)
) WITHOUT ROWID;
-- For the editor's "17 pages, 0.4 s": one row for each of the newest changes. changed_at: when it was made in the
-- newsroom, began_at: when this node learned of it, hit: how many pages show what it names.
CREATE TABLE report (
    change INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    changed_at REAL NOT NULL,
    began_at REAL NOT NULL,
    hit INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    finished_at REAL
);
CREATE INDEX report_unfinished ON report (hit) WHERE finished_at IS NULL;
-- The pages it hit, the first so many of them. done_at: when the new copy was in its place, NULL until then.
CREATE TABLE report_page (
    change INTEGER NOT NULL, page INTEGER NOT NULL, done_at REAL, PRIMARY KEY (change, page)
) WITHOUT ROWID;
CREATE INDEX report_page_page ON report_page (page, done_at);
-- What a CDN has to be told (purgelist.py). waits: not while an old page that it concerns is still sent to readers.
CREATE TABLE purge (
    kind TEXT NOT NULL, name TEXT NOT NULL, since REAL NOT NULL, waits INTEGER NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID;
"""
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)
WANTED, OK, MOVED, GONE = 0, 200, 301, 410
CHUNK = 500  # keys asked for in one statement
MAGIC = b"SQLite format 3\x00"  # how every such file begins: https://www.sqlite.org/fileformat.html


class IndexCorrupt(Exception):
    """The index file cannot be read as what it should be; it is thrown away and made anew."""


@dataclass(frozen=True)
class PageRow:
    """What the index knows of a page. Times are seconds since 1970, `size` is that of the
    body as it is, `bytes` that of its files; the keys are asked for by `Index.keys_of`."""

    id: int
    path: str
    status: int
    kind: str
    subject: str
    headers: list[tuple[str, str]]
    etag: str
    gzip_crc: int | None
    br_crc: int | None
    br_level: int | None
    size: int
    bytes: int
    changed_at: float | None
    rendered_at: float | None
    seconds: float | None
    stale_since: float | None
    rank: int
    is_aside: bool
    mark: int
    failures: int
    not_before: float
    error: str

    @property
    def is_fresh(self) -> bool:
        return self.stale_since is None


COLUMNS = tuple(PageRow.__dataclass_fields__)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM page"


def _row(values: tuple) -> PageRow:
    found = dict(zip(COLUMNS, values, strict=True))
    found["headers"] = [(name, value) for name, value in json.loads(found["headers"])]
    found["is_aside"] = bool(found["is_aside"])
    return PageRow(**found)


class Index:
    """One index file. Each thread has a connection of its own; a transaction belongs to the thread that opened it."""

    def __init__(self, path: Path, is_read_only: bool = False) -> None:
        """Raises IndexCorrupt unless the file is there and of this version."""
        self.path = path
        self.is_read_only = is_read_only
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._file: Held | None = None
        if not is_read_only:
            self._require_version()

    @classmethod
    def create(cls, path: Path) -> None:
        """Make a new, empty index file. One that is lost is never made anew beside files that it would not know of."""
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        finally:
            connection.close()

    # --- connections -------------------------------------------------------------------------------------------

    @property
    def connection(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            # Not "ro": a reader of a write-ahead log has to be able to open the file beside it.
            address = f"{self.path.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(
                address, uri=True, timeout=TIMEOUT, isolation_level=None, check_same_thread=False
            )
            if self._file is None:
                self._file = hold(self.path)
            for pragma in ("PRAGMA query_only = ON",) if self.is_read_only else PRAGMAS:
                connection.execute(pragma)
            self._local.connection = connection
            self._all.append(connection)
        return connection

    def close(self) -> None:
        for connection in self._all:
            with suppress(sqlite3.Error):
                connection.close()
        self._all.clear()
        self._local = threading.local()
        self._file = None

    def is_in_place(self) -> bool:
        """Does its address still lead to the file that was opened?"""
        return self._file.is_at(self.path) if self._file else self.path.exists()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            # A process that has read the file before goes on by its memory when it is overwritten, and writes parts
            # of it back over what lies there: whatever is opened then looks right at the beginning and is not.
            if self._file is not None and not self._file.begins_with(MAGIC):
                raise IndexCorrupt("it is overwritten")
            yield
        except sqlite3.OperationalError:
            raise  # locked, full disk, no such file: not the file's fault
        except (sqlite3.DatabaseError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise IndexCorrupt(str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Alone among writers; all or nothing."""
        with self._guarded():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # Also where the disk had no room for the commit: the transaction would stay open.
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def _require_version(self) -> None:
        if not self.path.exists():
            raise IndexCorrupt("it is not there")
        with self._guarded():
            version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            raise IndexCorrupt(f"of another version: {version}")

    def check(self) -> None:
        """Raises IndexCorrupt unless the file is sound; reads all of it."""
        with self._guarded():
            found = self.connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise IndexCorrupt(str(found))

    # --- reading -----------------------------------------------------------------------------------------------

    def select(self, statement: str, *values: object) -> list[tuple]:
        with self._guarded():
            return self.connection.execute(statement, values).fetchall()

    def page(self, path: str) -> PageRow | None:
        return next(iter(self.pages("path = ?", path)), None)

    def pages(self, where: str, *values: object) -> list[PageRow]:
        """Rows by an SQL condition on `page`, which may end with ORDER BY and LIMIT."""
        with self._guarded():
            return [_row(found) for found in self.connection.execute(f"{_SELECT} WHERE {where}", values)]

    def keys_of(self, page: int) -> list[str]:
        """The surrogate keys of a page, sorted."""
        blobs = self.select("SELECT keys FROM page WHERE id = ?", page)
        numbers = unpack(blobs[0][0]) if blobs else []
        names: list[str] = []
        for start in range(0, len(numbers), CHUNK):
            part = numbers[start : start + CHUNK]
            names += [name for (name,) in self.select(f"SELECT name FROM key WHERE id IN ({marks(part)})", *part)]
        return sorted(names)

    def meta(self, name: str) -> str | None:
        return next((value for (value,) in self.select("SELECT value FROM meta WHERE name = ?", name)), None)

    # --- writing, inside a transaction -------------------------------------------------------------------------

    def set_meta(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def set_keys(self, page: int, keys: Iterable[str]) -> None:
        """Replace the surrogate keys of a page."""
        connection = self.connection
        new = set(self._key_numbers(keys))
        old = set(unpack(connection.execute("SELECT keys FROM page WHERE id = ?", (page,)).fetchone()[0]))
        if new == old:
            return
        connection.executemany("DELETE FROM page_key WHERE key = ? AND page = ?", [(key, page) for key in old - new])
        connection.executemany("INSERT OR IGNORE INTO page_key VALUES (?, ?)", [(key, page) for key in new - old])
        connection.execute("UPDATE page SET keys = ? WHERE id = ?", (pack(new), page))

    def _key_numbers(self, keys: Iterable[str]) -> list[int]:
        names = sorted(keys)
        found: dict[str, int] = {}
        for start in range(0, len(names), CHUNK):
            part = names[start : start + CHUNK]
            rows = self.connection.execute(f"SELECT name, id FROM key WHERE name IN ({marks(part)})", part)
            found.update(rows.fetchall())
        for name in names:
            if name not in found:
                found[name] = self.connection.execute("INSERT INTO key (name) VALUES (?)", (name,)).lastrowid
        return list(found.values())

    def forget(self, pages: Iterable[int]) -> None:
        """Remove rows with their keys."""
        connection = self.connection
        for page in list(pages):
            numbers = unpack(connection.execute("SELECT keys FROM page WHERE id = ?", (page,)).fetchone()[0])
            connection.executemany("DELETE FROM page_key WHERE key = ? AND page = ?", [(key, page) for key in numbers])
            connection.execute("DELETE FROM report_page WHERE page = ?", (page,))
            connection.execute("DELETE FROM page WHERE id = ?", (page,))


def marks(values: Iterable[object]) -> str:
    """`?,?,?`"""
    return ",".join("?" for _ in values)


def pack(numbers: Iterable[int]) -> bytes:
    return b"".join(number.to_bytes(4, "little") for number in sorted(numbers))


def unpack(blob: bytes) -> list[int]:
    return [int.from_bytes(blob[at : at + 4], "little") for at in range(0, len(blob), 4)]
