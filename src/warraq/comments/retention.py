"""What is kept of readers goes after the days that the site sets: addresses first, then what was refused."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from .defence import retention as defence
from .erasing import BLANK
from .models import Ban, Comment, DataRequest, DayKey, Decision, State

BATCH = 500
EVERY = 600.0  # seconds between two looks
REFUSED = (State.REJECTED, State.SPAM, State.WITHDRAWN)


class Retention:
    """The worker's part in it: now and then, a batch of each at a time."""

    def __init__(self) -> None:
        self._not_before = 0.0

    def round(self) -> None:
        """Forget what has had its time, if it is time to look."""
        if time.monotonic() >= self._not_before:
            # A backlog is worked off in steps, between which readers' writes go on.
            self._not_before = time.monotonic() + (1.0 if forget(timezone.now()) else EVERY)


def forget(now: datetime) -> int:
    """Forget a batch of each kind; how many rows that were."""
    kept = settings.WARRAQ_COMMENTS
    done = _forget_emails(now - timedelta(days=kept.email_kept_days))
    done += _forget_addresses(now - timedelta(days=kept.address_kept_days))
    done += _remove_refused(now - timedelta(days=kept.refused_kept_days))
    done += defence.prune(now)
    done += DataRequest.objects.filter(at__lt=now - timedelta(days=1)).delete()[0]
    done += Ban.objects.filter(until__lt=now).delete()[0]
    if done:
        _forget_pages()
    return done


def _forget_emails(before: datetime) -> int:
    old = Comment.objects.exclude(email="").filter(posted_at__lt=before).values_list("pk", flat=True)[:BATCH]
    return Comment.objects.filter(pk__in=list(old)).update(email="", wants_notices=False)


def _forget_addresses(before: datetime) -> int:
    old = Comment.objects.exclude(address_hash="").filter(posted_at__lt=before).values_list("pk", flat=True)[:BATCH]
    done = Comment.objects.filter(pk__in=list(old)).update(address_hash="")
    return done + DayKey.objects.filter(day__lt=before.date()).delete()[0]


@transaction.atomic
def _remove_refused(before: datetime) -> int:
    """Those that nobody has answered go whole, their lines of the audit trail stay without words."""
    old = Comment.objects.filter(state__in=REFUSED, posted_at__lt=before).exclude(text="")
    numbers = list(old.order_by("posted_at").values_list("pk", flat=True)[:BATCH])
    if not numbers:
        return 0
    Decision.objects.filter(comment__in=numbers).update(reason="", before="", after="")
    answered = set(Comment.objects.filter(parent__in=numbers).values_list("parent_id", flat=True))
    Comment.objects.filter(pk__in=answered).update(**BLANK, erased_at=timezone.now())
    Comment.objects.filter(pk__in=set(numbers) - answered).delete()
    return len(numbers)


def _forget_pages() -> None:
    # What was overwritten in the file still stands in SQLite's log of writes until that is begun anew.
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:
            return  # somebody reads: at the next look
