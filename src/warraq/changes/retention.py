"""Forgetting old rows of the log."""

from datetime import datetime, timedelta

from django.conf import settings

from . import log
from .keepers import parsed
from .models import Change, ConsumerPosition
from .positions import Position

BATCH = 500
DAYS = 30


def prune(now: datetime) -> int:
    """Delete rows older than `WARRAQ_CHANGES_KEPT_DAYS`, at most a batch of them; how many. Cheap when there are none.

    The newest row stays, and whatever a site-wide consumer has not read, until it reads on or `warraq changes forget`
    is told that it never will. A node holds nothing back: one that was away for so long starts over.
    """
    before = now - timedelta(days=getattr(settings, "WARRAQ_CHANGES_KEPT_DAYS", DAYS))
    oldest = Change.objects.order_by("pk").values_list("at", flat=True).first()
    if oldest is None or oldest >= before:
        return 0
    _forget_nodes(before)
    batch = _old(before, _held())
    return Change.objects.filter(pk__in=batch).delete()[0] if batch else 0


def _forget_nodes(before: datetime) -> None:
    # Only what they told the operator: a node that is alive, seen from a wrong clock, tells it again within a minute.
    gone = ConsumerPosition.objects.exclude(node="").filter(seen_at__lt=before)
    if gone.exists():
        gone.delete()


def _held() -> list[Position]:
    # Also of those long unseen: a clock that jumps would make all of them look so, and what they miss is lost.
    return [parsed(row.position) or log.start() for row in ConsumerPosition.objects.filter(node="")]


def _old(before: datetime, held: list[Position]) -> list[int]:
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    # A position is recognised by the row it has marked: that one stays too.
    kept_from = min([newest, *(position.mark for position in held)])
    rows = Change.objects.filter(pk__lt=kept_from).order_by("pk").values_list("pk", "at")[:BATCH]
    ids = [pk for pk, at in rows if at < before]
    for position in held:
        ids = list(log.has_read(position, ids))
    return ids
