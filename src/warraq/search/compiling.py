"""From what a reader asks to a question for the index, in the semantics of `language.matching`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import tantivy
from tantivy import Occur, Query

from warraq.language.analysis import Analyser
from warraq.language.edits import edits
from warraq.language.loosening import Ways, is_fuzzy, may_be_misspelt, ways
from warraq.language.matching import Match
from warraq.language.querying import Query as Asked
from warraq.language.querying import Word

from .schema import ALSO, AT, BODY, BONES, EXACT, FACTS, KEY, NAMES, SCHEMA, TERMS, TITLE, in_one_piece

WEIGHTS = {TITLE: 3.0, NAMES: 1.5, BODY: 1.0}
IN_HEADLINE = 1.5
IN_PASSING = 0.5  # weight of a word that is a part of a name there, or another reading of what is written
LOOSE = 0.3  # weight of a spelling that was not asked for
# Added to what holds every word as it was typed: more than any relevance, so that it stands before all that does not.
AS_TYPED = 1000.0


@dataclass(frozen=True)
class Narrowing:
    """What a result must be besides answering the words."""

    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None

    def clauses(self) -> list[tuple[Occur, Query]]:
        found = [_term(FACTS, fact) for fact in self.facts]
        if self.kinds:
            found.append(Query.term_set_query(SCHEMA, FACTS, [f"kind:{kind}" for kind in self.kinds]))
        if self.since or self.before:
            found.append(_between(self.since, self.before))
        # Constant, or they would add to the score.
        return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]


@dataclass(frozen=True)
class Compiler:
    """For one query and one state of the index."""

    asked: Asked
    analyser: Analyser
    searcher: tantivy.Searcher

    def compile(self, stage: Match, narrowing: Narrowing) -> Query:
        other = ways(self.asked, self.analyser) if stage <= Match.ONE_EDIT else {}
        required = ((word, other.get(word.exact, Ways())) for word in self.asked.required)
        clauses = narrowing.clauses()
        clauses += [(Occur.Must, self._word(word, stage, others)) for word, others in required]
        clauses += [(Occur.Must, _phrase(phrase)) for phrase in self.asked.phrases]
        clauses += [(Occur.MustNot, _phrase(phrase)) for phrase in self.asked.excluded]
        clauses += [(Occur.Should, query) for query in self._only_for_rank()]
        return Query.boolean_query(clauses)

    def _only_for_rank(self) -> Iterator[Query]:
        typed = [word.exact for word in [*self.asked.required, *(w for phrase in self.asked.phrases for w in phrase)]]
        spelt = [(Occur.Must, _term(EXACT, word)) for word in dict.fromkeys(map(in_one_piece, typed))]
        yield Query.const_score_query(Query.boolean_query(spelt), AS_TYPED)
        words = [in_one_piece(word.term) for word in self.asked.words]
        yield from (_term(TITLE, in_one_piece(word.term)) for word in self.asked.words if word.is_optional)
        if len(words) > 1:
            yield Query.boost_query(Query.phrase_query(SCHEMA, TITLE, words, slop=2), 2.0)

    def _word(self, word: Word, stage: Match, other: Ways) -> Query:
        found = [clause for term in word.terms for clause in _anywhere(term)]
        # On a small site a word of many headlines would weigh next to nothing there.
        found.append((Occur.Should, Query.const_score_query(_term(TITLE, word.term), IN_HEADLINE)))
        if stage <= Match.ONE_EDIT:
            terms = sorted({*self.misspelt(word), *filter(self._is_known, map(in_one_piece, other.terms))})
            found += [(Occur.Should, _loosely(field, term)) for term in terms for field in (*TERMS, ALSO)]
            found += [(Occur.Should, _side_by_side(phrase)) for phrase in other.phrases if self._are_known(phrase)]
        if stage <= Match.SKELETON:
            keys = sorted(self.analyser.bones_like(word.term, word.familiarity))
            found += [(Occur.Should, Query.const_score_query(_term(BONES, key), LOOSE)) for key in keys]
        return Query.boolean_query(found)

    def misspelt(self, word: Word) -> list[str]:
        """The terms of the index that a word may be a misspelling of."""
        if not is_fuzzy(word.term):
            return []
        known = (edit for edit in edits(word.term) if self._is_known(edit))
        return sorted(edit for edit in known if may_be_misspelt(word, edit, self.analyser))

    def _are_known(self, phrase: Sequence[str]) -> bool:
        return all(self._is_known(in_one_piece(term)) for term in phrase)

    def _is_known(self, term: str) -> bool:
        return any(self.searcher.doc_freq(field, term) for field in (BODY, TITLE, NAMES, ALSO))


def without(keys: Sequence[str]) -> list[tuple[Occur, Query]]:
    """Leaves out these records."""
    return [(Occur.MustNot, Query.term_set_query(SCHEMA, KEY, list(keys)))] if keys else []


def _term(field: str, term: str) -> Query:
    return Query.term_query(SCHEMA, field, in_one_piece(term), index_option=_KEPT.get(field, "position"))


_KEPT = {FACTS: "basic", ALSO: "basic", EXACT: "basic", BONES: "basic"}


def _weighted(field: str, term: str) -> Query:
    return Query.boost_query(_term(field, term), WEIGHTS[field])


def _anywhere(term: str) -> list[tuple[Occur, Query]]:
    found = [(Occur.Should, _weighted(field, term)) for field in TERMS]
    return [*found, (Occur.Should, Query.const_score_query(_term(ALSO, term), IN_PASSING))]


def _loosely(field: str, term: str) -> Query:
    return Query.boost_query(_term(field, term), WEIGHTS.get(field, IN_PASSING) * LOOSE)


def _phrase(phrase: Sequence[Word]) -> Query:
    if len(phrase) == 1:
        return Query.boolean_query([clause for term in phrase[0].terms for clause in _anywhere(term)])
    return _side_by_side([word.term for word in phrase])


def _side_by_side(terms: Sequence[str]) -> Query:
    terms = list(map(in_one_piece, terms))
    found = [(field, Query.phrase_query(SCHEMA, field, terms)) for field in TERMS]
    return Query.boolean_query([(Occur.Should, Query.boost_query(query, WEIGHTS[field])) for field, query in found])


def _between(since: datetime | None, before: datetime | None) -> Query:
    start = int(since.timestamp()) if since else None
    end = int(before.timestamp()) if before else None
    # The engine takes no open side for an excluded one.
    return Query.range_query(SCHEMA, AT, tantivy.FieldType.Integer, start, end, include_upper=end is None)
