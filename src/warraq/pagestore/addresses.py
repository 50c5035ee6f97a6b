"""Which addresses there are: told to the store by whoever knows the content."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

_all: list[Callable[[], Iterable[str]]] = []
_of_subject: dict[str, Callable[[int], Iterable[str]]] = {}


def register_all(source: Callable[[], Iterable[str]]) -> None:
    """`source()` yields addresses (decoded paths) of everything readers can open now, the most important first."""
    if source not in _all:
        _all.append(source)


def register_subject(kind: str, source: Callable[[int], Iterable[str]]) -> None:
    """`source(pk)` gives the addresses that a change of this subject may have brought into being."""
    _of_subject[kind] = source


def all_addresses() -> Iterator[str]:
    return chain.from_iterable(source() for source in _all)


def addresses_of(subject: str) -> list[str]:
    """The addresses that a change of `story:42` may have brought into being; none for a kind nobody has named."""
    kind, _, number = subject.partition(":")
    source = _of_subject.get(kind)
    return list(source(int(number))) if source and number.isdigit() else []
