"""Another moment than now, for one thread of work: what is due is published at its own minute, and foreseen before it.

Everything here, in Django and in Wagtail asks `timezone.now()`; inside `at(moment)` it answers that moment, to whoever
runs in this context and to nobody else. Django's own function is back as soon as nobody is inside.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from threading import Lock

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("warraq_moment", default=None)
_lock = Lock()
_inside = 0
_wall: Callable[[], datetime] = timezone.now


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """While the block runs, it is `moment`. Columns whose default is the time a row was made keep the true one."""
    token = _moment.set(moment)
    _enter()
    try:
        yield
    finally:
        _leave()
        _moment.reset(token)


def wall() -> datetime:
    """What the machine's clock says, whatever is being foreseen."""
    return _wall() if _inside else timezone.now()


def _now() -> datetime:
    return _moment.get() or wall()


def _enter() -> None:
    global _inside, _wall
    with _lock:
        if not _inside:
            _wall, timezone.now = timezone.now, _now
        _inside += 1


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        if not _inside:
            timezone.now = _wall
