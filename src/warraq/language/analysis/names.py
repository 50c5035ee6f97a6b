"""Names that are written in several ways: groups of spellings that are one name, in any script."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .words import fold

_ARTICLE = "ال"


@dataclass(frozen=True)
class Names:
    """Groups of spellings; the first spelling of a group, folded and in one piece, is its term."""

    groups: tuple[tuple[str, ...], ...] = ()

    def with_groups(self, groups: Iterable[Iterable[str]]) -> "Names":
        """These names and others; where both know a spelling, the one added last decides."""
        return Names(self.groups + tuple(tuple(group) for group in groups))

    @cached_property
    def terms(self) -> dict[tuple[str, ...], str]:
        """The folded words of every spelling, and the term they stand for."""
        found: dict[tuple[str, ...], str] = {}
        for group in self.groups:
            spellings = [words for words in (tuple(fold(spelling).split()) for spelling in group) if words]
            for words in spellings:
                found[words] = "".join(spellings[0])
        return found

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.terms), default=1)

    @cached_property
    def version(self) -> str:
        return sha256(repr(sorted(self.terms.items())).encode()).hexdigest()[:12]


BUILT_IN_NAMES = Names()
