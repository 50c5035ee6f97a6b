"""From entries of the change log to stale pages: what shows a changed key is marked, what went away is removed.

Knows the log only by the shape of its entries (`id`, `kind`, `subject`, `keys`, `at`).
"""

import secrets
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from . import purgelist
from .index import WANTED, Index, marks
from .layout import is_storable
from .ranks import BUILD, BULK, OF_KIND, OTHER, QUIET, SUBJECT
from .reports import KEPT, LISTED, finish_reports
from .store import Store, is_full

# More pages than that at once are rendered when somebody asks for them, and in the background.
AT_ONCE = 300
# Beyond that a batch is an import: the newsroom does not wait for a report on every change of it.
FEW = 50
REMOVALS = ("unpublished", "deleted")
REFINED = "refined"


class Entry(Protocol):
    id: int
    kind: str
    subject: str
    keys: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Marked:
    """What a batch of changes did to the store."""

    stale: int
    removed: int


def urgent(entries: Iterable[Entry]) -> list[Entry]:
    """Those that somebody waits for."""
    return [entry for entry in entries if entry.kind != REFINED]


def is_import(entries: Iterable[Entry]) -> bool:
    """More changes at once than newsrooms make by hand? Pictures that got another format are not counted."""
    return len(urgent(entries)) > FEW


def apply(store: Store, entries: Sequence[Entry], wanted: Mapping[str, list[str]], position: str) -> Marked:
    """Mark and remove what the entries name, remember the addresses they brought into being, keep the position.

    `wanted` names, by subject, addresses that may be new.

    All in one transaction of the index, but for the files of removed pages, which go first: a process killed in
    between has only removed files that it will remove again. Where there is no room to note anything, the files of
    all pages that show what changed go too: better no page than an old one, and what goes makes room.
    """
    try:
        return _apply(store, entries, wanted, position)
    except (OSError, sqlite3.OperationalError) as error:
        if is_full(error):
            for path in _showing(store.index, {key for entry in entries for key in entry.keys}):
                store.withdraw(path)
        raise


def _apply(store: Store, entries: Sequence[Entry], wanted: Mapping[str, list[str]], position: str) -> Marked:
    index = store.index
    gone = {entry.subject for entry in entries if entry.kind in REMOVALS}
    removed = _remove(store, index, gone)
    awaited = urgent(entries)
    with index.transaction():
        stale = mark_stale(index, {key for entry in awaited for key in entry.keys})
        stale += mark_stale(index, {key for entry in entries if entry.kind == REFINED for key in entry.keys}, QUIET)
        if store.has_cdn:
            purgelist.note_keys(index, {key for entry in awaited for key in entry.keys} - gone)
        _put_first(index, [entry.subject for entry in awaited])
        _add_wanted(index, (path for paths in wanted.values() for path in paths))
        if not is_import(entries):
            for entry in awaited:
                _report(index, entry, wanted.get(entry.subject, []), removed)
        _put_off(index)
        index.set_meta("position", position)
        index.set_meta("consumed_at", str(time.time()))
    return Marked(stale, sum(removed.values()))


def mark_all_stale(store: Store, reason: str, position: str | None = None) -> None:
    """Everything may have changed: templates, settings, the style sheet, or the log itself was replaced."""
    index = store.index
    with index.transaction() as connection:
        connection.execute(
            "UPDATE page SET stale_since = COALESCE(stale_since, ?), mark = random(), rank = MIN(rank, ?)",
            (time.time(), OTHER),
        )
        _rank(index)
        _put_off(index)
        if store.has_cdn:
            purgelist.note_everything(index)
        index.set_meta("last_bulk", reason)
        if position is not None:
            index.set_meta("position", position)


def mark_page(store: Store, path: str) -> bool:
    """Ask for one page anew, before all others; False when the store does not know it."""
    index = store.index
    with index.transaction() as connection:
        found = connection.execute(
            "UPDATE page SET stale_since = COALESCE(stale_since, ?), mark = ?, rank = ?, failures = 0, not_before = 0 "
            "WHERE path = ?",
            (time.time(), secrets.randbits(62), SUBJECT, path),
        )
        return found.rowcount > 0


def want(store: Store, paths: Iterable[str], rank: int = BUILD) -> int:
    """Remember addresses whose pages have not been rendered yet; how many were new."""
    index = store.index
    with index.transaction():
        return _add_wanted(index, paths, rank)


