"""Signals that the page base cannot override: deletion reaches descendants without their `delete`."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate, pre_delete
from wagtail.signals import post_page_move

from . import due, tree
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


def mend_tree(using: str, plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    # Going backwards, the migration that takes the index away means it.
    if not any(backwards for _migration, backwards in plan or ()):
        tree.mend(using)


def connect() -> None:
    post_migrate.connect(mend_tree, sender=apps.get_app_config("changes"), dispatch_uid="warraq.changes.tree")
    pre_delete.connect(log_removal, dispatch_uid="warraq.changes.removal")
    post_page_move.connect(log_move, dispatch_uid="warraq.changes.move")
