"""The order of named things in two versions: what came, went, stayed and was moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from .aligning import rising


@dataclass(frozen=True)
class Order:
    """`row` names all in the newer order, what is gone where it stood; the others say what befell them."""

    row: list[str]
    added: frozenset[str]
    removed: frozenset[str]
    moved: frozenset[str]


def order_between(old: Sequence[str], new: Sequence[str]) -> Order:
    """What happened to things with names of their own, each of which either version has at most once."""
    places = {name: at for at, name in enumerate(old)}
    here = set(new)
    kept = [(at, places[name]) for at, name in enumerate(new) if name in places]
    in_step = {new[at] for at, _place in rising(kept)}
    moved = frozenset(new[at] for at, _place in kept) - in_step
    return Order(_row(old, new, here), here - places.keys(), frozenset(places.keys() - here), moved)


def _row(old: Sequence[str], new: Sequence[str], here: set[str]) -> list[str]:
    """What is gone stands behind what it stood behind, as far as that is still there."""
    after: dict[str | None, list[str]] = {}
    anchor = None
    for name in old:
        if name in here:
            anchor = name
        else:
            after.setdefault(anchor, []).append(name)
    row = list(after.get(None, []))
    for name in new:
        row += [name, *after.get(name, [])]
    return row
