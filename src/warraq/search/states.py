"""How the index of this machine is doing: what the worker says of it, and what lies on the disk."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import tantivy
from tantivy import Query

from . import kinds
from .engine import IndexBroken, guarded, open_index
from .models import groups_of_editors
from .places import Place, site_place, stamp_of, stamp_with
from .reading import Opened
from .schema import FACTS, KEY, NOTE, SCHEMA
from .writer import POSITION, WAITS

FILE = "state.json"


@dataclass(frozen=True)
class Told:
    """The worker's word: how far a build has come, and what keeps it from going on."""

    at: float = 0.0
    done: int = 0
    all: int = 0
    error: str = ""

    @property
    def is_building(self) -> bool:
        return self.all > 0


def tell(place: Place, told: Told) -> None:
    """Written by the worker; a disk without room is no reason to stop."""
    with suppress(OSError):
        temporary = place.root / f"{FILE}.new"
        temporary.write_text(json.dumps(asdict(told)), "utf-8")
        temporary.replace(place.root / FILE)


def told(place: Place) -> Told:
    try:
        return Told(**json.loads((place.root / FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Told()


@dataclass(frozen=True)
class State:
    """`path` is None before the first index is ready."""

    path: Path | None
    is_newest: bool
    records: int
    by_kind: dict[str, int]
    bytes: int
    told: Told

    @property
    def has_index(self) -> bool:
        return self.path is not None


def state_of(place: Place | None = None) -> State:
    """What `warraq search status` and `warraq doctor` say."""
    place = place or site_place()
    path, word = place.current(), told(place)
    if path is None:
        return State(None, False, 0, {}, 0, word)
    size = sum(file.stat().st_size for file in path.iterdir() if file.is_file())
    is_newest = stamp_of(path) == stamp_with(groups_of_editors())
    try:
        counted = dict(_counted(path))
    except IndexBroken as error:
        word = Told(time.time(), error=word.error or str(error))
        counted = {}
    return State(path, is_newest, sum(counted.values()), counted, size, word)


def notes(index: Opened) -> tuple[str, int]:
    """The place in the log that stands in an index, and how many records wait for a look."""
    with guarded():
        found = index.searcher.search(Query.term_query(SCHEMA, KEY, POSITION, index_option="basic"), 1, count=False)
        written = [index.searcher.doc(address).get_first(NOTE) for _score, address in found.hits]
        return str(written[0]) if written else "", _count(index.searcher, WAITS)


def _counted(path: Path) -> Iterator[tuple[str, int]]:
    searcher = open_index(path).searcher()
    for kind in kinds.kinds():
        yield kind.name, _count(searcher, f"kind:{kind.name}")


def _count(searcher: tantivy.Searcher, fact: str) -> int:
    # The frequency of a term would count what was removed and not yet swept out.
    with guarded():
        return searcher.search(Query.term_query(SCHEMA, FACTS, fact, index_option="basic"), 1).count
