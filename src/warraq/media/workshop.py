"""Where films are prepared: so many places of work a machine, each held by a lock while somebody is at it."""

import fcntl
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from . import making
from .models import Encoding, Video

UNNAMED_KEPT = timedelta(days=1)  # pages rendered before name what was made before


def work(slot: int, should_stop: Callable[[], bool]) -> bool:
    """Prepare the next film in this place; was there one? False also where somebody else is at it."""
    with suppress(BlockingIOError), _locked(slot):
        claimed = Encoding.objects.claim(slot, settings.WARRAQ_FILMS.at_once)
        if claimed:
            making.make(claimed, should_stop)
            return True
    return False


def _locked(slot: int) -> IO[str]:
    """Held as long as the file is open, however the process ends. Raises BlockingIOError."""
    place = Path(settings.DATA) / "run"
    place.mkdir(parents=True, exist_ok=True)
    lock = (place / f"films-{slot}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise
    return lock


def ask_for_missing() -> int:
    """Films that came in before there was a workshop; how many."""
    missing = list(Video.objects.filter(encoding=None))
    for video in missing:
        Encoding.objects.ask(video)
    return len(missing)


def tidy() -> int:
    """Remove what was made of earlier files and of runs given up, a day after; how many things."""
    root, before = Path(settings.MEDIA_ROOT) / "films", (timezone.now() - UNNAMED_KEPT).timestamp()
    removed = 0
    for place in root.iterdir() if root.is_dir() else ():
        named = _named(place.name)
        for thing in place.iterdir() if place.is_dir() else ():
            if not any(mark in thing.name for mark in named) and thing.stat().st_mtime < before:
                shutil.rmtree(thing) if thing.is_dir() else thing.unlink(missing_ok=True)
                removed += 1
    return removed


def _named(number: str) -> set[str]:
    """The marks in the names of what is still in use of a film."""
    video = Video.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if video is None:
        return set()
    token = Encoding.objects.filter(video=video).values_list("token", flat=True)
    return {*token, *([video.made["folder"].rpartition("/")[2]] if video.made else [])}
