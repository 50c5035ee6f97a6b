"""The index as a process that answers readers has it open: looked after at most once a request."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import tantivy

from warraq.language.analysis import Analyser

from .engine import IndexBroken, guarded, open_index
from .places import Place, Stamp, doubt, site_place, stamp_of

logger = logging.getLogger("warraq.search")


class SearchAway(Exception):
    """There is no index to ask at this moment: the first one is being prepared, or its files have gone."""


@dataclass(frozen=True)
class Opened:
    """An index as it is now; it stays so for as long as somebody holds it."""

    name: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    stamp: Stamp

    def analyser(self, language: str) -> Analyser:
        return self.stamp.analyser(language)


_lock = threading.Lock()
_held: dict[str, tuple[str, tantivy.Index, Stamp]] = {}


def opened(place: Place | None = None) -> Opened:
    """The newest state of the index in use; SearchAway when there is none."""
    place = place or site_place()
    current = place.current()
    if current is None:
        raise SearchAway("the search is being prepared")
    try:
        name, index, stamp = _open(place, current.name)
        with guarded():
            index.reload()
            return Opened(name, index, index.searcher(), stamp)
    except (IndexBroken, OSError) as error:
        _held.pop(str(place.root), None)
        _tell(place, error)
        raise SearchAway("the search index cannot be read") from error


def _open(place: Place, name: str) -> tuple[str, tantivy.Index, Stamp]:
    with _lock:
        held = _held.get(str(place.root))
        if held is None or held[0] != name:
            stamp = stamp_of(place.root / name)
            if stamp is None or not stamp.is_readable:
                raise SearchAway("the search is being prepared for a new version")
            held = (name, open_index(place.root / name), stamp)
            _held[str(place.root)] = held
        return held


@contextmanager
def asking(place: Place | None = None) -> Iterator[Opened]:
    """The index for one question; what goes wrong with its files in the middle of it is SearchAway too."""
    place = place or site_place()
    found = opened(place)
    try:
        with guarded():
            yield found
    except (IndexBroken, OSError) as error:
        _tell(place, error)
        raise SearchAway("the search index cannot be read") from error


def _tell(place: Place, error: Exception) -> None:
    logger.error("the search index cannot be read: %s", error)
    current = place.current()
    if current is not None:
        doubt(current)
