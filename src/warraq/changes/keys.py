"""Surrogate keys: short names for what a page shows, `kind:id` for an object, `owner:id:list` for a list.

A list that goes back for years has a key for each of its months besides: what shows one month notes that one only.
"""

import re
from datetime import UTC, datetime, timedelta

_KEY = re.compile(r"[a-z]+:[\w-]+(?::[a-z-]+(?:-\d{4}-\d{2})?)?")


def object_key(kind: str, pk: object) -> str:
    """`story:42`"""
    return f"{kind}:{pk}"


def list_key(kind: str, pk: object, name: str) -> str:
    """`section:5:stories`"""
    return f"{kind}:{pk}:{name}"


def month_key(listed: str, moment: datetime) -> str:
    """`section:5:stories-2024-02`, the month of a list in which a moment lies.

    By UTC, whatever an edition's clocks show: a time zone that is changed makes no key untrue.
    """
    return _month(listed, _number(moment))


def month_keys(listed: str, start: datetime, end: datetime) -> set[str]:
    """The keys of every month of a list that the span from `start` up to `end` touches."""
    last = _number(end - timedelta(microseconds=1))
    return {_month(listed, number) for number in range(_number(start), last + 1)}


def _number(moment: datetime) -> int:
    moment = moment.astimezone(UTC)
    return 12 * moment.year + moment.month - 1


def _month(listed: str, number: int) -> str:
    return f"{listed}-{number // 12:04}-{number % 12 + 1:02}"


def checked(keys: set[str]) -> list[str]:
    """The keys sorted; raises ValueError for one that is not of the form above."""
    for key in keys:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a surrogate key: {key!r}")
    return sorted(keys)
