"""What a CDN still has to be told, kept in the index until it has been: a page's address, a key, or everything.

Written in the transaction that puts new bytes in place or takes them away, by whichever process does so; sent and
crossed out by `purging.py`. Knows no framework.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .index import WANTED, Index
from .ranks import QUIET

PAGE, KEY, EVERYTHING = "page", "key", "everything"
# Old copies that readers of the origin still get. One put aside is rendered first, a failing one stays as it is, and
# from the rank QUIET on what readers have is still true.
_OLD = f"stale_since IS NOT NULL AND rank < {QUIET} AND is_aside = 0 AND failures = 0 AND status != {WANTED}"
_SHOWS_OLD = (
    "SELECT 1 FROM key JOIN page_key ON page_key.key = key.id JOIN page ON page.id = page_key.page "
    f"WHERE key.name = purge.name AND {_OLD}"
)
_READY = (
    "CASE WHEN waits = 0 THEN 1 "
    f"WHEN kind = '{KEY}' THEN NOT EXISTS ({_SHOWS_OLD}) "
    f"ELSE NOT EXISTS (SELECT 1 FROM page WHERE {_OLD}) END"
)


@dataclass(frozen=True)
class Purge:
    """One thing to be told, and since when."""

    kind: str
    name: str
    since: float


# --- written inside a transaction of the index ---------------------------------------------------------------------


def note_page(index: Index, path: str) -> None:
    """The bytes of this address are others now, or gone."""
    _note(index, PAGE, [path], waits=False)


def note_keys(index: Index, keys: Iterable[str], waits: bool = True) -> None:
    """Whatever shows these keys and is not in the store; `waits` for the stored pages that show them to be fresh."""
    _note(index, KEY, keys, waits)


def note_everything(index: Index) -> None:
    """All of it, once no old page is left."""
    _note(index, EVERYTHING, [""], waits=True)


def _note(index: Index, kind: str, names: Iterable[str], waits: bool) -> None:
    now = time.time()
    index.connection.executemany(
        "INSERT OR REPLACE INTO purge (kind, name, since, waits) VALUES (?, ?, ?, ?)",
        [(kind, name, now, waits) for name in names],
    )


# --- read and crossed out by the one who sends ---------------------------------------------------------------------


def count(index: Index) -> int:
    return index.select("SELECT count(*) FROM purge")[0][0]


def ready(index: Index, before: float, limit: int) -> list[Purge]:
    """What may be sent now and was noted before that moment, the oldest first."""
    rows = index.select(
        f"SELECT kind, name, since FROM purge WHERE since <= ? AND {_READY} ORDER BY since LIMIT ?", before, limit
    )
    return [Purge(*row) for row in rows]


def cross_out(index: Index, done: Sequence[Purge]) -> None:
    """These have been told; one that was noted again meanwhile stays."""
    with index.transaction() as connection:
        connection.executemany(
            "DELETE FROM purge WHERE kind = ? AND name = ? AND since = ?", [(p.kind, p.name, p.since) for p in done]
        )


def cross_out_before(index: Index, moment: float) -> None:
    """Everything noted until then has been told at once."""
    with index.transaction() as connection:
        connection.execute("DELETE FROM purge WHERE since <= ?", (moment,))


def name_every_page(index: Index) -> None:
    """For a CDN that cannot be told “everything”: each address by itself."""
    with index.transaction() as connection:
        connection.execute("DELETE FROM purge WHERE kind = ?", (EVERYTHING,))
        connection.execute(
            "INSERT OR IGNORE INTO purge (kind, name, since, waits) SELECT ?, path, ?, 0 FROM page",
            (PAGE, time.time()),
        )
