"""Compares which records the index holds with which readers may see."""

from collections import Counter
from dataclasses import dataclass

from tantivy import Query

from . import kinds
from .engine import guarded
from .kinds import Kind
from .reading import Opened, opened
from .schema import FACTS, NUMBER, SCHEMA

READ_AT_ONCE = 1_000


@dataclass(frozen=True)
class Verdict:
    """Keys of records that are missing in the index, stand there without right, or more than once."""

    records: int
    missing: list[str]
    extra: list[str]
    doubled: list[str]

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.extra or self.doubled)


def verify() -> Verdict:
    """Of every kind; SearchAway while there is no index. What changes meanwhile may be named without being wrong."""
    index = opened()
    records, missing, extra, doubled = 0, [], [], []
    for kind in kinds.kinds():
        expected = set(_expected(kind))
        held = _held(index, kind)
        records += len(expected)
        missing += [f"{kind.name}:{pk}" for pk in sorted(expected - set(held))]
        extra += [f"{kind.name}:{pk}" for pk in sorted(set(held) - expected)]
        doubled += [f"{kind.name}:{pk}" for pk, times in sorted(Counter(held).items()) if times > 1]
    return Verdict(records, missing, extra, doubled)


def _expected(kind: Kind) -> list[int]:
    found: list[int] = []
    while pks := kind.numbers(found[-1] if found else 0, READ_AT_ONCE):
        found += pks
    return found


def _held(index: Opened, kind: Kind) -> list[int]:
    query = Query.const_score_query(Query.term_query(SCHEMA, FACTS, f"kind:{kind.name}", index_option="basic"), 1.0)
    with guarded():
        found = index.searcher.search(query, max(1, index.searcher.num_docs), count=False)
        numbers = index.searcher.fast_field_values(NUMBER, [address for _score, address in found.hits])
    return [kinds.record_of(int(number or 0))[1] for number in numbers]
