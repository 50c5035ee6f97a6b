"""Whoever looks after a dossier is told once a week that its summary is to be looked through, until it was."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from warraq.changes import locks
from warraq.dossiers.models import DossierPage

from ..notices.making import tell
from ..notices.models import Kind, Notice
from .gaps import Gap, condition

AGAIN = timedelta(days=7)
AT_ONCE = 50  # dossiers; the rest an hour later


def tell_of_reviews() -> int:
    """How many dossiers somebody was told of."""
    with transaction.atomic():
        # One worker of the site at a time: nobody is told twice.
        return _tell() if locks.is_mine("dossiers to review") else 0


def _tell() -> int:
    now = timezone.now()
    told = Notice.objects.filter(kind=Kind.REVIEW, at__gt=now - AGAIN).values("page_id")
    due = DossierPage.objects.filter(condition(Gap.REVIEW, now), responsible__is_active=True).exclude(pk__in=told)
    dossiers = list(due.order_by("reviewed_on", "pk")[:AT_ONCE])
    users = get_user_model().objects.in_bulk([dossier.responsible_id for dossier in dossiers])
    return sum(bool(tell([users[dossier.responsible_id]], Kind.REVIEW, dossier)) for dossier in dossiers)
