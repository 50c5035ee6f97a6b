"""What the worker does for related stories: follow the log, then look at what waits."""

import time

from warraq.changes.runner import Runner

from .consumer import RelatedConsumer
from .renewing import Renewer

SLICE = 0.1  # seconds before pages are looked after again


class RelatedUpkeep:
    """Its part of the worker's rounds. Errors of the database come through."""

    def __init__(self) -> None:
        self.runner = Runner(RelatedConsumer())
        self.renewer = Renewer()

    def round(self, seconds: float = SLICE) -> bool:
        """Note what the log has for it, look at some of what waits; whether there was anything to do."""
        return any([self._follow(time.monotonic() + seconds), self.renewer.step(seconds) > 0])

    def _follow(self, until: float) -> bool:
        has_worked = False
        while self.runner.step():
            has_worked = True
            if time.monotonic() >= until:
                break
        return has_worked
