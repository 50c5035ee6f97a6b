"""What can be found: every package that has pages to offer registers their kind here.

A kind reads its pages from the database as they are now; the index, the snippets and the check that a page is
still open to readers all go through that one reading.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zlib import crc32

ROOM = 32  # bits of a document's number that hold the record's own


@dataclass(frozen=True, slots=True)
class Content:
    """What one record offers the search, as readers may see it at this moment.

    `names` are those of keywords, authors, dossiers and places. `facts` are object keys such as `section:5`: by them
    readers narrow a search, and by them the index knows which documents a change of that object concerns.
    """

    kind: str
    pk: int
    language: str  # the code of the edition
    title: str
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()
    at: datetime | None = None
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"


class Kind(ABC):
    """One kind of record. `name` is the word of its object keys, as in `story:42`."""

    name: ClassVar[str]
    # Raised whenever what is read of a record becomes another: the index is then built anew.
    version: ClassVar[int] = 1
    # Whose own changes alter what is indexed of a record that carries them among its facts.
    follows: ClassVar[tuple[str, ...]] = ()
    # False: offered while a reader types, never among the results.
    is_page: ClassVar[bool] = True

    @abstractmethod
    def numbers(self, after: int, count: int) -> list[int]:
        """The next numbers above `after` of records open to readers, in order."""

    @abstractmethod
    def read(self, pks: Sequence[int]) -> list[Content]:
        """Those of the records that readers may see now; in no order."""

    @abstractmethod
    def listed(self, pks: Sequence[int]) -> set[int]:
        """Which of them readers may see now, at the least cost."""

    def briefly(self, pks: Sequence[int]) -> list[Content]:
        """Those that readers may see now with title and address, and whatever else costs nothing."""
        return self.read(sorted(self.listed(pks)))

    def count(self) -> int:
        """How many there are to read, for showing how far a build has come."""
        return 0


_kinds: dict[str, Kind] = {}
_codes: dict[int, str] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind
    _codes[crc32(kind.name.encode())] = kind.name


def kinds() -> list[Kind]:
    return list(_kinds.values())


def versions() -> dict[str, int]:
    """The kinds an index holds, with what is read of each."""
    return {name: _kinds[name].version for name in sorted(_kinds)}


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def pages() -> list[Kind]:
    """The kinds that stand among the results."""
    return [found for found in _kinds.values() if found.is_page]


def number_of(kind: str, pk: int) -> int:
    """One number for a record of any kind, the same in every process."""
    return crc32(kind.encode()) << ROOM | pk


def record_of(number: int) -> tuple[str, int]:
    """The kind and number of a record; an empty kind when nobody offers it any more."""
    return _codes.get(number >> ROOM, ""), number & (1 << ROOM) - 1


def parsed(key: str) -> tuple[str, int] | None:
    """`story:42` as its kind and number, None for a key of anything else."""
    name, _, pk = key.partition(":")
    return (name, int(pk)) if pk.isdecimal() else None


def by_kind(keys: Iterable[str]) -> dict[Kind, list[int]]:
    """The registered kinds' records among object keys, sorted by kind."""
    found: dict[Kind, list[int]] = {}
    for key in sorted(keys):
        record = parsed(key)
        if record and record[0] in _kinds:
            found.setdefault(_kinds[record[0]], []).append(record[1])
    return found
