"""Names that are written in several ways: groups of spellings that are one name, in any script."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from ..tables import rows
from .words import fold


@dataclass(frozen=True)
class Names:
    """Groups of spellings; the first spelling of a group, folded and in one piece, is its term."""

    groups: tuple[tuple[str, ...], ...] = ()

    def with_groups(self, groups: Iterable[Iterable[str]]) -> "Names":
        """These names and others; where both know a spelling, the one added last decides."""
        return Names(self.groups + tuple(tuple(group) for group in groups))

    @cached_property
    def _spellings(self) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for group in self.groups:
            spellings = [words for words in (tuple(fold(spelling).split()) for spelling in group) if words]
            # A group that shares a spelling with an earlier one says more of the same name.
            terms = [found[words] for words in spellings if words in found]
            for words in spellings:
                found[words] = terms[0] if terms else _term(group[0], spellings[0])
        return found

    @cached_property
    def words(self) -> dict[str, str]:
        """Spellings of one word, each with its term."""
        return {words[0]: term for words, term in self._spellings.items() if len(words) == 1}

    @cached_property
    def phrases(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """Spellings of several words by their first, the longest first."""
        found = defaultdict(list)
        for words, term in sorted(self._spellings.items(), key=lambda spelling: -len(spelling[0])):
            if len(words) > 1:
                found[words[0]].append((words, term))
        return dict(found)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(self._spellings.values())

    @cached_property
    def version(self) -> str:
        return sha256(repr(sorted(self._spellings.items())).encode()).hexdigest()[:12]


def _term(spelling: str, words: tuple[str, ...]) -> str:
    """A name in one piece; an article falls off as it does in other words, the alef of «ألمانيا» is none."""
    if len(words) == 1 and spelling.startswith("ال") and len(words[0]) > 4:
        return words[0].removeprefix("ال")
    return "".join(words)


BUILT_IN_NAMES = Names(tuple(tuple(row[0].split(" | ")) for row in rows("names.tsv")))
