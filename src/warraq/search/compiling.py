"""From what a reader asks to a question for the index, in the semantics of `language.matching`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import tantivy
from tantivy import Occur, Query

from warraq.language.analysis import Analyser
from warraq.language.matching import Match, is_fuzzy, may_be_misspelt
from warraq.language.querying import Query as Asked
from warraq.language.querying import Word

from .schema import AT, BODY, BONES, EXACT, FACTS, KEY, NAMES, SCHEMA, TERMS, TITLE, in_one_piece

WEIGHTS = {TITLE: 3.0, NAMES: 1.5, BODY: 1.0}
IN_HEADLINE = 1.5
LOOSE = 0.3  # weight of a spelling that was not asked for
# Added to what holds every word as it was typed: more than any relevance, so that it stands before all that does not.
AS_TYPED = 1000.0
ARABIC, LATIN = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ", "abcdefghijklmnopqrstuvwxyz"
MOST_WORDS = 12  # of a query, that are looked for with another letter


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
        clauses = narrowing.clauses()
        clauses += [(Occur.Must, self._word(word, stage)) for word in self.asked.required]
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

    def _word(self, word: Word, stage: Match) -> Query:
        found = [(Occur.Should, _weighted(field, word.term)) for field in TERMS]
        # On a small site a word of many headlines would weigh next to nothing there.
        found.append((Occur.Should, Query.const_score_query(_term(TITLE, word.term), IN_HEADLINE)))
        if stage <= Match.ONE_EDIT:
            found += [(Occur.Should, _loosely(field, term)) for term in self.misspelt(word.term) for field in TERMS]
        if stage <= Match.SKELETON:
            found += [(Occur.Should, Query.const_score_query(_term(BONES, key), LOOSE)) for key in self._bones(word)]
        return Query.boolean_query(found)

    def _bones(self, word: Word) -> list[str]:
        key = self.analyser.skeleton(word.term)
        if not key:
            return []
        return [key] if self.analyser.is_settled(word.term) else [key, f"+{key}"]

    def misspelt(self, term: str) -> list[str]:
        """The terms of the index that a term may be a misspelling of."""
        if not is_fuzzy(term):
            return []
        known = (edit for edit in edits(term) if self._is_known(edit))
        return sorted(edit for edit in known if may_be_misspelt(term, edit, self.analyser))

    def _is_known(self, term: str) -> bool:
        return any(self.searcher.doc_freq(field, term) for field in (BODY, TITLE, NAMES))


def edits(term: str) -> set[str]:
    """Everything one letter away, in letters of the term's own script."""
    letters = sorted({*(LATIN if term.isascii() else ARABIC), *term})
    cuts = [(term[:at], term[at:]) for at in range(len(term) + 1)]
    found = {before + after[1:] for before, after in cuts if after}
    found |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    found |= {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    found |= {before + letter + after for before, after in cuts for letter in letters}
    return found - {term}


def without(keys: Sequence[str]) -> list[tuple[Occur, Query]]:
    """Leaves out these records."""
    return [(Occur.MustNot, Query.term_set_query(SCHEMA, KEY, list(keys)))] if keys else []


def _term(field: str, term: str) -> Query:
    return Query.term_query(SCHEMA, field, in_one_piece(term), index_option=_KEPT.get(field, "position"))


_KEPT = {FACTS: "basic", EXACT: "basic", BONES: "basic"}


def _weighted(field: str, term: str) -> Query:
    return Query.boost_query(_term(field, term), WEIGHTS[field])


def _loosely(field: str, term: str) -> Query:
    return Query.boost_query(_term(field, term), WEIGHTS[field] * LOOSE)


def _phrase(phrase: Sequence[Word]) -> Query:
    terms = [in_one_piece(word.term) for word in phrase]
    if len(terms) == 1:
        return Query.boolean_query([(Occur.Should, _weighted(field, terms[0])) for field in TERMS])
    found = [(field, Query.phrase_query(SCHEMA, field, terms)) for field in TERMS]
    return Query.boolean_query([(Occur.Should, Query.boost_query(query, WEIGHTS[field])) for field, query in found])


def _between(since: datetime | None, before: datetime | None) -> Query:
    start = int(since.timestamp()) if since else None
    end = int(before.timestamp()) if before else None
    # The engine takes no open side for an excluded one.
    return Query.range_query(SCHEMA, AT, tantivy.FieldType.Integer, start, end, include_upper=end is None)