def mark_stale(index: Index, keys: set[str], rank: int = OTHER) -> int:
    """Mark every page that shows one of the keys; how many there are.

    With the rank QUIET, a page that waits already keeps its place in the queue."""
    numbers = _numbers(index, keys)
    if not numbers:
        return 0
    connection = index.connection
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS hit (page INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM hit")
    for key in numbers:
        connection.execute("INSERT OR IGNORE INTO hit SELECT page FROM page_key WHERE key = ?", (key,))
    # A page that waits for its first background render, or for its turn after a coarse change, moves forward.
    connection.execute(
        "UPDATE page SET stale_since = COALESCE(stale_since, ?), mark = random(), not_before = 0, "
        "rank = CASE WHEN ? THEN MIN(CASE WHEN stale_since IS NULL THEN ? ELSE rank END, ?) ELSE ? END "
        "WHERE id IN (SELECT page FROM hit)",
        (time.time(), rank == QUIET, QUIET, QUIET, rank),
    )
    if rank == OTHER:
        _rank(index, "id IN (SELECT page FROM hit)")
    return connection.execute("SELECT count(*) FROM hit").fetchone()[0]


def _showing(index: Index, keys: set[str]) -> list[str]:
    """The addresses of the pages that show one of the keys; writes nothing."""
    asked = "SELECT path FROM page JOIN page_key ON page = id WHERE key = ?"
    return [path for key in _numbers(index, keys) for (path,) in index.select(asked, key)]


def _rank(index: Index, where: str = "1") -> None:
    for kind, rank in OF_KIND.items():
        index.connection.execute(
            f"UPDATE page SET rank = ? WHERE kind = ? AND rank = ? AND {where}", (rank, kind, OTHER)
        )


def _numbers(index: Index, keys: set[str]) -> list[int]:
    names, numbers = sorted(keys), []
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        rows = index.connection.execute(f"SELECT id FROM key WHERE name IN ({marks(part)})", part)
        numbers += [number for (number,) in rows]
    return numbers


def _remove(store: Store, index: Index, subjects: set[str]) -> dict[str, int]:
    """Take the pages of these subjects away: files first, then rows. How many of each."""
    removed: dict[str, int] = {}
    for subject in sorted(subjects):
        rows = index.pages("subject = ?", subject)
        for row in rows:
            store.withdraw(row.path)
        with index.transaction():
            # A render that began before may have announced itself again: its row goes too, and so its right to store.
            rows = index.pages("subject = ?", subject)
            for row in rows:
                finish_reports(index, row.id, time.time())
            index.forget(row.id for row in rows)
            for row in rows:
                store.withdraw(row.path)
            if store.has_cdn:
                # At once: what is gone is worse to show than what is a second old.
                purgelist.note_keys(index, {subject}, waits=False)
                for row in rows:
                    purgelist.note_page(index, row.path)
        removed[subject] = len(rows)
    return removed


def _put_first(index: Index, subjects: list[str]) -> None:
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        index.connection.execute(
            f"UPDATE page SET rank = ? WHERE stale_since IS NOT NULL AND rank < ? AND subject IN ({marks(part)})",
            (SUBJECT, BULK, *part),
        )


def _add_wanted(index: Index, paths: Iterable[str], rank: int = SUBJECT) -> int:
    now, added = time.time(), 0
    for path in paths:
        if is_storable(path):
            found = index.connection.execute(
                "INSERT OR IGNORE INTO page (path, status, stale_since, rank) VALUES (?, ?, ?, ?)",
                (path, WANTED, now, rank),
            )
            added += found.rowcount
    return added


def _put_off(index: Index) -> None:
    """What is too much to be rendered before anything else goes to the end of the queue."""
    index.connection.execute(
        "UPDATE page SET rank = ? WHERE id IN (SELECT id FROM page WHERE stale_since IS NOT NULL AND rank < ? "
        "ORDER BY rank, stale_since LIMIT -1 OFFSET ?)",
        (BULK, BULK, AT_ONCE),
    )


def _report(index: Index, entry: Entry, wanted: list[str], removed: dict[str, int]) -> None:
    """Note for the newsroom how many pages the change has hit and, of the first so many, which."""
    connection = index.connection
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS told (page INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM told")
    for key in _numbers(index, set(entry.keys)):
        connection.execute("INSERT OR IGNORE INTO told SELECT page FROM page_key WHERE key = ?", (key,))
    new = "INSERT OR IGNORE INTO told SELECT id FROM page WHERE stale_since IS NOT NULL AND"
    connection.execute(f"{new} subject = ?", (entry.subject,))
    connection.executemany(f"{new} path = ?", [(path,) for path in wanted])
    (hit,) = connection.execute("SELECT count(*) FROM told").fetchone()
    gone = removed.get(entry.subject, 0) if entry.kind in REMOVALS else 0
    now = time.time()
    connection.execute(
        "INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.id, entry.subject, entry.kind, entry.at.timestamp(), now, hit, gone, None if hit else now),
    )
    # A change may be handed over twice: what the first time has left would never be done.
    connection.execute("DELETE FROM report_page WHERE change = ?", (entry.id,))
    connection.execute(
        "INSERT INTO report_page SELECT ?, id, NULL FROM told JOIN page ON id = told.page ORDER BY rank, id LIMIT ?",
        (entry.id, LISTED),
    )
    oldest = entry.id - KEPT
    connection.execute("DELETE FROM report WHERE change < ?", (oldest,))
    connection.execute("DELETE FROM report_page WHERE change < ?", (oldest,))
