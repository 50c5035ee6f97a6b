"""Renders pages into the store: the one way by which a page gets there."""

import logging
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from warraq.changes import log

from .layout import is_storable
from .rendering import render
from .store import Outcome, Rendered, Store
from .views import NotStored

logger = logging.getLogger("warraq.pagestore")
# Each time something the page shows changed while it was rendered; after that it stays marked, for a calmer moment.
ATTEMPTS = 4


@cache
def site_store() -> Store:
    """The store of this site on this machine."""
    return Store(settings.WARRAQ_STORE, has_cdn=bool(getattr(settings, "WAGTAILFRONTENDCACHE", None)))


@dataclass(frozen=True)
class Kept:
    """A page just rendered; `is_stored` is False where it is good for one reader only.

    `is_outdated`: it was not stored because what it shows changed each time before it was done.
    """

    page: Rendered
    is_stored: bool
    is_outdated: bool = False


def keep(store: Store, path: str) -> Kept:
    """Render a page and store it; NotStored where there is none for everybody (and then none is left stored).

    The place in the log is noted before the render begins. When it ends, whatever was logged since is compared with
    the keys of the render: a change that arrives in its middle makes it begin again.
    """
    for _attempt in range(ATTEMPTS):
        position = log.now()
        try:
            page = render(path)
        except NotStored:
            if is_storable(path) and store.index.page(path):
                store.drop(path)
            raise
        if not page.is_bounded and store.index.page(path) is None:
            return Kept(page, is_stored=False)
        outcome = store.put(page, lambda keys, since=position: not keys.isdisjoint(log.keys_since(since)))
        if outcome is Outcome.STORED:
            return Kept(page, is_stored=True)
        if outcome is Outcome.NO_ROOM:
            logger.error("the disk of the page store is full: %s is rendered for every reader", path)
            return Kept(page, is_stored=False)
    return Kept(page, is_stored=False, is_outdated=True)
