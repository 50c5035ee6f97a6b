"""What is near a text: a weighted question made of the words that tell most about it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import NamedTuple

from tantivy import Occur, Query

from . import kinds
from .compiling import Narrowing, without
from .reading import Opened, asking
from .schema import BODY, KEY, NUMBER, SCHEMA, TITLE, in_one_piece

BEST_TERMS = 30
MOST_WORDS = 4_000  # of a text; what follows changes nothing


class Neighbour(NamedTuple):
    """A story near a text. `share` is how much of the text's telling words it holds, 0 to 1: from 0.9 the same text."""

    pk: int
    score: float
    share: float


@dataclass(frozen=True)
class Telling:
    """A term and how much it tells."""

    term: str
    weight: float


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
        told = telling(opened, edition, texts, terms)
        if not told:
            return []
        narrowing = Narrowing(facts=(f"edition:{edition}", f"kind:{kind}"), since=since)
        clauses = [*narrowing.clauses(), *without([f"{kind}:{pk}" for pk in exclude])]
        clauses.append((Occur.Must, Query.boolean_query([(Occur.Should, _near(term)) for term in told])))
        clauses += [(Occur.Should, _sharing(fact, weight)) for fact, weight in (facts or {}).items()]
        found = opened.searcher.search(Query.boolean_query(clauses), count, count=False).hits
        numbers = opened.searcher.fast_field_values(NUMBER, [address for _score, address in found])
        scores = {kinds.record_of(int(n or 0))[1]: s for (s, _), n in zip(found, numbers, strict=True)}
        shares = _shares(opened, told, kind, scores)
        return [Neighbour(pk, score, shares.get(pk, 0.0)) for pk, score in scores.items()]


def telling(opened: Opened, edition: str, texts: Sequence[str], count: int = BEST_TERMS) -> list[Telling]:
    """The terms by which a text is told from others, the most telling first: frequent here, seldom elsewhere."""
    analyser = opened.analyser(edition)
    counted: Counter[str] = Counter()
    for text in texts:
        # Headlines count no more than the text: they are written to be striking (measured, docs/related.md).
        tokens = analyser.analyse(text)[: MOST_WORDS - counted.total()]
        counted.update(in_one_piece(token.term) for token in tokens if not token.is_stop)
    everything = max(1, opened.searcher.num_docs)
    weights = {term: _weight(opened, term, times, everything) for term, times in counted.items()}
    best = sorted(weights, key=lambda term: (-weights[term], term))[:count]
    return [Telling(term, weights[term]) for term in best if weights[term] > 0]


def _weight(opened: Opened, term: str, times: int, everything: int) -> float:
    known = opened.searcher.doc_freq(BODY, term) + opened.searcher.doc_freq(TITLE, term)
    # What no other text holds finds nothing.
    return (1 + log(times)) * log(1 + everything / known) if known else 0.0


def _near(term: Telling) -> Query:
    body = Query.boost_query(Query.term_query(SCHEMA, BODY, term.term), term.weight)
    title = Query.boost_query(Query.term_query(SCHEMA, TITLE, term.term), term.weight)
    return Query.boolean_query([(Occur.Should, body), (Occur.Should, title)])


def _sharing(fact: str, weight: float) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, "facts", fact, index_option="basic"), weight)


def _shares(opened: Opened, terms: list[Telling], kind: str, pks: Iterable[int]) -> dict[int, float]:
    keys = [f"{kind}:{pk}" for pk in pks]
    if not keys:
        return {}
    whole = sum(term.weight for term in terms)
    chosen = Query.const_score_query(Query.term_set_query(SCHEMA, KEY, keys), 0.0)
    clauses = [(Occur.Must, chosen), *((Occur.Should, _holding(term)) for term in terms)]
    found = opened.searcher.search(Query.boolean_query(clauses), len(keys), count=False).hits
    numbers = opened.searcher.fast_field_values(NUMBER, [address for _score, address in found])
    return {kinds.record_of(int(n or 0))[1]: s / whole for (s, _), n in zip(found, numbers, strict=True)}


def _holding(term: Telling) -> Query:
    fields = [(Occur.Should, Query.term_query(SCHEMA, field, term.term)) for field in (BODY, TITLE)]
    return Query.const_score_query(Query.boolean_query(fields), term.weight)
