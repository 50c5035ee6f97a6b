"""What the worker does all day: the clock, the change log, the pages that readers get and the index they search."""

import fcntl
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from warraq.accounts.upkeep import AccountsUpkeep
from warraq.audit.retention import TrailUpkeep
from warraq.changes import due, retention
from warraq.changes.runner import Runner
from warraq.changes.waking import Waker
from warraq.comments.closing import close_due
from warraq.comments.retention import Retention
from warraq.front.upkeep import FrontUpkeep
from warraq.media import inspection, rights
from warraq.newsroom.admin_search import filling
from warraq.newsroom.notices.upkeep import NoticesUpkeep
from warraq.newsroom.schedule import publish_due
from warraq.pagestore.consumer import PageStoreConsumer, complete, notice_new_looks
from warraq.pagestore.index import IndexCorrupt
from warraq.pagestore.keeping import site_store
from warraq.pagestore.purging import Purger
from warraq.pagestore.refreshing import Refresher
from warraq.pagestore.upkeep import check_files
from warraq.readership.upkeep import ReadershipUpkeep
from warraq.related.upkeep import RelatedUpkeep
from warraq.search.upkeep import SearchUpkeep
from warraq.sharecards.upkeep import SharecardsUpkeep

TICK = 1.0  # seconds between two looks at the clock
SLICE = 0.25  # seconds of rendering before the log is looked at again
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Upkeep:
    """The worker's state between two rounds."""

    def __init__(self) -> None:
        self.store = site_store()
        self.runner = Runner(PageStoreConsumer(self.store))
        self.refresher = Refresher(self.store)
        self.waker = Waker()
        self.purger = Purger(self.store)
        self.purger.start()
        self.search = SearchUpkeep()
        self.related = RelatedUpkeep()
        self.readership = ReadershipUpkeep()
        self.comments = Retention()
        self.sharecards = SharecardsUpkeep()
        self.trail = TrailUpkeep()
        self.accounts = AccountsUpkeep()
        self.notices = NoticesUpkeep()
        self.fronts = FrontUpkeep()
        self._next_tick = 0.0
        self._has_begun = False

    def end(self) -> None:
        """Before the process goes."""
        self.purger.stop()
        self.search.end()

    def round(self, should_stop: Callable[[], bool]) -> None:
        """Whatever is to be done now; waits up to a tick when that is nothing."""
        try:
            self._round(should_stop)
        except IndexCorrupt:
            self._has_begun = False  # the index has been replaced by an empty one
            raise

    def _round(self, should_stop: Callable[[], bool]) -> None:
        with self.store.healing():
            if not self._has_begun:
                self._begin()
            self._tick()
            while self.runner.step() and not should_stop():
                pass
            is_searched = self.search.follow()
            is_busy = self.refresher.put_off() or self.refresher.step(SLICE)
            is_busy = self.search.work() or is_searched or is_busy
            # After the pages: what they print beside the story may be a moment older than the story.
            is_busy = self.related.round() or is_busy
            is_busy = self.readership.round() or is_busy
            is_busy = self.sharecards.round() or is_busy
            if not is_busy and not complete(self.store) and not self.refresher.idle():
                self.waker.wait(max(0.0, self._next_tick - time.monotonic()))

    def _begin(self) -> None:
        self.store.sweep_runs()
        self.store.index.check()
        boot = BOOT_ID.read_text("ascii").strip() if BOOT_ID.exists() else ""
        if self.store.index.meta("boot") != boot:
            # What was written before the machine stopped may never have reached the disk.
            check_files(self.store)
            with self.store.index.transaction():
                self.store.index.set_meta("boot", boot)
        notice_new_looks(self.store)
        filling.ensure()
        self._has_begun = True

    def _tick(self) -> None:
        if time.monotonic() >= self._next_tick:
            self._next_tick = time.monotonic() + TICK
            publish_due()
            due.turn_into_changes()
            close_due()
            rights.remove_ended()
            inspection.round()
            retention.prune(timezone.now())
            self.comments.round()
            self.trail.round()
            self.accounts.round()
            self.notices.round()
            self.fronts.round()


def only_one() -> IO[str] | None:
    """A lock held by the one worker of this machine for as long as it lives; None while another holds it."""
    settings.WARRAQ_STORE.mkdir(parents=True, exist_ok=True)
    lock = (settings.DATA / "worker.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock
