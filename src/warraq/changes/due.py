"""Time is a change too: moments known beforehand become entries of the log when they have come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .keys import checked
from .models import Change, Due

BATCH = 500
# Clocks of two machines differ by so much at most; a moment further ahead was turned by a clock that was wrong.
TOLERANCE = timedelta(minutes=1)
# A clock that is wrong is put right within so many days.
KEPT = timedelta(days=7)


def set_for(subject: str, moments: Mapping[datetime, Iterable[str]]) -> None:
    """Let these be the subject's moments, each with the keys it touches. Refused outside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("moments are written in the transaction of their content")
    Due.objects.filter(subject=subject).delete()
    rows = [Due(at=at, subject=subject, keys=checked({*keys, subject})) for at, keys in moments.items()]
    Due.objects.bulk_create(rows)


def forget(key: str) -> None:
    """Let nothing become due any more of what goes away, `story:42`, nor of a part of it, `story:42:recent`."""
    Due.objects.filter(Q(subject=key) | Q(subject__startswith=f"{key}:")).delete()


def turn_into_changes(now: datetime | None = None) -> int:
    """Log what has become due, each moment once whatever number of clocks run; how many there were."""
    now = now or timezone.now()
    _take_back(now)
    turned = 0
    # Asked without a transaction first: on SQLite one would hold the write lock at every tick.
    while _come(now).exists():
        if not (count := _turn(now)):
            break  # another clock is at it
        turned += count
    return turned


def _come(now: datetime) -> QuerySet[Due]:
    return Due.objects.filter(turned_at=None, at__lte=now)


@transaction.atomic
def _turn(now: datetime) -> int:
    due = list(_come(now).select_for_update(skip_locked=True).order_by("at")[:BATCH])
    for row in due:
        Change.objects.note(Change.Kind.DUE, row.subject, set(row.keys))
    return Due.objects.filter(pk__in=[row.pk for row in due]).update(turned_at=now)


def _take_back(now: datetime) -> None:
    """Undo what a clock that ran ahead, or one that has been put back, has turned before its moment."""
    early = Due.objects.filter(turned_at__isnull=False, at__gt=now + TOLERANCE)
    if early.exists():
        early.update(turned_at=None)
    # Counted from when it was turned, not from its moment: a clock a year ahead would have all of that year forgotten.
    old = Due.objects.filter(turned_at__lt=now - KEPT)
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        Due.objects.filter(pk__in=batch).delete()
