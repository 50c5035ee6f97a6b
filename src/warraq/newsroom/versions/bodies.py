"""Bodies compared block by block, each known by its own name, however far it was moved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from warraq.language.difference import order_between

from .leaves import Leaf, Part, leaves_of, parts_between

State = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True)
class BlockChange:
    """What befell a block; for a row of blocks that are the same, `count` says how many."""

    state: State
    label: str = ""
    name: str = ""
    is_moved: bool = False
    parts: list[Part] = field(default_factory=list)
    count: int = 1


def body_changes(old: Any, new: Any) -> list[BlockChange]:
    """In the newer order, what is gone where it stood; blocks that are as they were are counted together."""
    before, after = _named(old), _named(new)
    order = order_between(list(before), list(after))
    changes = (_change(name, before.get(name), after.get(name), name in order.moved) for name in order.row)
    return list(_folded(changes))


def _named(stream: Any) -> dict[str, Any]:
    """Blocks of old archives have no names of their own: their place is one."""
    return {str(child.id or f"#{place}"): child for place, child in enumerate(stream or ())}


def _change(name: str, old: Any, new: Any, is_moved: bool) -> BlockChange:
    child = new or old
    label = str(child.block.label)
    if old and new and old.block_type != new.block_type:
        return BlockChange("changed", label, name, is_moved, parts_between(_leaves(old), _leaves(new)))
    parts = parts_between(_leaves(old), _leaves(new))
    if not (old and new):
        return BlockChange("added" if new else "removed", label, name, parts=parts)
    changed = [part for part in parts if part.is_changed]
    return BlockChange("changed" if changed else "same", label, name, is_moved, changed or parts[:1])


def _leaves(child: Any) -> dict[str, Leaf]:
    return leaves_of(child.block, child.value) if child else {}


def _folded(changes: Iterator[BlockChange]) -> Iterator[BlockChange]:
    alike = 0
    for change in changes:
        if change.state == "same" and not change.is_moved:
            alike += 1
            continue
        if alike:
            yield BlockChange("same", count=alike)
        alike = 0
        yield change
    if alike:
        yield BlockChange("same", count=alike)
