"""Writes pages and feeds into a mirror, several processes side by side."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db import DatabaseError, connections

from ..index import OK
from ..keeping import keep
from ..store import Store
from ..views import NotStored
from .linking import Found, Linker
from .mirror import IN_THE_WAY, RESERVED, Mirror, Result
from .rewriting import rewrite_page

CHUNK = 16


@dataclass
class Written:
    """A page of the mirror and what its links have led to; no result where the page has gone meanwhile."""

    path: str
    found: Found = field(default_factory=Found)
    result: Result | None = None
    problem: str = ""


def write_pages(paths: list[str], linker: Linker, mirror: Mirror, jobs: int) -> Iterator[Written]:
    """Write the pages of these addresses, each to the file that `linker` names for it."""
    write = partial(_write, linker=linker, mirror=mirror)
    if jobs < 2 or len(paths) < 2 * CHUNK:
        yield from map(write, paths)
        return
    # A connection cannot be shared with a child; each opens its own.
    connections.close_all()
    linker.store.index.close()
    _inherited.append(write)
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap_unordered(_write_inherited, paths, chunksize=CHUNK)
    finally:
        _inherited.pop()


# What a child finds in its memory: too large, and too much alive, to be sent to it.
_inherited: list[partial] = []


def _write_inherited(path: str) -> Written:
    return _inherited[-1](path)


def _write(path: str, linker: Linker, mirror: Mirror) -> Written:
    file = linker.contents.pages[path]
    if file in RESERVED:
        return Written(path, problem=f"the mirror has a file of its own called {file}")
    written = Written(path)
    found_before, linker.found = linker.found, written.found
    try:
        kind, body = _page(linker.store, path)
        written.result = mirror.write(file, _turned(body, path, file, kind, linker))
    except NotStored:
        pass  # withdrawn a moment ago
    except IN_THE_WAY as error:
        written.problem = str(error)
    except (DatabaseError, OSError):
        raise  # no page could be rendered, or written
    except Exception as error:
        written.problem = f"could not be rendered: {type(error).__name__}: {error}"
    finally:
        linker.found = found_before
    return written


def _page(store: Store, path: str) -> tuple[str, bytes]:
    """Type and text of a page as it is now, rendered again if something it shows has just changed."""
    copy = store.copy(path)
    if copy and copy.is_fresh and copy.row.status == OK:
        return dict(copy.row.headers).get("Content-Type", ""), copy.body
    page = keep(store, path).page
    if page.status != OK:
        raise NotStored
    return dict(page.headers).get("Content-Type", ""), page.body


def _turned(body: bytes, path: str, file: str, kind: str, linker: Linker) -> bytes:
    if kind.startswith("image/"):
        return body
    text = body.decode()
    if kind.startswith("text/html"):
        return rewrite_page(text, linker.changer(path, file), linker.rename).encode()
    # Feeds, sitemaps and robots.txt name full addresses only: readers of theirs know no page to start from.
    return linker.rename(text).encode()
