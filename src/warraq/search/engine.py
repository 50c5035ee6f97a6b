"""tantivy, with its failures told apart: no room, a damaged index, and panics, which are no errors to Python."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from .schema import SCHEMA

WRITER_MEMORY = 20_000_000  # bytes; tantivy asks for 15 at least
BUILDER_MEMORY = 80_000_000
_NO_ROOM = ("No space left", "os error 28", "os error 122", "Disk quota")


class IndexBroken(OSError):
    """The index cannot be read or written as what it should be; like a failing disk, waited for until it is mended."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EIO, reason)


class Refused(Exception):
    """A sound index does not take what it was given: the fault is that of the document."""


@contextmanager
def guarded() -> Iterator[None]:
    """Panics and tantivy's errors as IndexBroken; a full disk as the OSError it is."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise _told(error) from error
    except BaseException as error:
        # A panic in Rust arrives as an exception that `except Exception` lets through.
        if type(error).__name__ != "PanicException":
            raise
        raise _told(error) from error


def _told(error: BaseException) -> Exception:
    text = str(error)
    if any(sign in text for sign in _NO_ROOM):
        return OSError(errno.ENOSPC, f"no room for the search index: {text[:200]}")
    return IndexBroken(text[:500])


def create(path: Path) -> tantivy.Index:
    with guarded():
        return tantivy.Index(SCHEMA, str(path), reuse=False)


def open_index(path: Path) -> tantivy.Index:
    with guarded():
        index = tantivy.Index.open(str(path))
        # Readers look once a request; a watcher of its own would be a thread for nothing.
        index.config_reader(reload_policy="manual")
        return index
