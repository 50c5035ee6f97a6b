"""Names of two words that are also written as one: عبد الله, أبو ظبي, صلاح الدين. At most one term comes of them."""

from collections.abc import Container
from itertools import chain

from ..tables import rows
from .endings import LETTERS, double_proclitics, proclitics
from .letters import plain, written

_SERVANT, _FATHER = "عبد", "ابو"
_FATHERS = ("ابو", "ابي", "ابا")
_GOD, _FAITH = "الله", "الدين"
_SHORTEST = 3  # letters of the second part of a solid name


def _firsts(second: str) -> frozenset[str]:
    return frozenset(
        plain(written(word)) for key, words in rows("compounds.tsv") for word in words.split() if key == second
    )


_BEFORE = {_GOD: _firsts("الله"), _FAITH: _firsts("الدين")}
_ALL_FIRSTS = frozenset({_SERVANT, *_FATHERS}.union(*_BEFORE.values()))
# What follows عبد without an article.
_MASTERS = _firsts("عبد")


def leads(word: str, others: Container[str]) -> tuple[str, ...]:
    """The first parts of a name that a plain word may be, without its proclitics; mostly none."""
    readings = chain(proclitics(word), double_proclitics(word))
    bare = [rest for taken, rest in readings if not taken.endswith(("ال", "لل"))]
    if len(word) == 3 and word[0] in LETTERS:
        bare.append(word[1:])  # بتل أبيب
    return tuple(first for first in (word, *bare) if first in _ALL_FIRSTS or first in others)


def joined(first: str, second: str) -> str:
    """The term of two plain words that are one name; empty when they are not."""
    if first == _SERVANT:
        return first + second if second in _MASTERS or (second.startswith("ال") and len(second) > 3) else ""
    if first in _FATHERS:
        return _FATHER + second if len(second) > 2 else ""
    return first + second if second in _BEFORE and first in _BEFORE[second] else ""


def solid(word: str) -> str:
    """The term of a plain word that is a name of two parts written as one; empty when it is not."""
    for candidate in _without_letters(word):
        if candidate.startswith(_SERVANT + "ال") and len(candidate) > len(_SERVANT) + 3:
            return candidate
        for second, firsts in _BEFORE.items():
            first = candidate.removesuffix(second)
            if first != candidate and plain(first) in firsts:
                return plain(first) + second
    return ""


def father(word: str) -> str:
    """The same for ابوظبي, which is asked last: ابوابهم begins so too."""
    for candidate in _without_letters(word):
        if candidate.startswith(_FATHER) and len(candidate) >= len(_FATHER) + _SHORTEST:
            return candidate
    return ""


def _without_letters(word: str) -> tuple[str, ...]:
    readings = chain(proclitics(word), double_proclitics(word))
    return word, *(rest for taken, rest in readings if not taken.endswith(("ال", "لل")))
