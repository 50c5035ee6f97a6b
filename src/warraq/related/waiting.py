"""Asking for a story's related stories to be looked for, and taking what waits in order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from warraq.editions.models import Edition
from warraq.stories.models import StoryPage

from .models import Awaited, Sweep

SLICE = 500
LONGEST_PAUSE = 3600.0  # seconds until a story that fails is tried again
# After a change a list follows within seconds; an archive of a million stories takes hours.
SOON, SOME_DAY = timedelta(minutes=10), timedelta(days=2)
ASKED = ("urgency", "listed_at", "change", "is_offering", "mark", "asked_at", "not_before", "tries")


def ask_for(stories: Collection[int], urgency: int, change: int = 0, is_offering: bool = False) -> None:
    """Have these looked at, those of them that are listed; what waits already becomes no less urgent."""
    # Sorted: of two that ask at once, neither waits for a row of the other's while holding one of its own.
    ordered = sorted(set(stories))
    for start in range(0, len(ordered), SLICE):
        part = ordered[start : start + SLICE]
        listed = StoryPage.objects.filter(pk__in=part).listed().order_by("pk").values_list("pk", "listed_at")
        waiting = Awaited.objects.in_bulk(part)
        rows = [
            _asked(Awaited(pk, urgency, listed_at, change, is_offering), waiting.get(pk)) for pk, listed_at in listed
        ]
        Awaited.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story"], update_fields=ASKED)


def _asked(row: Awaited, before: Awaited | None) -> Awaited:
    """The row with what was asked of the story before."""
    if before:
        row.asked_at = min(row.asked_at, before.asked_at) if before.urgency <= row.urgency else row.asked_at
        row.urgency = min(before.urgency, row.urgency)
        row.change = max(before.change, row.change)
        row.is_offering = before.is_offering or row.is_offering
    return row


def next_in_line(count: int) -> list[Awaited]:
    """The most urgent first, of equals the newest."""
    due = Awaited.objects.filter(not_before__lte=timezone.now())
    return list(due.order_by("urgency", "-listed_at")[:count])


def is_still_asked(row: Awaited) -> bool:
    """Within a transaction: is it still waiting as it was, and nobody else at it? Holds it, if so."""
    held = Awaited.objects.select_for_update(skip_locked=True)
    return held.filter(pk=row.pk, mark=row.mark).exists()


def settle(rows: Sequence[Awaited]) -> None:
    """Forget what has been looked at; what was asked for again in between stays."""
    Awaited.objects.filter(pk__in=[row.pk for row in rows], mark__in=[row.mark for row in rows]).delete()


def put_off(row: Awaited) -> None:
    """Try again later what has failed, each time a longer while."""
    pause = timedelta(seconds=min(2.0**row.tries, LONGEST_PAUSE))
    again = Awaited.objects.filter(pk=row.pk, mark=row.mark)
    again.update(tries=row.tries + 1, not_before=timezone.now() + pause)


def sweep(change: int) -> None:
    """Begin a look at every story."""
    for edition in Edition.objects.all():
        Sweep.objects.update_or_create(edition=edition, defaults={"change": change, "listed_at": None, "story": 0})


@transaction.atomic
def go_on_sweeping() -> bool:
    """Ask for the next slice of the archive; False when nothing is left."""
    row = Sweep.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if row is None:
        return False
    below = Q(listed_at__lt=row.listed_at) | Q(listed_at=row.listed_at, pk__lt=row.story) if row.listed_at else Q()
    stories = StoryPage.objects.filter(below, edition=row.edition_id).listed().newest_first()
    part = list(stories.values_list("pk", "listed_at")[:SLICE])
    if not part:
        row.delete()
        return True
    ask_for([pk for pk, _ in part], Awaited.Urgency.SOMETIME, row.change)
    row.story, row.listed_at = part[-1]
    row.save(update_fields=["story", "listed_at"])
    return True


def is_anything_asked() -> bool:
    return Awaited.objects.exists() or Sweep.objects.exists()


@dataclass(frozen=True)
class Lateness:
    """How many stories wait, how many of them have waited too long, since when the first of these has."""

    waiting: int
    late: int
    since: datetime | None


def lateness(now: datetime | None = None) -> Lateness:
    """What waits, judged by how soon it should have been looked at."""
    now = now or timezone.now()
    is_archive = Q(urgency=Awaited.Urgency.SOMETIME)
    late = ~is_archive & Q(asked_at__lt=now - SOON) | is_archive & Q(asked_at__lt=now - SOME_DAY)
    found = Awaited.objects.aggregate(
        waiting=Count("pk"), late=Count("pk", filter=late), since=Min("asked_at", filter=late)
    )
    return Lateness(**found)


def let_wait(row: Awaited) -> None:
    """Nobody waits for it any longer; the index will still be asked."""
    Awaited.objects.filter(pk=row.pk, mark=row.mark).update(urgency=Awaited.Urgency.SOMETIME)
