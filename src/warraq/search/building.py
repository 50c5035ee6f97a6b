"""Builds a new index from the content, beside the one in use, a slice at a time."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from warraq.changes import log
from warraq.changes.outages import is_outage
from warraq.changes.positions import LostPosition, Position

from . import kinds, looking
from .engine import BUILDER_MEMORY
from .kinds import Kind
from .places import Place, Stamp
from .writer import Writer

READ_AT_ONCE = 50
CATCH_UP = 500  # entries of the log read in one step


class BusyBuilding(Exception):
    """Another process builds already."""


@dataclass(frozen=True)
class Progress:
    done: int
    all: int


class Build:
    """One build, from the first record to the moment when readers open the new index.

    The place in the log is taken first: what changes while the records are read is looked at again at the end.
    """

    def __init__(self, place: Place, stamp: Stamp) -> None:
        self.place = place
        self._stack = ExitStack()
        try:
            if not self._stack.enter_context(place.building()):
                raise BusyBuilding
            place.sweep()
            self._position = log.now()
            self._all = sum(kind.count() for kind in kinds.kinds())
            self._done = 0
            self.path = place.new(stamp)
            self._writer: Writer | None = Writer(self.path, stamp, BUILDER_MEMORY, is_new=True)
            self._batches = self._read_everything()
            self._has_read_all = False
        except BaseException:
            self._stack.close()
            raise

    @property
    def progress(self) -> Progress:
        return Progress(self._done, max(self._all, self._done))

    def step(self, seconds: float) -> bool:
        """Work for so long; True when the new index is in use."""
        until = time.monotonic() + seconds
        while not self._has_read_all:
            if time.monotonic() >= until:
                return False
            if next(self._batches, None) is None:
                self._has_read_all = True
                self._open().commit(str(self._position))
        return self._catch_up(until)

    def abandon(self) -> None:
        """Give up; the next build removes what was made."""
        try:
            if self._writer is not None:
                self._writer.close()
        except Exception:
            pass  # its disk is full or its directory gone: nothing of it is needed
        finally:
            self._writer = None
            self._stack.close()

    def _open(self) -> Writer:
        if self._writer is None:
            raise RuntimeError("this build has ended")
        return self._writer

    def _read_everything(self) -> Iterator[int]:
        for kind in kinds.kinds():
            yield from self._read_kind(kind)

    def _read_kind(self, kind: Kind) -> Iterator[int]:
        after = 0
        while pks := kind.numbers(after, READ_AT_ONCE):
            self._write(kind, pks)
            after = pks[-1]
            self._done += len(pks)
            yield len(pks)

    def _write(self, kind: Kind, pks: list[int]) -> None:
        writer = self._open()
        try:
            writer.put(kind.read(pks), is_new=True)
        except Exception as error:
            if is_outage(error):
                raise
            looking.look_patiently(writer, [f"{kind.name}:{pk}" for pk in pks])

    def _catch_up(self, until: float) -> bool:
        writer = self._open()
        while True:
            entries, position = self._read_on()
            if not entries:
                break
            keys = {key for entry in entries for key in entry.keys}
            found = looking.concerned(writer, [entry.subject for entry in entries], keys)
            looking.look_patiently(writer, [*found.first, *found.waiting])
            writer.commit(str(position))
            self._position = position
            if time.monotonic() >= until:
                return False
        writer.close()
        self._writer = None
        self.place.use(self.path)
        self._stack.close()
        return True

    def _read_on(self) -> tuple[list[log.Entry], Position]:
        try:
            return log.read(self._position, CATCH_UP)
        except LostPosition:
            # The database was restored meanwhile: whatever was read is of another one.
            self.abandon()
            raise
