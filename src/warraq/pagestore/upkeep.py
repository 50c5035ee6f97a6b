"""What the worker does with the store besides rendering: the queue, copies put aside, better compression, checks."""

import json
import os
import random
import time
import zlib
from contextlib import suppress
from pathlib import Path

import brotli

from .index import GONE, OK, PageRow, marks
from .layout import ENDINGS, file_of
from .ranks import BULK, OTHER
from .store import BROTLI_LEVEL_LATER, Store, is_full

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0  # seconds before a page that could not be rendered is tried again
POPULAR = 200


def take_work(store: Store, count: int) -> list[PageRow]:
    """The stale pages whose turn it is: by rank, then the longest stale; most read first in the background."""
    index, now = store.index, time.time()
    rows = index.pages(
        "stale_since IS NOT NULL AND not_before <= ? AND rank < ? ORDER BY rank, stale_since, id LIMIT ?",
        now,
        BULK,
        count,
    )
    if rows:
        return rows
    if popular := popular_paths(store)[:POPULAR]:
        rows = index.pages(
            f"stale_since IS NOT NULL AND not_before <= ? AND path IN ({marks(popular)}) LIMIT ?", now, *popular, count
        )
    return rows or index.pages(
        "stale_since IS NOT NULL AND not_before <= ? ORDER BY rank, stale_since, id LIMIT ?", now, count
    )


def popular_paths(store: Store) -> list[str]:
    """What readers ask for most, as counted by the process that serves; empty where it has not counted."""
    try:
        counts = json.loads((store.root / "popular.json").read_text("utf-8"))
        return sorted(counts, key=counts.get, reverse=True)
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def waiting(store: Store) -> int:
    """How many pages are stale or not rendered yet."""
    return store.index.select("SELECT count(*) FROM page WHERE stale_since IS NOT NULL")[0][0]


def note_failure(store: Store, path: str, error: str) -> None:
    """A page that cannot be rendered waits, longer each time, and tells the newsroom why."""
    index = store.index
    with index.transaction() as connection:
        row = index.page(path)
        if row is None:
            return
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**row.failures) * random.uniform(0.8, 1.2)
        connection.execute(
            "UPDATE page SET failures = failures + 1, not_before = ?, error = ? WHERE id = ?",
            (time.time() + pause, error[:2_000], row.id),
        )


def put_later(store: Store, path: str) -> None:
    """A page whose content changes faster than it is rendered lets others go first for a moment."""
    with store.index.transaction() as connection:
        connection.execute("UPDATE page SET not_before = ? WHERE path = ?", (time.time() + FIRST_PAUSE, path))


def set_aside(store: Store, count: int = 500) -> int:
    """Move copies that wait for a background render out of readers' way: asking for one renders it first."""
    index, old = store.index, store.old
    with index.transaction() as connection:
        rows = index.pages("stale_since IS NOT NULL AND rank = ? AND is_aside = 0 LIMIT ?", BULK, count)
        for row in rows:
            for encoding in ENDINGS:
                target = file_of(old, row.path, encoding)
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):
                    file_of(store.tree_of(row.status), row.path, encoding).replace(target)
        connection.executemany("UPDATE page SET is_aside = 1 WHERE id = ?", [(row.id,) for row in rows])
    if rows:
        store.generation.advance()
    return len(rows)


def improve(store: Store, count: int = 20) -> int:
    """Compress better what has been fresh for a while; nobody waits for it."""
    index = store.index
    rows = index.pages(
        "br_level < ? AND gzip_crc IS NOT NULL AND stale_since IS NULL AND changed_at < ? LIMIT ?",
        BROTLI_LEVEL_LATER,
        time.time() - 60,
        count,
    )
    for row in rows:
        copy, file = store.copy(row.path), file_of(store.tree_of(row.status), row.path, "br")
        if copy is None or not file.exists():
            mark_damaged(store, [row.id])
            continue
        data = brotli.compress(copy.body, mode=brotli.MODE_TEXT, quality=BROTLI_LEVEL_LATER)
        try:
            temporary = store.write_temporary(data)
        except OSError as error:
            if not is_full(error):
                raise
            return 0  # nobody waits for it
        with index.transaction() as connection:
            done = connection.execute(
                "UPDATE page SET br_crc = ?, br_level = ?, bytes = bytes + ? "
                "WHERE id = ? AND etag = ? AND stale_since IS NULL",
                (zlib.crc32(data), BROTLI_LEVEL_LATER, len(data) - file.stat().st_size, row.id, row.etag),
            )
            if done.rowcount:
                temporary.replace(file)
        temporary.unlink(missing_ok=True)
    if rows:
        store.generation.advance()
    return len(rows)


def check_files(store: Store) -> tuple[int, int]:
    """After a crash of the machine: compare every file with its row.

    (rows whose file is missing or damaged, now stale; files that no row knows, now removed)
    """
    index = store.index
    damaged: list[int] = []
    known: set[Path] = set()
    asked = "SELECT id, path, status, is_aside, gzip_crc, br_crc FROM page WHERE status IN (?, ?)"
    rows = index.select(asked, OK, GONE)
    for number, path, status, is_aside, *crcs in rows:
        for encoding, crc in zip(("gzip", "br"), crcs, strict=True):
            file = file_of(store.tree_of(status), path, encoding)
            if crc is None:
                continue
            known.add(file)
            if not is_aside and not has_crc(file, crc):
                damaged.append(number)
                file.unlink(missing_ok=True)
    orphans = [file for tree in (store.pages, store.gone) for file in _files_of(tree) if file not in known]
    for file in orphans:
        file.unlink(missing_ok=True)
    mark_damaged(store, damaged)
    store.generation.advance()
    return len(set(damaged)), len(orphans)


def orphans_of(store: Store) -> list[Path]:
    """Files among the pages that no row knows: nobody would ever refresh them."""
    rows = store.index.select("SELECT path, status FROM page WHERE status IN (?, ?)", OK, GONE)
    known = {file_of(store.tree_of(status), path, encoding) for path, status in rows for encoding in ENDINGS}
    return [file for tree in (store.pages, store.gone) for file in _files_of(tree) if file not in known]


def evict(store: Store, limit: int) -> int:
    """Keep the store under `limit` bytes: pages whose content has stood longest go first, fronts never."""
    index = store.index
    total = index.select("SELECT COALESCE(sum(bytes), 0) FROM page")[0][0]
    popular, removed = set(popular_paths(store)), 0
    while total > limit:
        rows = index.pages("gzip_crc IS NOT NULL AND kind NOT IN ('front', 'list') ORDER BY changed_at LIMIT 500")
        rows = [row for row in rows if row.path not in popular] or rows
        if not rows:
            break
        for row in rows:
            if total <= limit:
                break
            store.drop(row.path)
            total, removed = total - row.bytes, removed + 1
    return removed


def mark_damaged(store: Store, pages: list[int]) -> None:
    """Pages whose files are not what their rows say are rendered again soon."""
    with store.index.transaction() as connection:
        connection.executemany(
            "UPDATE page SET stale_since = COALESCE(stale_since, ?), mark = random(), rank = MIN(rank, ?) WHERE id = ?",
            [(time.time(), OTHER, page) for page in pages],
        )


def has_crc(file: Path, crc: int) -> bool:
    with suppress(OSError):
        return zlib.crc32(file.read_bytes()) == crc
    return False


def _files_of(tree: Path) -> list[Path]:
    return [Path(place) / name for place, _directories, names in os.walk(tree) for name in names]
