"""What a render has read, written down by itself: nobody lists by hand which pages show what.

A `Recorder` is open while a page is rendered. Loading an instance of a `Recorded` model notes its object key;
a selector that returns a list notes the list's key with `depends_on`. Outside a render both cost nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from .keys import object_key

_current: ContextVar["Recorder | None"] = ContextVar("warraq_recorder", default=None)


class Recorder:
    """The keys noted during one render, and the key of what the page is about."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.subject = ""


def depends_on(*keys: str) -> None:
    """Note that what is being rendered shows these keys."""
    if recorder := _current.get():
        recorder.keys.update(keys)


def about(key: str) -> None:
    """Note what the page is about: when that goes away, the page goes at once. The first call stands."""
    if recorder := _current.get():
        recorder.subject = recorder.subject or key
        recorder.keys.add(key)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Note keys while the block runs. Never `yield` to other work inside it: their keys would be caught too."""
    recorder = Recorder()
    token = _current.set(recorder)
    try:
        yield recorder
    finally:
        _current.reset(token)


class Recorded:
    """Mixin for models whose rows, once loaded, are part of what the page shows."""

    key_kind: ClassVar[str]

    @classmethod
    def from_db(cls, db: str | None, field_names: list[str], values: list[Any]) -> Any:
        instance = super().from_db(db, field_names, values)
        if recorder := _current.get():
            recorder.keys.add(instance.object_key)
        return instance

    @property
    def object_key(self) -> str:
        return object_key(self.key_kind, self.pk)
