"""Rows grow old. What goes leaves a checkpoint behind: the chain goes on from its seal, and the trail tells of it."""

import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from . import anchors
from .models import Checkpoint, Entry, Head
from .noting import note
from .sealing import seal
from .verifying import PRUNED

DAILY, HOURLY = 86_400, 3_600


@transaction.atomic
def prune(days: int) -> int:
    """Remove the oldest rows, as far as every one of them is older than so many days; how many those were."""
    Head.objects.select_for_update().get(pk=1)  # nobody seals meanwhile
    before = timezone.now() - timedelta(days=days)
    young = Entry.objects.filter(at__gte=before, number__isnull=False).aggregate(first=Min("number"))["first"]
    old = Entry.objects.filter(number__lt=young) if young else Entry.objects.filter(number__isnull=False)
    last = old.order_by("-number").first()
    if last is None:
        return 0
    count = old.count()
    Checkpoint.objects.create(through=last.number, seal=last.seal, count=count)
    data = {"through": last.number, "seal": last.seal, "count": count, "older_than": before}
    note(PRUNED, data=data)
    Entry.objects.filter(number__lte=last.number).delete()
    return count


class TrailUpkeep:
    """The worker's part: seal what was written, now and then note the end down, once a day let the oldest go."""

    def __init__(self) -> None:
        self._next_anchor = self._next_prune = 0.0

    def round(self) -> None:
        seal()
        now = time.monotonic()
        if now >= self._next_anchor:
            self._next_anchor = now + HOURLY
            anchors.write_down(anchors.usual_place())
        if now >= self._next_prune:
            self._next_prune = now + DAILY
            prune(settings.WARRAQ_TRAIL_KEPT_DAYS)
