"""The search index as a consumer of the change log: this machine's index follows this machine's place in it."""

from contextlib import suppress

from warraq.changes import log
from warraq.changes.consumers import NodeConsumer
from warraq.changes.positions import Entry, Position

from . import checking, looking
from .engine import IndexBroken, Refused
from .places import Place, doubt, stamp_of
from .writer import Writer


class SearchConsumer(NodeConsumer):
    """Holds the writer of the index in use, for as long as that is the one in use."""

    name = "search"
    batch = 100

    def __init__(self, place: Place) -> None:
        self.place = place
        self.wants_building = False
        self._writer: Writer | None = None
        # Further than the index says where what came since concerns nothing in it: written with the next commit.
        self._ahead: Position | None = None

    @property
    def writer(self) -> Writer | None:
        """Of the index in use; None while there is none, or none that can be written."""
        current = self.place.current()
        if self._writer is not None and self._writer.path != current:
            self.close()
        if self._writer is None and current is not None:
            stamp = stamp_of(current)
            if stamp is not None and stamp.is_readable:
                self._writer = Writer(current, stamp)
        return self._writer

    def close(self) -> None:
        writer, self._writer, self._ahead = self._writer, None, None
        if writer is not None:
            # Its directory may have been taken away.
            with suppress(IndexBroken, OSError):
                writer.close()

    def load_position(self) -> Position | None:
        if self._ahead is not None:
            return self._ahead
        writer = self.writer
        try:
            return Position.parse(writer.position()) if writer else None
        except ValueError:
            return None

    def handle(self, entries: list[Entry], position: Position) -> None:
        writer = self.writer
        if writer is None:
            raise IndexBroken("there is no search index")
        try:
            self._handle(writer, entries, position)
        except IndexBroken as error:
            self.close()
            if checking.is_sound(writer.path):
                raise Refused(str(error)) from error
            doubt(writer.path)
            raise
        except BaseException:
            # What was half written must not go out with the next commit.
            self.close()
            raise

    def _handle(self, writer: Writer, entries: list[Entry], position: Position) -> None:
        keys = {key for entry in entries for key in entry.keys}
        found = looking.concerned(writer, [entry.subject for entry in entries], keys)
        self.wants_building = self.wants_building or found.has_new_names
        if entries and not (found.first or found.waiting):
            self._ahead = position
            return
        looking.look(writer, found.first)
        writer.let_wait(found.waiting)
        writer.commit(str(position))
        self._ahead = None

    def settle(self) -> None:
        """Write down a place in the log that is only remembered."""
        if self._ahead is not None and self._writer is not None:
            position, self._ahead = self._ahead, None
            self._writer.commit(str(position))

    def work_off(self, count: int) -> bool:
        """Look at so many of the records that wait; whether there were any."""
        writer = self.writer
        keys = writer.waiting(count) if writer else []
        if writer is None or not keys:
            return False
        try:
            looking.look_patiently(writer, keys)
            writer.is_done(keys)
            writer.commit()
        except BaseException:
            self.close()
            raise
        return True

    def start_over(self) -> Position:
        """The log is another one than the index was made from: what it holds serves until the next is built."""
        self.wants_building = True
        return log.now()
