"""How the consumers of the log are doing, for who looks after the site."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from . import log
from .keepers import parsed
from .models import ConsumerPosition, SetAside
from .positions import Lag

SLOW = 60  # seconds a consumer may be behind
GONE = timedelta(minutes=10)  # a node not seen for so long, while another one was, has been taken away


@dataclass(frozen=True)
class State:
    """One consumer, on one node unless it is the site's."""

    name: str
    node: str
    lag: Lag
    error: str
    handled_at: datetime | None
    seen_at: datetime | None
    is_gone: bool

    @property
    def is_slow(self) -> bool:
        return self.lag.seconds > SLOW and not self.is_gone

    @property
    def is_waiting(self) -> bool:
        return bool(self.error) and not self.is_gone


def consumers() -> list[State]:
    """Every consumer that has ever reported and was not forgotten."""
    rows = list(ConsumerPosition.objects.order_by("name", "node"))
    return [_state(row, _is_gone(row, rows)) for row in rows]


def set_aside() -> list[SetAside]:
    """What was set aside, apart from nodes that are gone: what they had derived is gone with them."""
    positions = list(ConsumerPosition.objects.all())
    here = {(row.name, row.node) for row in positions if not _is_gone(row, positions)}
    rows = SetAside.objects.order_by("pk")
    return [row for row in rows if not row.node or (row.consumer, row.node) in here]


def _state(row: ConsumerPosition, is_gone: bool) -> State:
    position = parsed(row.position)
    behind = log.lag(position) if position and log.belongs(position) else log.lag(log.start())
    return State(row.name, row.node, behind, row.error, row.handled_at, row.seen_at, is_gone)


def _is_gone(row: ConsumerPosition, rows: list[ConsumerPosition]) -> bool:
    if not row.node or row.seen_at is None or row.seen_at > timezone.now() - GONE:
        return False
    return any(other.name == row.name and other.seen_at and other.seen_at > row.seen_at for other in rows)
