"""A card goes with its page, in one transaction; its file goes when that has been committed and a task comes by."""

from typing import Any

from django.db.models.signals import pre_delete
from django.utils import timezone

from . import making
from .models import ShareCard


def card_goes(sender: type, instance: ShareCard, **kwargs: Any) -> None:
    making.retire(instance.file, timezone.now())


def connect() -> None:
    pre_delete.connect(card_goes, sender=ShareCard, dispatch_uid="warraq.sharecards.deleted")
