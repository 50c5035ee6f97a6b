import os
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    name = "warraq.operations"
    verbose_name = "operations"

    def ready(self) -> None:
        # The signal comes once for every app that has models, and this one has none.
        sender = apps.get_app_config("people")
        post_migrate.connect(choose_workflow, sender=sender, dispatch_uid="warraq.operations.workflow")
        post_migrate.connect(make_first_editor, sender=sender, dispatch_uid="warraq.operations.editor")


def choose_workflow(plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    """After migrating forwards: the workflow that the site file asks for, as long as none was used or chosen."""
    if settings.WARRAQ_WORKFLOW and not any(backwards for _migration, backwards in plan or ()):
        from warraq.newsroom.workflow.ready import choose_first

        choose_first()


def make_first_editor(plan: list[tuple[Any, bool]] | None = None, **kwargs: Any) -> None:
    """After migrating forwards a site without users, with WARRAQ_ADMIN_PASSWORD set: the user `editor`."""
    if os.environ.get("WARRAQ_ADMIN_PASSWORD") and not any(backwards for _migration, backwards in plan or ()):
        from .first_run import ensure_editor

        ensure_editor()
