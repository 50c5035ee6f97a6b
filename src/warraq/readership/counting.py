"""Counts beats in memory: who repeats, who bursts, and how many reads each story has had since the last batch.

Nothing about a reader outlives the day or is written anywhere: address and browser are hashed at once with a secret
that this process makes up and throws away at midnight UTC, and only counts leave the memory. Knows no framework.
"""

import secrets
import time
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from .rules import BROWSER_A_MINUTE, CAP, LATEST, NETWORK_A_MINUTE, OPEN, Beat, Source
from .tally import Recent, Tally

MINUTE, HOUR, DAY = 60, 3_600, 86_400
DAILY_BITS = 23  # 34 MB: with ten million reads a day one new read in 100,000 is taken for a repeated one
MINUTE_BITS = 17  # half a megabyte
VIEWS = 150_000  # page views remembered, so that none is counted twice
MOST_KEYS = 20_000  # different counts between two batches; a flood of made-up stories is cut off there
MOST_HOSTS = 300  # different hosts an hour; the others are counted together
OTHER_HOSTS = "…"

Key = tuple[int, int, str]  # minute (seconds since 1970), story, host
Counts = dict[Key, list[int]]  # → [reads, ends]


class Counter:
    """The counts of one process. May be used by several threads."""

    def __init__(self, cap: int = CAP, clock: Callable[[], float] = time.time, daily_bits: int = DAILY_BITS) -> None:
        self._cap, self._clock, self._daily_bits = cap, clock, daily_bits
        self._guard = Lock()
        self._counts: Counts = {}
        self._day = self._minute = self._hour = -1
        self._opened, self._ended = Recent(VIEWS), Recent(VIEWS)
        self._hosts: set[str] = set()
        self.told = self.counted = 0

    def add(self, beat: Beat, source: Source) -> bool:
        """Count a beat if it is to be counted; whether it was."""
        with self._guard:
            self.told += 1
            now = self._clock()
            self._turn_pages(now)
            is_counted = beat.age <= LATEST and self._may_count(beat, source)
            if is_counted:
                self._note(beat, now)
            self.counted += is_counted
            return is_counted

    def take(self) -> Counts:
        """The counts since they were taken last."""
        with self._guard:
            counts, self._counts = self._counts, {}
            return counts

    def give_back(self, counts: Counts) -> None:
        """Take counts back that could not be written."""
        with self._guard:
            for key, (reads, ends) in counts.items():
                if count := self._count(key):
                    count[0] += reads
                    count[1] += ends

    # --- what counts -------------------------------------------------------------------------------------------

    def _may_count(self, beat: Beat, source: Source) -> bool:
        view = self._hash(beat.view, str(beat.story))
        if beat.part != OPEN:
            # Only who was counted as a reader can come to the end, and once.
            if view not in self._opened or view in self._ended:
                return False
            self._ended.add(view)
            return True
        if view in self._opened:
            return False
        browser = self._hash(source.address, source.browser)
        if self._by_browser.add(browser) >= BROWSER_A_MINUTE:
            return False
        if self._by_network.add(self._hash(source.network, str(beat.story))) >= NETWORK_A_MINUTE:
            return False
        if self._by_reader.add(self._hash(source.address, source.browser, str(beat.story))) >= self._cap:
            return False
        self._opened.add(view)
        return True

    def _note(self, beat: Beat, now: float) -> None:
        minute = int(now - beat.age) // MINUTE * MINUTE
        if count := self._count((minute, beat.story, self._known_host(beat.host))):
            count[beat.part != OPEN] += 1

    def _count(self, key: Key) -> list[int] | None:
        count = self._counts.get(key)
        if count is None and len(self._counts) < MOST_KEYS:
            count = self._counts[key] = [0, 0]
        return count

    def _known_host(self, host: str) -> str:
        if host in self._hosts or not host:
            return host
        if len(self._hosts) >= MOST_HOSTS:
            return OTHER_HOSTS
        self._hosts.add(host)
        return host

    # --- time --------------------------------------------------------------------------------------------------

    def _turn_pages(self, now: float) -> None:
        """Forget with the minute, the hour and the day what belongs to them."""
        if now // MINUTE == self._minute:
            return
        self._minute = now // MINUTE
        self._by_browser, self._by_network = Tally(MINUTE_BITS), Tally(MINUTE_BITS)
        if now // HOUR != self._hour:
            self._hour = now // HOUR
            self._hosts.clear()
        if now // DAY != self._day:
            self._day = now // DAY
            self._secret = secrets.token_bytes(32)
            self._by_reader = Tally(self._daily_bits)
            self._opened, self._ended = Recent(VIEWS), Recent(VIEWS)

    def _hash(self, *parts: str) -> int:
        data = "\0".join(parts).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(data, digest_size=16, key=self._secret).digest(), "little")
