"""Surrogate keys: short names for what a page shows, `kind:id` for an object, `owner:id:list` for a list."""

import re

_KEY = re.compile(r"[a-z]+:[\w-]+(?::[a-z-]+)?")


def object_key(kind: str, pk: object) -> str:
    """`story:42`"""
    return f"{kind}:{pk}"


def list_key(kind: str, pk: object, name: str) -> str:
    """`section:5:stories`"""
    return f"{kind}:{pk}:{name}"


def checked(keys: set[str]) -> list[str]:
    """The keys sorted; raises ValueError for one that is not of the form above."""
    for key in keys:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a surrogate key: {key!r}")
    return sorted(keys)
