"""Signals that the page base cannot override: deletion reaches descendants without their `delete`."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import post_page_move

from . import due
from .pages import LoggedPage


def log_removal(sender: type, instance: Any, **kwargs: Any) -> None:
    # Django sends one signal per class of a multi-table page; only the specific one knows its lists.
    if isinstance(instance, LoggedPage):
        instance.log_removal()
        due.forget(instance.object_key)


def log_move(sender: type, instance: Any, **kwargs: Any) -> None:
    specific = instance.specific
    if isinstance(specific, LoggedPage):
        specific.log_move()


def connect() -> None:
    pre_delete.connect(log_removal, dispatch_uid="warraq.changes.removal")
    post_page_move.connect(log_move, dispatch_uid="warraq.changes.move")
