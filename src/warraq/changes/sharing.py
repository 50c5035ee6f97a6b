"""What renders that follow one another have in common, made once for all of them.

By the rule by which a page is stored: it is used again only while nothing it has read has changed since its making
began, and whoever uses it notes its keys as if it had read them itself.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from . import log
from .positions import Position
from .recording import depends_on, recording

KEPT = 16


@dataclass(frozen=True)
class Held:
    """A value with the keys of what it was made from and the place in the log before its making."""

    value: Any
    keys: frozenset[str]
    position: Position


@dataclass
class Shelf:
    """What was made lately, the oldest leaving first."""

    held: OrderedDict[Hashable, Held] = field(default_factory=OrderedDict)

    def put(self, name: Hashable, held: Held) -> None:
        self.held[name] = held
        self.held.move_to_end(name)
        while len(self.held) > KEPT:
            self.held.popitem(last=False)


_shelf: ContextVar[Shelf | None] = ContextVar("warraq_shelf", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """Renders inside the block share; outside, each makes everything itself."""
    token = _shelf.set(Shelf())
    try:
        yield
    finally:
        _shelf.reset(token)


def share_from_now_on() -> None:
    """For a process that does nothing but render."""
    _shelf.set(Shelf())


def shared(name: Hashable, make: Callable[[], Any]) -> Any:
    """`make()`, or what it gave an earlier render; a value nobody changes, which holds all it has to read."""
    shelf = _shelf.get()
    if shelf is None:
        return make()
    held = shelf.held.get(name)
    if held is None or not held.keys.isdisjoint(log.keys_since(held.position)):
        position = log.now()
        with recording() as recorder:
            value = make()
        held = Held(value, frozenset(recorder.keys), position)
        shelf.put(name, held)
    depends_on(*held.keys)
    return held.value
