"""What fronts need of the worker: what grows too old for a rule leaves in time, and old steps are forgotten."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from warraq.changes import due
from warraq.changes.keys import list_key
from warraq.changes.models import Due
from warraq.stories.models import StoryPage

from .arranged import Arranged, key_of
from .candidates import age_limit
from .composition import Composition
from .models import Arrangement, FrontPage, FrontStep, SavedFront
from .working import begin

EVERY, SELDOM = 60.0, 3600.0  # seconds
# How long steps are kept: those that readers saw, and those of the working copy in between.
KEPT, KEPT_UNSEEN = timedelta(days=400), timedelta(days=30)
BATCH = 500


class FrontUpkeep:
    """Looks once a minute; forgets old steps once an hour."""

    def __init__(self) -> None:
        self._next = self._next_pruning = 0.0

    def round(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + EVERY
            note_ages(timezone.now())
            note_begun(timezone.now())
        if now >= self._next_pruning:
            self._next_pruning = now + SELDOM
            prune(timezone.now())


def note_begun(now: datetime) -> None:
    """Write down of saved fronts whose hour has come that readers have them."""
    for saved in SavedFront.objects.filter(starts_at__lte=now, has_begun=False).select_related("page"):
        begin(saved)


def note_ages(now: datetime) -> None:
    """Let the moment become due at which something on a front is too old for the rule that brought it."""
    for front in FrontPage.objects.live().filter(arrangement__isnull=False):
        row = Arrangement.objects.get(page=front.pk)
        subject = list_key(front.key_kind, front.pk, "ages")
        moment = leaves_at(front, row.at(now), now)
        if moment and Due.objects.filter(subject=subject, at=moment).exists():
            continue
        if moment or Due.objects.filter(subject=subject, turned_at=None).exists():
            with transaction.atomic():
                due.set_for(subject, {moment: [key_of(front)]} if moment else {})


def leaves_at(front: FrontPage, content: Arranged, now: datetime) -> datetime | None:
    """When the first story leaves a part for its age."""
    limits = {part.id: part.rule.hours for part in content.parts if part.holds_stories and part.rule.hours}
    if not limits:
        return None
    chosen = Composition(front, content, now).chosen
    hours = {choice.pk: limit for name, limit in limits.items() for choice in chosen[name] if choice.pin is None}
    rows = StoryPage.objects.filter(pk__in=hours).values_list("pk", "listed_at")
    return min((too_old_at(listed, hours[pk]) for pk, listed in rows if listed), default=None)


def too_old_at(listed: datetime, hours: int) -> datetime:
    """The first full ten minutes at which a story of that moment is too old."""
    return age_limit(listed + timedelta(hours=hours, minutes=10), 0)


def prune(now: datetime) -> None:
    """Forget old steps, never the one that readers have."""
    steps = FrontStep.objects.exclude(number=F("arrangement__published_number"))
    unseen = steps.filter(at__lt=now - KEPT_UNSEEN).exclude(kind__in=FrontStep.SEEN)
    for old in (unseen, steps.filter(at__lt=now - KEPT)):
        _delete(old.values_list("pk", flat=True))


def _delete(numbers: QuerySet) -> None:
    while batch := list(numbers[:BATCH]):
        FrontStep.objects.filter(pk__in=batch).delete()
