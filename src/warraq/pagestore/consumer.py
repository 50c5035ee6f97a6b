"""The page store as a consumer of the change log: this node's pages follow this node's place in it."""

import sqlite3

from warraq.changes import log
from warraq.changes.consumers import NodeConsumer
from warraq.changes.positions import Entry, Position

from . import marking
from .addresses import addresses_of, all_addresses
from .fingerprint import fingerprint
from .index import IndexCorrupt
from .store import Store

CHUNK = 500


class PageStoreConsumer(NodeConsumer):
    """Marks pages stale, takes away what was unpublished, remembers new addresses."""

    name = "pages"

    def __init__(self, store: Store) -> None:
        self.store = store

    def load_position(self) -> Position | None:
        try:
            with self.store.healing():
                written = self.store.index.meta("position")
        except (IndexCorrupt, sqlite3.DatabaseError):
            return None
        return _parsed(written)

    def handle(self, entries: list[Entry], position: Position) -> None:
        wanted: dict[str, list[str]] = {}
        # What an import has brought is found by a look at everything, in the background.
        is_import = marking.is_import(entries)
        if not is_import:
            wanted = {entry.subject: addresses_of(entry.subject) for entry in marking.urgent(entries)}
        with self.store.healing():
            marking.apply(self.store, entries, wanted, str(position))
            if is_import:
                want_everything_again(self.store)

    def start_over(self) -> Position:
        """Nothing that is stored can be trusted: the log is another one than the pages were made from."""
        position = log.now()
        with self.store.healing():
            marking.mark_all_stale(self.store, "the change log was lost, restored or is read for the first time")
            want_everything_again(self.store)
        return position


def want_everything_again(store: Store) -> None:
    """Let the next quiet moment look for addresses that have no page yet."""
    with store.index.transaction():
        store.index.set_meta("is_complete", "")


def complete(store: Store) -> int:
    """Note every address that has no page yet, for the background to render; how many there were."""
    if store.index.meta("is_complete"):
        return 0
    position, added = log.now(), 0
    chunk: list[str] = []
    for path in all_addresses():
        chunk.append(path)
        if len(chunk) == CHUNK:
            added += marking.want(store, chunk)
            chunk = []
    added += marking.want(store, chunk)
    with store.index.transaction():
        store.index.set_meta("is_complete", str(position))
    return added


def notice_new_looks(store: Store) -> bool:
    """Mark everything stale if code, templates or settings are others than the pages were made with."""
    looks = fingerprint()
    if store.index.meta("looks") == looks:
        return False
    marking.mark_all_stale(store, "templates, code or settings have changed")
    with store.index.transaction():
        store.index.set_meta("looks", looks)
    return True


def _parsed(written: str | None) -> Position | None:
    try:
        return Position.parse(written) if written else None
    except ValueError:
        return None
