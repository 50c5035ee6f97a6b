"""Consumers of the log: what is derived from it, and who keeps their position.

Entries come at least once and in the order of commits. An entry says "look again": the current state is read, never
a payload applied.
"""

import socket
from abc import ABC, abstractmethod
from typing import ClassVar

from . import log
from .positions import Entry, Position


class Consumer(ABC):
    """What both kinds have in common. An error raised while handling is retried, then the entry set aside."""

    name: ClassVar[str]
    batch: ClassVar[int] = 500

    def start_over(self) -> Position:
        """Called without a position to go on from: at the first start, or when it was lost (a restored database).

        Returns where to begin. Here the present: what was derived stands as it is. A consumer whose derived state must
        not be trusted takes `log.now()` first, then marks everything for another look. `log.start()` has it all read.
        """
        return log.now()


class SiteConsumer(Consumer):
    """Runs once for the whole site, whatever the number of workers; its position is kept in the database.

    `handle` runs in the transaction that saves the position, so that what it writes happens exactly once. It must be
    short, since on SQLite everybody who writes waits: what talks to the outside is handed to a task.
    """

    @abstractmethod
    def handle(self, entries: list[Entry]) -> None: ...


class NodeConsumer(Consumer):
    """Runs on every node for what that node derives, and keeps its position beside it."""

    @property
    def node(self) -> str:
        """The name under which an operator sees it."""
        return socket.gethostname()

    @abstractmethod
    def load_position(self) -> Position | None:
        """The stored position; None when there is none or it cannot be read."""

    @abstractmethod
    def handle(self, entries: list[Entry], position: Position) -> None:
        """Derive, and store the position in one step with it. Without entries only the position is stored."""
