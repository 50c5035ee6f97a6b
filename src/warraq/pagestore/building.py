"""Renders everything ahead of need, several processes side by side; what is done already is not done again."""

import multiprocessing
import time
from collections.abc import Callable, Iterator

from django.db import connections

from warraq.changes import log
from warraq.changes.runner import Runner
from warraq.changes.sharing import share_from_now_on, sharing

from .consumer import PageStoreConsumer, complete
from .keeping import keep, site_store
from .store import Store
from .upkeep import note_failure, waiting
from .views import NotStored

CHUNK = 16


def catch_up(store: Store) -> None:
    """Read the change log to its end, as the worker would."""
    runner = Runner(PageStoreConsumer(store))
    while runner.step():
        pass
    complete(store)


def wait_for_worker(store: Store, seconds: float) -> None:
    """Until nothing in the log is unread and no page waits to be rendered; does the reading itself if nobody does."""
    until = time.monotonic() + seconds
    before: int | None = None
    while time.monotonic() < until:
        left = _unread(store) + waiting(store)
        if left == 0 or left == before:
            break
        before = left
        time.sleep(2)
    if _unread(store):
        catch_up(store)


def _unread(store: Store) -> int:
    position = PageStoreConsumer(store).load_position()
    if position is None or not log.belongs(position):
        return 1
    return log.lag(position).entries


def build(store: Store, jobs: int, told: Callable[[int, int], None]) -> int:
    """Render every page that is stale or missing, most urgent first; how many were tried."""
    rows = store.index.select("SELECT path FROM page WHERE stale_since IS NOT NULL ORDER BY rank, id")
    paths, done = [path for (path,) in rows], 0
    for _path in _rendered(paths, jobs):
        done += 1
        told(done, len(paths))
    return done


def _rendered(paths: list[str], jobs: int) -> Iterator[str]:
    if jobs < 2 or len(paths) < 2 * CHUNK:
        with sharing():
            yield from map(_render, paths)
        return
    # A connection cannot be shared with a child; each opens its own.
    connections.close_all()
    site_store().index.close()
    with multiprocessing.get_context("fork").Pool(jobs, initializer=share_from_now_on) as pool:
        yield from pool.imap_unordered(_render, paths, chunksize=CHUNK)


def _render(path: str) -> str:
    store = site_store()
    try:
        keep(store, path)
    except NotStored:
        pass
    except Exception as error:
        note_failure(store, path, f"{type(error).__name__}: {error}")
    return path
