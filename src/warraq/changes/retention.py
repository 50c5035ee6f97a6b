"""Forgetting old rows of the log."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from . import log
from .keepers import parsed
from .models import Change, ConsumerPosition, SetAside
from .positions import Position

BATCH = 500
KEPT = timedelta(days=30)


def prune(older_than: timedelta = KEPT) -> int:
    """Delete rows older than that; how many.

    The newest row stays, and whatever a site-wide consumer has not read; a node that is further behind starts over.
    Consumers that nobody has run for so long hold nothing back, and a node's are forgotten.
    """
    before = timezone.now() - older_than
    gone = ConsumerPosition.objects.exclude(node="").filter(seen_at__lt=before)
    for row in gone:
        SetAside.objects.filter(consumer=row.name, node=row.node).delete()
        row.delete()
    count = 0
    while batch := _old(before, _held(before)):
        with transaction.atomic():
            count += Change.objects.filter(pk__in=batch).delete()[0]
    return count


def _held(before: datetime) -> list[Position]:
    rows = ConsumerPosition.objects.filter(node="").exclude(seen_at__lt=before)
    return [parsed(row.position) or log.start() for row in rows]


def _old(before: datetime, held: list[Position]) -> list[int]:
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    # A position is recognised by the row it has marked: that one stays too.
    kept_from = min([newest, *(position.mark for position in held)])
    rows = Change.objects.filter(pk__lt=kept_from).order_by("pk").values_list("pk", "at")[:BATCH]
    ids = [pk for pk, at in rows if at < before]
    for position in held:
        ids = list(log.has_read(position, ids))
    return ids
