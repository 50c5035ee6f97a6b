"""Which arrangement a front is composed of: the one readers have at a moment, or one that is being tried out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from warraq.changes.recording import depends_on

from .arranged import Arranged, default_of, key_of

_tried: ContextVar[tuple[int, Arranged] | None] = ContextVar("warraq_tried_front", default=None)


@contextmanager
def trying(page: int, content: Arranged) -> Iterator[None]:
    """Compose this front of something else while the block runs, in this thread alone."""
    token = _tried.set((page, content))
    try:
        yield
    finally:
        _tried.reset(token)


def arranged_at(page: Any, moment: datetime) -> Arranged:
    """What a front is to hold at a moment."""
    depends_on(key_of(page))
    tried = _tried.get()
    if tried and tried[0] == page.pk:
        return tried[1]
    try:
        row = page.arrangement
    except ObjectDoesNotExist:
        return default_of(page)
    return row.at(moment)
