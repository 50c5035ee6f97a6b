"""What else the words of a query may have meant, when no text answers them as they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .analysis import Analyser
from .edits import within_one_edit
from .querying import Query, Word

FUZZY_FROM, FUZZY_TO = 4, 24  # letters; in a shorter word one letter is too much of it, a longer one is no word
MOST_WORDS = 12  # of a query, that are looked for in other ways
_ARTICLE = "ال"
_SHORTEST_PART = 2  # letters of a word that was run together with its neighbour
_UNCOMMON = 37  # five in a million: who types a commoner word means it
_FAR_COMMONER = 15  # thirty times
_LONG = 7  # letters: names so long that differ by one are the same
_BESIDE_THE_BEST = 8  # who may have meant a common word hardly meant one six times rarer


@dataclass(frozen=True, slots=True)
class Ways:
    """Other ways to find a word: a term instead of its own, or terms that stand side by side."""

    terms: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


def ways(query: Query, analyser: Analyser) -> dict[str, Ways]:
    """Those of each word that must be there, by its exact spelling: it may be a slip of the pen for a word that readers
    know, or two words may have been run together, or one taken apart."""
    joined = _joined(query.words, analyser)
    found = {word.exact: Ways() for word in query.required}
    for word in query.required[:MOST_WORDS]:
        terms = _meant(word, analyser) | joined[word.exact]
        found[word.exact] = Ways(terms, _parts(word, analyser))
    return found


def may_be_misspelt(word: Word, term: str, analyser: Analyser) -> bool:
    """Whether what is asked for may be what stands there: one letter too many, too few, another, or two that changed
    places. Where both are words that readers know, the one asked for must be rare and the other far commoner."""
    if not (is_fuzzy(word.term) and is_fuzzy(term) and within_one_edit(word.term, term)):
        return False
    known = analyser.familiarity(term)
    if not known or _is_likelier(known, word.familiarity):
        return True
    return len(term) >= _LONG and not (analyser.is_settled(word.term) and analyser.is_settled(term))


def is_fuzzy(term: str) -> bool:
    """Whether a term may be looked for with another letter: numbers and short words never are."""
    return FUZZY_FROM <= len(term) <= FUZZY_TO and term.isalpha()


def _is_likelier(other: int, asked: int) -> bool:
    """Whether a word so common was meant by who typed one so much rarer."""
    return not asked or (asked < _UNCOMMON and other >= asked + _FAR_COMMONER)


def _meant(word: Word, analyser: Analyser) -> frozenset[str]:
    if word.familiarity >= _UNCOMMON or not is_fuzzy(word.exact):
        return frozenset()
    near = {term: known for term, known in sorted(analyser.near(word.exact)) if _is_likelier(known, word.familiarity)}
    least = max(near.values(), default=0) - _BESIDE_THE_BEST
    return frozenset(term for term, known in near.items() if known >= least) - {word.term}


def _joined(words: Iterable[Word], analyser: Analyser) -> defaultdict[str, frozenset[str]]:
    """By a word, the terms of it and a neighbour written as one: نيو مكسيكو is also نيومكسيكو."""
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for one, other in pairwise(words):
        if one.exact.isalpha() and other.exact.isalpha():
            terms = frozenset(token.term for token in analyser.analyse(one.exact + other.exact))
            if len(terms) == 1:
                found[one.exact] |= terms
                found[other.exact] |= terms
    return found


def _parts(word: Word, analyser: Analyser) -> tuple[tuple[str, ...], ...]:
    """A word in two, of which readers know one at least, wherever it can be cut so: مابعد is also ما بعد."""
    if not word.exact.isalpha() or len(word.exact) > FUZZY_TO:
        return ()
    cuts = range(_SHORTEST_PART, len(word.exact) - _SHORTEST_PART + 1)
    pairs = ((word.exact[:at], word.exact[at:]) for at in cuts)
    likely = (pair for pair in pairs if _may_stand_alone(pair, analyser))
    # Each by itself: together they may be the very name that was not found.
    return tuple(tuple(token.term for part in pair for token in analyser.analyse(part)) for pair in likely)


def _may_stand_alone(parts: tuple[str, str], analyser: Analyser) -> bool:
    """Whether the parts of a word may be words: one is common, and so is a part of two letters; المن of المنارت is no
    word."""
    known = [analyser.familiarity(part) for part in parts]
    return max(known) >= _UNCOMMON and all(
        len(part.removeprefix(_ARTICLE)) > _SHORTEST_PART or (common >= _UNCOMMON and not part.startswith(_ARTICLE))
        for part, common in zip(parts, known, strict=True)
    )
