"""Which of the records that answer a question come first."""

import time
from dataclasses import dataclass

import tantivy
from django.conf import settings
from tantivy import Occur, Query

from . import kinds
from .compiling import AS_TYPED, Narrowing
from .reading import Opened
from .schema import AT, NUMBER

BEST = 200  # records whose age is looked at, and as many as a reader may leaf through
OLD = 0.25  # what is left of the weight of a story however old it is
LATELY = 3  # half-lives within which the newest are looked for besides the best
DAY = 86_400


@dataclass(frozen=True)
class Candidate:
    kind: str
    pk: int
    score: float
    at: int


@dataclass(frozen=True)
class Ranked:
    """The first of all that answer; `count` is that of all."""

    candidates: list[Candidate]
    count: int


def by_date(opened: Opened, query: Query) -> Ranked:
    """The newest first."""
    found = opened.searcher.search(query, BEST, order_by_field=AT)
    return Ranked(_records(opened, [(1.0, address) for _moment, address in found.hits]), found.count)


def by_relevance(opened: Opened, query: Query) -> Ranked:
    """By how well a record answers and how new it is; what holds every word as it was typed before all else.

    Of very many that answer, the best may all be old: the best of the last months are looked at besides.
    """
    now, half_life = time.time(), settings.WARRAQ_SEARCH_HALF_LIFE_DAYS * DAY
    found = opened.searcher.search(query, BEST)
    records = _records(opened, found.hits)
    if found.count > BEST:
        since = int(now - LATELY * half_life)
        recent = Query.range_query(opened.index.schema, AT, tantivy.FieldType.Integer, since, None)
        newest = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(recent, 0.0))])
        known = {(record.kind, record.pk) for record in records}
        lately = _records(opened, opened.searcher.search(newest, BEST, count=False).hits)
        records += [record for record in lately if (record.kind, record.pk) not in known]
    ranked = sorted(records, key=lambda record: _weight(record, now, half_life), reverse=True)
    return Ranked(ranked[:BEST], found.count)


def _weight(record: Candidate, now: float, half_life: float) -> tuple[bool, float, int]:
    is_as_typed = record.score >= AS_TYPED
    relevance = record.score - AS_TYPED if is_as_typed else record.score
    freshness = 0.5 ** (max(0.0, now - record.at) / half_life)
    return is_as_typed, relevance * (OLD + (1 - OLD) * freshness), record.at


def _records(opened: Opened, hits: list[tuple[float, tantivy.DocAddress]]) -> list[Candidate]:
    addresses = [address for _score, address in hits]
    numbers = opened.searcher.fast_field_values(NUMBER, addresses)
    moments = opened.searcher.fast_field_values(AT, addresses)
    found = []
    for (score, _), number, moment in zip(hits, numbers, moments, strict=True):
        kind, pk = kinds.record_of(int(number or 0))
        if kind:
            found.append(Candidate(kind, pk, score, int(moment or 0)))
    return found


__all__ = ["BEST", "Candidate", "Narrowing", "Ranked", "by_date", "by_relevance"]
