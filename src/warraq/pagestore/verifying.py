"""The oracle: every stored page rendered afresh and compared byte for byte."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from warraq.changes import log
from warraq.changes.positions import Position

from .index import GONE, MOVED, OK
from .layout import file_of
from .rendering import render
from .store import Copy, Store
from .upkeep import orphans_of
from .views import NotStored

ATTEMPTS, PAUSE = 6, 0.3  # seconds, longer each time


@dataclass
class Verdict:
    """What was compared. `differing` pairs an address with what is wrong with its stored page."""

    pages: int = 0
    waiting: int = 0
    differing: list[tuple[str, str]] = field(default_factory=list)


def verify(store: Store, told: Callable[[int, int], None] = lambda done, total: None) -> Verdict:
    """Compare every page that readers can get now. One known to be old and put aside is not what they get."""
    verdict = Verdict()
    rows = store.index.select("SELECT path FROM page WHERE status != 0 AND is_aside = 0 ORDER BY id")
    verdict.waiting = store.index.select("SELECT count(*) FROM page WHERE stale_since IS NOT NULL")[0][0]
    for number, (path,) in enumerate(rows, start=1):
        wrong = _difference(store, path)
        if wrong is not None:
            verdict.differing.append((path, wrong))
        verdict.pages += 1
        told(number, len(rows))
    for file in orphans_of(store):
        verdict.differing.append((str(file.relative_to(store.run)), "a file that the index does not know"))
    return verdict


def _difference(store: Store, path: str) -> str | None:
    """What is wrong with a stored page; None when nothing is.

    While a change is on its way from the log to the page, the worker is given time to bring it there.
    """
    for attempt in range(ATTEMPTS):
        position = log.now()
        wrong = _compare(store, path, store.copy(path))
        row = store.index.page(path)
        if wrong is None or row is None:
            return None
        if row.is_fresh and not log.keys_since(position) and not _unread(store):
            return wrong
        time.sleep(PAUSE * attempt)
    return wrong


def _unread(store: Store) -> int:
    written = store.index.meta("position")
    position = Position.parse(written) if written else log.start()
    return log.lag(position).entries


def _compare(store: Store, path: str, copy: Copy | None) -> str | None:
    row = store.index.page(path)
    try:
        page = render(path)
    except NotStored:
        has_file = row is not None and (row.status == MOVED or file_of(store.tree_of(row.status), path).exists())
        return "there is no such page any more" if has_file else None
    if copy is None:
        is_missing = row is not None and row.is_fresh and row.status in (OK, MOVED, GONE)
        return "its file is missing or damaged" if is_missing else None
    if not copy.row.is_fresh and not file_of(store.tree_of(copy.row.status), path).exists():
        return None
    if (copy.row.status, copy.row.etag) != (page.status, page.etag) or copy.body != page.body:
        return f"stored {copy.row.status}, {len(copy.body)} bytes; afresh {page.status}, {len(page.body)} bytes"
    if copy.row.headers != page.headers:
        return f"other headers: {_header_difference(dict(copy.row.headers), dict(page.headers))}"
    return None if store.is_whole(copy.row) else "a file of it is damaged"


def _header_difference(stored: dict[str, str], afresh: dict[str, str]) -> str:
    """The headers that are not the same; of a list of keys, which of them went (-) and came (+)."""
    told = []
    for name in sorted(stored.keys() | afresh.keys()):
        before, after = stored.get(name, "").split(" "), afresh.get(name, "").split(" ")
        gone, come = set(before) - set(after), set(after) - set(before)
        if before != after:
            words = [f"-{word}" for word in sorted(gone)] + [f"+{word}" for word in sorted(come)]
            told.append(" ".join([name, *words]))
    return "; ".join(told)
