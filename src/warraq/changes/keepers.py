"""Who keeps a consumer's position, and how a batch is handed over under it."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from .consumers import NodeConsumer, SiteConsumer
from .models import ConsumerPosition, SetAside
from .positions import Entry, Position


class Keeper(Protocol):
    name: str
    node: str

    def load(self) -> Position | None: ...

    def begin(self) -> bool:
        """Start over; False if another worker did."""

    def deliver(self, entries: list[Entry], before: Position, after: Position) -> bool:
        """Hand over and move on; False if another worker did."""

    def pass_over(self, entry: Entry, before: Position, after: Position, error: str, retry_at: datetime) -> bool:
        """Set one entry aside and move on; False if another worker did."""

    def retry(self, row: SetAside) -> bool:
        """Hand a set-aside entry over once more and forget it; False if another worker did."""


class SiteKeeper:
    """In the database. The row is held while handling: a second worker finds it locked, or moved, and stands back."""

    node = ""

    def __init__(self, consumer: SiteConsumer) -> None:
        self.consumer, self.name = consumer, consumer.name

    def load(self) -> Position | None:
        row, _ = ConsumerPosition.objects.get_or_create(name=self.name, node=self.node)
        return parsed(row.position)

    @transaction.atomic
    def begin(self) -> bool:
        row = self._held()
        if row is None:
            return False
        self._move(row, self.consumer.start_over())
        return True

    @transaction.atomic
    def deliver(self, entries: list[Entry], before: Position, after: Position) -> bool:
        row = self._held()
        if row is None or row.position != str(before):
            return False
        self.consumer.handle(entries)
        self._move(row, after)
        return True

    @transaction.atomic
    def pass_over(self, entry: Entry, before: Position, after: Position, error: str, retry_at: datetime) -> bool:
        row = self._held()
        if row is None or row.position != str(before):
            return False
        set_aside(self, entry, error, retry_at)
        self._move(row, after)
        return True

    @transaction.atomic
    def retry(self, row: SetAside) -> bool:
        held = SetAside.objects.select_for_update(skip_locked=True).filter(pk=row.pk, tries=row.tries).first()
        if held is None:
            return False
        self.consumer.handle([entry_of(held)])
        held.delete()
        return True

    def _held(self) -> ConsumerPosition | None:
        rows = ConsumerPosition.objects.select_for_update(skip_locked=True)
        return rows.filter(name=self.name, node=self.node).first()

    def _move(self, row: ConsumerPosition, position: Position) -> None:
        row.position = str(position)
        row.save(update_fields=["position"])


class NodeKeeper:
    """Beside what the node derives. A second worker on the same node only does the same once more."""

    def __init__(self, consumer: NodeConsumer) -> None:
        self.consumer, self.name, self.node = consumer, consumer.name, consumer.node

    def load(self) -> Position | None:
        return self.consumer.load_position()

    def begin(self) -> bool:
        self.consumer.handle([], self.consumer.start_over())
        SetAside.objects.filter(consumer=self.name, node=self.node).delete()
        return True

    def deliver(self, entries: list[Entry], before: Position, after: Position) -> bool:
        self.consumer.handle(entries, after)
        return True

    def pass_over(self, entry: Entry, before: Position, after: Position, error: str, retry_at: datetime) -> bool:
        # In this order: killed in between, the entry comes again and finds its row.
        set_aside(self, entry, error, retry_at)
        self.consumer.handle([], after)
        return True

    def retry(self, row: SetAside) -> bool:
        position = self.load()
        if position is None:
            return False
        self.consumer.handle([entry_of(row)], position)
        row.delete()
        return True


def keeper_of(consumer: SiteConsumer | NodeConsumer) -> Keeper:
    return SiteKeeper(consumer) if isinstance(consumer, SiteConsumer) else NodeKeeper(consumer)


def parsed(text: str) -> Position | None:
    """The position, or None for none and for one nobody can read."""
    try:
        return Position.parse(text)
    except ValueError:
        return None


def set_aside(keeper: Keeper, entry: Entry, error: str, retry_at: datetime) -> None:
    values = {
        "kind": entry.kind,
        "subject": entry.subject,
        "keys": sorted(entry.keys),
        "changed_at": entry.at,
        "error": error,
        "retry_at": retry_at,
        "tries": 1,
    }
    SetAside.objects.update_or_create(consumer=keeper.name, node=keeper.node, change=entry.id, defaults=values)


def entry_of(row: SetAside) -> Entry:
    return Entry(row.change, row.kind, row.subject, frozenset(row.keys), row.changed_at)
