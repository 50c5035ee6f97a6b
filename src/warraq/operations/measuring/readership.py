"""Counting reads, measured: beacons through the real front beside a program that only says 204, and the sums behind."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.db import transaction
from django.utils import timezone

from warraq.editions.models import Edition
from warraq.pagestore.store import Store
from warraq.readership import lists, rolling
from warraq.readership.adding import add
from warraq.readership.journal import BATCH, Batch, Journal
from warraq.readership.models import DailyReads, HourlyReads, Rolled, Standing, Window
from warraq.readership.queries import most_read
from warraq.stories.models import StoryPage

from ..server import FRONT, GRANIAN
from . import wire
from .serving import front
from .wire import CannotMeasure, Load

SECONDS, ROUNDS = 10, 3
RATE_TARGET, P99_TARGET, QUERY_TARGET = 5_000, 50.0, 5.0  # beacons/s, ms, ms
DAYS, HOURS = 30, 24
SESSION = """
local view = 0
wrk.method = "POST"
function request()
  view = view + 1
  wrk.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14; M" .. (view % 977) .. ") AppleWebKit/537.36 Mobile"
  wrk.headers["Accept-Language"] = "ar"
  wrk.headers["Sec-Fetch-Site"] = "same-origin"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["X-Forwarded-For"] = "10." .. (view % 251) .. "." .. (math.floor(view / 251) % 251) .. "." .. (view % 13)
  return wrk.format(nil, "/_/read", nil,
    string.format("s=%d&v=%016x&p=open&a=0&r=www.example.org", view % 20000 + 1, view))
end
"""


def measure_beacons(say: Callable[[str], None]) -> None:
    """Every beacon is another page view; story, reader and browser change too."""
    say(f"read beacons, 64 connections, server and wrk on one core each, {ROUNDS} × {SECONDS} s")
    say(f"{'server':<34}{'beacons/s':>11}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}{'wrong':>7}{'MB':>14}")
    for name, running in (("Warraq's front", _front), ("bare Granian, RSGI: 204", _bare)):
        with tempfile.TemporaryDirectory(prefix="warraq-bench-") as place, running(Path(place)) as (port, process):
            script = Path(place) / "beacons.lua"
            script.write_text(SESSION, "ascii")
            runs, sizes = [], []
            for _round in range(ROUNDS):
                runs.append(_load(port, process, script))
                sizes.append(wire.memory(process) / 1e6)
            rate, p99 = (median(getattr(run, what) for run in runs) for what in ("rate", "p99"))
            p50, cpu = (median(getattr(run, what) for run in runs) for what in ("p50", "cpu"))
            grown = " → ".join(f"{size:.0f}" for size in sizes)
            say(f"{name:<34}{rate:>11,.0f}{p50:>9.1f}{p99:>9.1f}{cpu:>9.1f}{sum(r.wrong for r in runs):>7}{grown:>14}")
            if running is _front:
                time.sleep(1.5)
                kept = sum(row[3] for batch in Journal(Path(place) / "reads").batches() for row in batch.rows)
                say(f"  on the disk a second later: {kept:,} reads")
    say(f"  target: ≥ {RATE_TARGET:,}/s, p99 < {P99_TARGET:g} ms, memory flat")


def _load(port: int, process: int, script: Path) -> Load:
    return wire.load(f"http://127.0.0.1:{port}/_/read", process, SECONDS, script=script)


@contextmanager
def _front(place: Path) -> Iterator[tuple[int, int]]:
    options = {"place": str(place / "reads"), "cap": 5, "honours_do_not_track": True}
    posts = {"/_/read": ("warraq.readership.beacon:make", options)}
    with front(Store(place / "store"), place, trusted_proxies=["127.0.0.1"], posts=posts) as running:
        yield running


@contextmanager
def _bare(place: Path) -> Iterator[tuple[int, int]]:
    port = wire.free_port()
    with wire.running([*GRANIAN, *FRONT, "--port", str(port), "warraq.operations.measuring.peers:nothing"]) as process:
        wire.wait_for(port)
        yield port, process


# --- the sums --------------------------------------------------------------------------------------------------------


class _TakenBack(Exception):
    """Ends the transaction in which everything was measured."""


def measure_sums(say: Callable[[str], None]) -> None:
    """On the stories of this site, with reads of every one of them on every day of a month; all of it taken back."""
    stories = list(StoryPage.objects.listed().order_by("-listed_at").values_list("pk", flat=True))
    if not stories:
        raise CannotMeasure("stories are needed: run `warraq bench fill 1000` first")
    try:
        with transaction.atomic():
            _measure_sums(stories, say)
            raise _TakenBack
    except _TakenBack:
        pass


def _measure_sums(stories: list[int], say: Callable[[str], None]) -> None:
    now = timezone.now()
    hour, day = rolling.present(now)
    for model in (DailyReads, HourlyReads, Standing, Rolled):
        model.objects.all().delete()
    # Few stories are read much and many hardly: the n-th so often as a reader's interest falls off (Zipf).
    reads = {story: max(1, 20_000 // rank) for rank, story in enumerate(stories, start=1)}
    for number in range(DAYS):
        DailyReads.objects.bulk_create(
            (DailyReads(day=day - timedelta(days=number), story=story, reads=count) for story, count in reads.items()),
            batch_size=BATCH,
        )
    for number in range(HOURS):
        HourlyReads.objects.bulk_create(
            (
                HourlyReads(hour=hour - timedelta(hours=number), story=story, reads=count // HOURS + 1)
                for story, count in list(reads.items())[: max(1, len(reads) // 5)]
            ),
            batch_size=BATCH,
        )
    say(f"\nthe sums, {len(stories):,} stories read on each of {DAYS} days, ms on the clock")
    rolling.recount(now)
    lists.refresh()
    edition = Edition.objects.get(pk=StoryPage.objects.get(pk=stories[0]).edition_id)
    for window in Window:
        took = sorted(_time(lambda window=window: most_read(edition.pk, window)) for _time_ in range(50))
        say(f"  most read, {window.value:<6} p50 {took[25]:7.2f}   worst {took[-1]:7.2f}   target < {QUERY_TARGET:g}")
    for window in Window:
        took = _time(lambda window=window: lists.refresh([window]))
        say(f"  the lists of a {window.value} made anew, once a minute {took:7.1f}")
    names = iter(range(1_000))
    rows = [(int(now.timestamp()) // 60 * 60, story, "", 1, 0) for story in stories[:BATCH]]
    took = median(_time(lambda: add(Batch(Path(), f"bench-{next(names)}", rows), now)) for _round in range(9))
    say(f"  a batch of {len(rows)} counts added {took:17.1f}")
    say(f"  the windows moved on by an hour {_time(lambda: rolling.roll(now + timedelta(hours=1))):13.1f}")
    say(f"  everything summed up anew (only when asked) {_time(lambda: rolling.recount(now)):.0f}")


def _time(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
