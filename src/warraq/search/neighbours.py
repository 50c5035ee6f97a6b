"""What is near a text: a weighted question made of the words that tell most about it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from math import log
from typing import NamedTuple

from tantivy import Occur, Query

from . import kinds
from .compiling import Narrowing, without
from .reading import Opened, asking
from .schema import BODY, FACTS, KEY, NUMBER, SCHEMA, TITLE, in_one_piece

BEST_TERMS = 30
HEADING = 20  # of them, the most telling, that are looked for in headlines too
SPARE = 10  # more than asked for, of which some may be of another edition
FEWEST, MOST = 12, 300_000  # terms that are always asked for; places in the index gone through for all of them
MOST_WORDS = 4_000  # of a text; what follows changes nothing


class Neighbour(NamedTuple):
    """A story near a text. `share` is how much of the text's telling words it holds, 0 to 1: from 0.9 the same text."""

    pk: int
    score: float
    share: float


@dataclass(frozen=True)
class Telling:
    """A term, how much it tells, and in how many places of the index it stands."""

    term: str
    weight: float
    known: int = 0


def nearest(
    edition: str,
    texts: Sequence[str],
    exclude: Iterable[int] = (),
    count: int = 6,
    since: datetime | None = None,
    facts: Mapping[str, float] | None = None,
    kind: str = "story",
    terms: int = BEST_TERMS,
) -> list[Neighbour]:
    """The nearest records of an edition to a text, by so many of its terms.

    `exclude` are numbers never to be named, `facts` weigh what they share besides words, such as
    `{"keyword:7": 0.5}`, against the most telling word's 1. SearchAway while there is no index to ask. The answer is
    the index's: whoever shows it asks the database whether readers may see it.
    """
    with asking() as opened:
        told = _affordable(telling(opened, edition, texts, terms))
        if not told:
            return []
        asked = _Asked(
            opened=opened,
            told=told,
            narrowing=Narrowing(facts=(f"edition:{edition}", f"kind:{kind}"), since=since),
            excluded=[f"{kind}:{pk}" for pk in exclude],
            facts=dict(facts or {}),
        )
        return asked.nearest(count)


@dataclass(frozen=True)
class _Asked:
    """One question for what is near."""

    opened: Opened
    told: list[Telling]
    narrowing: Narrowing
    excluded: list[str]
    facts: dict[str, float]

    def nearest(self, count: int) -> list[Neighbour]:
        """By any of the words first, which skips what cannot be among the best; narrowed afterwards.

        Narrowing in the same question makes the engine go through every record that has one of the words. It is asked
        so only where other editions or kinds have taken the places, or older records would.
        """
        wide = count + SPARE + len(self.excluded)
        scores = {} if self.narrowing.since else self._search(self._any(), wide)
        found = self._narrowed(scores)
        if len(found) < count and (self.narrowing.since or len(scores) == wide):
            clauses = [*self._clauses(), (Occur.Must, self._any())]
            found = self._narrowed(self._search(Query.boolean_query(clauses), count))
        return found[:count]

    def _any(self) -> Query:
        clauses = [_boosted(BODY, term) for term in self.told] + [_boosted(TITLE, term) for term in self.told[:HEADING]]
        return Query.boolean_query([*clauses, *(_sharing(fact, weight) for fact, weight in self.facts.items())])

    def _clauses(self) -> list[tuple[Occur, Query]]:
        return [*self.narrowing.clauses(), *without(self.excluded)]

    def _narrowed(self, scores: dict[str, float]) -> list[Neighbour]:
        """Those that are what was asked for, the nearest first, with their shares."""
        if not scores:
            return []
        whole = sum(term.weight for term in self.told)
        chosen = Query.const_score_query(Query.term_set_query(SCHEMA, KEY, list(scores)), 0.0)
        clauses = [*self._clauses(), (Occur.Must, chosen)]
        holding = [_holding(term, number < HEADING) for number, term in enumerate(self.told)]
        shares = self._search(Query.boolean_query([*clauses, *holding]), len(scores))
        ordered = sorted(shares, key=lambda key: (-scores[key], key))
        return [Neighbour(int(key.partition(":")[2]), scores[key], shares[key] / whole) for key in ordered]

    def _search(self, query: Query, count: int) -> dict[str, float]:
        """The best records of a question, by their keys."""
        found = self.opened.searcher.search(query, count, count=False).hits
        numbers = self.opened.searcher.fast_field_values(NUMBER, [address for _score, address in found])
        records = [kinds.record_of(int(number or 0)) for number in numbers]
        return {f"{kind}:{pk}": score for (score, _), (kind, pk) in zip(found, records, strict=True) if kind}


def telling(opened: Opened, edition: str, texts: Sequence[str], count: int = BEST_TERMS) -> list[Telling]:
    """The terms by which a text is told from others, the most telling first: frequent here, seldom elsewhere."""
    analyser = opened.analyser(edition)
    counted: Counter[str] = Counter()
    for text in texts:
        # Headlines count no more than the text: they are written to be striking (measured, docs/related.md).
        tokens = analyser.analyse(text)[: MOST_WORDS - counted.total()]
        counted.update(in_one_piece(token.term) for token in tokens if not token.is_stop)
    everything = max(1, opened.searcher.num_docs)
    weighed = [_weighed(opened, term, times, everything) for term, times in counted.items()]
    best = sorted(weighed, key=lambda told: (-told.weight, told.term))[:count]
    return [told for told in best if told.weight > 0]


def _weighed(opened: Opened, term: str, times: int, everything: int) -> Telling:
    known = opened.searcher.doc_freq(BODY, term) + opened.searcher.doc_freq(TITLE, term)
    # What no other text holds finds nothing.
    weight = (1 + log(times)) * log(1 + everything / known) if known else 0.0
    return Telling(term, weight, known)


def _affordable(told: list[Telling]) -> list[Telling]:
    """The first of the terms, as long as they do not stand nearly everywhere: those cost most and tell least."""
    sums = accumulate(term.known for term in told)
    return [
        term for number, (term, places) in enumerate(zip(told, sums, strict=True)) if number < FEWEST or places < MOST
    ]


def _boosted(field: str, term: Telling) -> tuple[Occur, Query]:
    return Occur.Should, Query.boost_query(Query.term_query(SCHEMA, field, term.term), term.weight)


def _sharing(fact: str, weight: float) -> tuple[Occur, Query]:
    same = Query.term_query(SCHEMA, FACTS, fact, index_option="basic")
    return Occur.Should, Query.const_score_query(same, weight)


def _holding(term: Telling, with_title: bool) -> tuple[Occur, Query]:
    query = Query.term_query(SCHEMA, BODY, term.term)
    if with_title:
        title = Query.term_query(SCHEMA, TITLE, term.term)
        query = Query.boolean_query([(Occur.Should, query), (Occur.Should, title)])
    return Occur.Should, Query.const_score_query(query, term.weight)
