"""What a reader of the change log gets, and how it remembers where it is."""

from dataclasses import dataclass
from datetime import datetime

EMPTY = "-"


@dataclass(frozen=True)
class Entry:
    """One row of the log as a consumer sees it: look again at the subject and at whatever shows these keys."""

    id: int
    kind: str
    subject: str
    keys: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Position:
    """A place in the log. Only `log.py` looks inside; everybody else keeps `str(position)`.

    `log` names the database it was taken in. `mark` and `marked_at` are the id and the moment of a row that was there
    then: gone or another now, the log is not the one that was read. On PostgreSQL `seen` is the snapshot up to
    which everything has been read, `window` the snapshot being read towards and `last` the last id read on the way.
    """

    log: str = ""
    mark: int = 0
    marked_at: str = ""
    seen: str = ""
    window: str = ""
    last: int = 0

    def __str__(self) -> str:
        fields = (self.log, self.mark, self.marked_at, self.seen, self.window, self.last)
        return " ".join(str(field) or EMPTY for field in fields)

    @classmethod
    def parse(cls, text: str) -> "Position":
        """The position written as `text`; ValueError for anything else."""
        fields = text.split(" ")
        if len(fields) != 6:
            raise ValueError(f"not a position in the change log: {text!r}")
        log, mark, marked_at, seen, window, last = ("" if field == EMPTY else field for field in fields)
        return cls(log, int(mark), marked_at, seen, window, int(last))


class LostPosition(Exception):
    """The position does not belong to this log: restored, lost to a power failure, pruned, or another database."""


@dataclass(frozen=True)
class Lag:
    """How far a position is behind: entries not read (counted up to a bound) and the age of the oldest in seconds."""

    entries: int
    seconds: float
