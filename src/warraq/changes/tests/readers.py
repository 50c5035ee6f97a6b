"""Consumers that only remember what they were handed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from warraq.changes.consumers import NodeConsumer, SiteConsumer
from warraq.changes.models import Change
from warraq.changes.positions import Entry, Position
from warraq.changes.runner import Runner


def note(*subjects: str) -> None:
    for subject in subjects:
        with transaction.atomic():
            Change.objects.note(Change.Kind.EDITED, subject, set())


def read_on(runner: Runner) -> None:
    while runner.step():
        pass


class Clock:
    """Counts seconds and tells the time; both pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._begun = timezone.now()

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self._begun + timedelta(seconds=self.seconds)

    def is_put_back(self, span: timedelta) -> None:
        """Only the time of day: the seconds count on."""
        self._begun -= span

    def passes(self, seconds: float) -> None:
        self.seconds += seconds


class Failing:
    """Fails at the subjects it was told to."""

    def __init__(self, clock: Callable[[], float] = lambda: 0.0) -> None:
        self.handled: list[str] = []
        self.errors: dict[str, BaseException] = {}
        self.tried_at: list[float] = []
        self._clock = clock

    def take(self, entries: list[Entry]) -> None:
        self.tried_at.append(self._clock())
        for entry in entries:
            if error := self.errors.get(entry.subject):
                raise error
        self.handled += [entry.subject for entry in entries]


class Notebook(Failing, SiteConsumer):
    name = "notebook"

    def handle(self, entries: list[Entry]) -> None:
        self.take(entries)


class Shelf(Failing, NodeConsumer):
    name = "shelf"
    node = "here"
    position: Position | None = None

    def load_position(self) -> Position | None:
        return self.position

    def handle(self, entries: list[Entry], position: Position) -> None:
        if entries:
            self.take(entries)
        self.position = position
