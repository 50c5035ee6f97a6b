"""Takes beats from readers' pages: judges, counts, and has the counts on the disk within half a second.

Both doors use it: the process in front (`beacon.py`), and the application where nginx stands in front (`views.py`).
Knows no framework.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from warraq.pagestore.serving.origin import is_from_elsewhere

from .counting import Counter
from .journal import Journal
from .rules import NotABeat, may_count, read_beat, source_of

FLUSH = 0.5  # seconds between two batches: so much is lost at most when a process is killed
logger = logging.getLogger("warraq.readership")


@dataclass(frozen=True)
class Rules:
    """What a site has chosen."""

    cap: int
    honours_do_not_track: bool


class Receiver:
    """The counting of one process."""

    def __init__(self, place: Path, rules: Rules) -> None:
        self.rules = rules
        self.counter = Counter(rules.cap)
        self.journal = Journal(place)
        self._writing = Lock()
        self._is_failing = False

    def receive(self, body: bytes, headers: Mapping[str, str], host: str, address: str) -> int:
        """The status to answer with: 204 whether it counts or not, 400 for no beat, 403 for another site's page."""
        if is_from_elsewhere(headers, [host]):
            return 403
        try:
            beat = read_beat(body)
        except NotABeat:
            return 400
        if may_count(headers, self.rules.honours_do_not_track):
            self.counter.add(beat, source_of(address, headers))
        return 204

    def flush(self) -> None:
        """Put what was counted on the disk; what does not go there stays in memory for the next time."""
        with self._writing:
            counts = self.counter.take()
            try:
                self.journal.write(counts)
            except OSError as error:
                if not self._is_failing:
                    logger.warning("reads cannot be kept now and wait in memory: %s", error)
                self._is_failing = True
                self.counter.give_back(counts)
            else:
                self._is_failing = False
