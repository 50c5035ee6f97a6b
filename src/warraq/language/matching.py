"""Whether a text answers a query: the semantics the index implements, said once in plain Python."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from .analysis import Analyser, Token
from .querying import Query, Word

FUZZY_FROM = 4  # letters; in a shorter word one letter is too much of it


class Match(IntEnum):
    """How far a query had to be loosened."""

    NONE = 0
    SKELETON = 1
    ONE_EDIT = 2
    STRICT = 3


def matches(query: Query, tokens: Sequence[Token], analyser: Analyser) -> Match:
    """The strictest way in which the text answers the query.

    Phrases and what is excluded are never loosened. Each stage also takes what the stage before takes.
    """
    terms = [token.term for token in tokens]
    if query.is_empty or not all(_has_phrase(terms, phrase) for phrase in query.phrases):
        return Match.NONE
    if any(_has_phrase(terms, phrase) for phrase in query.excluded):
        return Match.NONE
    known = set(terms)
    missing = [word for word in query.required if word.term not in known]
    if not missing:
        return Match.STRICT
    if _all_found(missing, known, analyser, may_be_misspelt):
        return Match.ONE_EDIT
    return Match.SKELETON if _all_found(missing, known, analyser, _is_same_name) else Match.NONE


def may_be_misspelt(one: str, other: str, analyser: Analyser) -> bool:
    """Whether what is asked for may be what stands there: one letter too many, too few, another, or two that changed
    places. Of two settled terms the one asked for must be rare: a slip of the pen is sometimes a word (اقتصد)."""
    return (
        is_fuzzy(one)
        and is_fuzzy(other)
        and not (analyser.is_common(one) and analyser.is_settled(other))
        and within_one_edit(one, other)
    )


def is_fuzzy(term: str) -> bool:
    """Whether a term may be looked for with another letter: numbers and short words never are."""
    return len(term) >= FUZZY_FROM and term.isalpha()


def within_one_edit(one: str, other: str) -> bool:
    """Damerau–Levenshtein distance of at most one."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])


def _is_same_name(one: str, other: str, analyser: Analyser) -> bool:
    if analyser.is_settled(one) and analyser.is_settled(other):
        return False
    key = analyser.skeleton(one)
    return bool(key and key == analyser.skeleton(other)) or may_be_misspelt(one, other, analyser)


def _all_found(
    missing: list[Word], known: set[str], analyser: Analyser, alike: Callable[[str, str, Analyser], bool]
) -> bool:
    return all(any(alike(word.term, term, analyser) for term in known) for word in missing)


def _has_phrase(terms: list[str], phrase: list[Word]) -> bool:
    asked = [word.term for word in phrase]
    return any(terms[at : at + len(asked)] == asked for at in range(len(terms) - len(asked) + 1))
