"""Reading the change log: in an order in which nothing committed is ever missed.

Read it outside a transaction that has written: what that one has noted itself is not committed yet.
"""

from types import ModuleType

from django.db import connection
from django.utils import timezone

from . import postgresql_log, sqlite_log
from .positions import Entry, Lag, LostPosition, Position

__all__ = ["Entry", "Lag", "LostPosition", "Position", "belongs", "keys_since", "lag", "now", "read", "start"]

COUNTED = 10_000  # nobody needs to know more exactly how far behind a consumer is


def start() -> Position:
    """Before everything the log still holds. Belongs to every log."""
    return Position()


def now() -> Position:
    """After everything committed so far."""
    return _log().now()


def read(position: Position, limit: int = 500) -> tuple[list[Entry], Position]:
    """Up to `limit` entries after the position and the position after them; LostPosition if it is not of this log."""
    return _log().read(position, limit)


def keys_since(position: Position) -> set[str]:
    """The keys of everything committed after the position, by one statement."""
    return _log().keys_since(position)


def belongs(position: Position) -> bool:
    """Whether one can read on from here: False after a restore, a lost commit, pruning, or in another database."""
    return _log().belongs(position)


def lag(position: Position) -> Lag:
    """How far the position is behind; entries are counted up to 10,000."""
    entries, oldest = _log().waiting(position, COUNTED)
    return Lag(entries, max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0)


def has_read(position: Position, ids: list[int]) -> set[int]:
    """Which of the rows a reader at this position has behind it."""
    return _log().has_read(position, ids)


def mend() -> None:
    """Make a log that was restored from another server readable here; to be called when a position is lost."""
    _log().mend()


def _log() -> ModuleType:
    return postgresql_log if connection.vendor == "postgresql" else sqlite_log
