"""Forgetting what the defence no longer needs, a batch at a time; cheap when there is nothing to forget."""

from datetime import datetime, timedelta

from django.db import models

from .models import Arrival, KnownText, LearnedWord, Lesson
from .rules import ALIKE_DAYS, NETWORK_MINUTES

BATCH = 500
LESSON_DAYS = timedelta(days=365)  # afterwards a decision can no longer be unlearned
# A word met once or twice and not again for so long says nothing.
SELDOM, SELDOM_DAYS = 2, timedelta(days=60)
MOST_WORDS = 300_000


def prune(now: datetime) -> int:
    """Delete at most a batch of each kind; how many rows."""
    minute = int(now.timestamp() // 60)
    gone = _delete(Arrival.objects.filter(minute__lt=minute - 2 * NETWORK_MINUTES), "minute")
    gone += _delete(KnownText.objects.filter(at__lt=now - ALIKE_DAYS), "at")
    gone += _delete(Lesson.objects.filter(at__lt=now - LESSON_DAYS), "at")
    return gone + _prune_words(now)


def _prune_words(now: datetime) -> int:
    words = LearnedWord.objects.filter(number__lt=0) | LearnedWord.objects.filter(number__gt=0)
    old = words.filter(day__lt=(now - SELDOM_DAYS).date()).annotate(times=models.F("shown") + models.F("refused"))
    gone = _delete(old.filter(times__lte=SELDOM), "day")
    if words.order_by()[: MOST_WORDS + 1].count() > MOST_WORDS:
        gone += _delete(words, "day")
    return gone


def _delete(rows: models.QuerySet, order: str) -> int:
    batch = list(rows.order_by(order).values_list("pk", flat=True)[:BATCH])
    return rows.model.objects.filter(pk__in=batch).delete()[0] if batch else 0
