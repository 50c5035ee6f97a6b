"""Begins and ends lines, each in one transaction with the change log and the audit trail."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from warraq.audit.noting import note

from .models import Strip

STARTED, ENDED = "breaking.started", "breaking.ended"


@transaction.atomic
def start(strip: Strip, by: Any) -> Strip:
    strip.by = by
    strip.save()
    note(STARTED, actor=by, subject=strip, data={"edition": strip.edition.code, "until": strip.until})
    return strip


@transaction.atomic
def end(pk: int, by: Any, at: datetime | None = None) -> Strip | None:
    """None where it has ended already."""
    now = at or timezone.now()
    strip = Strip.objects.select_for_update().filter(pk=pk, until__gt=now).first()
    if strip:
        strip.end(now)
        note(ENDED, actor=by, subject=strip, data={"edition": strip.edition.code})
    return strip
