"""Time closes comments: what has come to its end is noted in the change log, so that its page says so.

Nothing is written ahead for each story: a rule that says "after 14 days" may concern a hundred thousand of them. The
stories between the last look and this one are found by the day they came out.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from warraq.stories.models import StoryPage

from .models import ClosedUntil, Rule
from .states import note_change
from .terms import terms_of

# How long a page may offer its form after the end; nothing is taken in any more from the moment itself.
EVERY = timedelta(seconds=10)


def close_due(now: datetime | None = None) -> int:
    """Note every story whose comments have closed since the last look; how many. Cheap when it is too early."""
    now = now or timezone.now()
    last = ClosedUntil.objects.first()
    if last is None:
        ClosedUntil.objects.get_or_create(pk=1, defaults={"at": now})
        return 0
    if last.at <= now < last.at + EVERY:
        return 0
    # A clock that ran ahead and was put right opens again what it had closed.
    start, end = sorted((last.at, now))
    stories = _closing(start, end)
    with transaction.atomic():
        # Of several workers one moves it on; the others look again at the next tick.
        if not ClosedUntil.objects.filter(pk=last.pk, at=last.at).update(at=now):
            return 0
        note_change(stories)
    return len(stories)


def _closing(start: datetime, end: datetime) -> list[int]:
    days = set(Rule.objects.filter(closes_after_days__gt=0).values_list("closes_after_days", flat=True))
    own = StoryPage.objects.filter(comment_days__gt=0)
    spans = Q()
    for number in days:
        spans |= Q(comment_days=None) & _came_out(start, end, number)
    for number in set(own.order_by().values_list("comment_days", flat=True).distinct()):
        spans |= Q(comment_days=number) & _came_out(start, end, number)
    if not spans:
        return []
    found = StoryPage.objects.filter(spans).select_related("edition").defer("body")
    return [story.pk for story in found if _closes_between(story, start, end)]


def _came_out(start: datetime, end: datetime, days: int) -> Q:
    span = timedelta(days=days)
    return Q(listed_at__gt=start - span, listed_at__lte=end - span)


def _closes_between(story: StoryPage, start: datetime, end: datetime) -> bool:
    closes_at = terms_of(story).closes_at
    return closes_at is not None and start < closes_at <= end
