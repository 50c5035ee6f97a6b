"""Whether a text answers a query: the semantics the index implements, said once in plain Python."""

from collections.abc import Sequence
from enum import IntEnum

from .analysis import Analyser, Token
from .loosening import Ways, may_be_misspelt, ways
from .querying import Query, Word


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
    known = {term for token in tokens for term in token.found_by}
    if query.is_empty or not all(_has(phrase, terms, known) for phrase in query.phrases):
        return Match.NONE
    if any(_has(phrase, terms, known) for phrase in query.excluded):
        return Match.NONE
    missing = [word for word in query.required if known.isdisjoint(word.terms)]
    if not missing:
        return Match.STRICT
    other = ways(query, analyser)
    missing = [word for word in missing if not _is_within_one_edit(word, other[word.exact], terms, known, analyser)]
    if not missing:
        return Match.ONE_EDIT
    bones = {analyser.bone(term) for term in known}
    same = (not bones.isdisjoint(analyser.bones_like(word.term, word.familiarity)) for word in missing)
    return Match.SKELETON if all(same) else Match.NONE


def _is_within_one_edit(word: Word, other: Ways, terms: list[str], known: set[str], analyser: Analyser) -> bool:
    """A letter or a space too many, too few or in another place."""
    return (
        not known.isdisjoint(other.terms)
        or any(_stands(phrase, terms) for phrase in other.phrases)
        or any(may_be_misspelt(word, term, analyser) for term in known)
    )


def _has(phrase: list[Word], terms: list[str], known: set[str]) -> bool:
    if len(phrase) == 1:
        return not known.isdisjoint(phrase[0].terms)
    return _stands([word.term for word in phrase], terms)


def _stands(asked: Sequence[str], terms: list[str]) -> bool:
    return any(terms[at : at + len(asked)] == [*asked] for at in range(len(terms) - len(asked) + 1))
