"""One line that says how far a long command has come; only where somebody is looking."""

import time
from typing import TextIO

_WIDTH = 30
_EVERY_SECONDS = 0.2


class Progress:
    """Draws a bar of the share done and the number of things on a terminal, nothing elsewhere."""

    def __init__(self, out: TextIO, noun: str) -> None:
        self.out, self.noun = out, noun
        self.is_seen = out.isatty()
        self._drawn_at = 0.0

    def show(self, share: float, count: int) -> None:
        now = time.monotonic()
        if not self.is_seen or (now - self._drawn_at < _EVERY_SECONDS and share < 1):
            return
        self._drawn_at = now
        full = int(share * _WIDTH)
        self.out.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {share:4.0%}  {count} {self.noun}")
        self.out.flush()

    def end(self) -> None:
        if self.is_seen and self._drawn_at:
            self.out.write("\r\x1b[K")
            self.out.flush()
