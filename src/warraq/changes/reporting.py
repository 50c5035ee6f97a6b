"""What a runner tells the operator: one row a consumer and node, written at most once a second."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone

from .keepers import Keeper
from .models import ConsumerPosition
from .positions import Position

OFTEN, SELDOM = 1.0, 30.0  # seconds between two rows when something changed, and when nothing did


class Reporter:
    """Keeps the newest state until it may be written; a database that is away is told later."""

    def __init__(self, keeper: Keeper, clock: Callable[[], float]) -> None:
        self._keeper, self._clock = keeper, clock
        self._state: dict[str, Any] = {"error": ""}
        self._written: dict[str, Any] = {}
        self._written_at: float | None = None

    def note_error(self, error: str) -> None:
        self._state["error"] = error

    def note_success(self, has_handled: bool = False) -> None:
        self._state["error"] = ""
        if has_handled:
            self._state["handled_at"] = timezone.now()

    def report(self, position: Position | None) -> None:
        # The site's own position is kept in the same row, by the transaction that moves it.
        if self._keeper.node and position is not None:
            self._state["position"] = str(position)
        if not self._is_time():
            return
        self._written_at = self._clock()
        try:
            self._write({**self._state, "seen_at": timezone.now()})
        except (DatabaseError, InterfaceError):
            self._written = {}
        else:
            self._written = dict(self._state)

    def _write(self, values: dict[str, Any]) -> None:
        key = {"name": self._keeper.name, "node": self._keeper.node}
        row, is_new = ConsumerPosition.objects.get_or_create(**key, defaults=values)
        if is_new:
            return
        # The site's row is held by whichever worker is handling; the others must not wait for it to tell how they are.
        with transaction.atomic():
            held = ConsumerPosition.objects.select_for_update(skip_locked=True).filter(pk=row.pk)
            if held.exists():
                held.update(**values)

    def _is_time(self) -> bool:
        if self._written_at is None:
            return True
        passed = self._clock() - self._written_at
        return passed >= (SELDOM if self._state == self._written else OFTEN)
