"""Every road to publication is one transaction.

Editor, bulk, schedule, workflow, API and shell all end in Wagtail's action classes, which save first and signal,
log and cancel workflows afterwards, each in a transaction of its own. Wrapped here, an action that fails or is
killed between two of its steps leaves nothing behind: content, change log and audit trail agree.
"""

from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction

ROADS = (
    PublishRevisionAction,
    UnpublishAction,
    UnpublishPageAction,
    MovePageAction,
    DeletePageAction,
    CopyPageAction,
    CreatePageAliasAction,
    CopyPageForTranslationAction,
    ConvertAliasPageAction,
)


def _in_one_transaction(execute: Any) -> Any:
    @wraps(execute)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            if hold_back := isinstance(self, PublishRevisionAction) and getattr(self.object, "hold_back", None):
                hold_back()
            return execute(self, *args, **kwargs)

    run.is_one_transaction = True
    return run


def _publish_or_schedule(publish: Any) -> Any:
    @wraps(publish)
    def run(self: Any, revision: Any, page: Any, *args: Any, **kwargs: Any) -> Any:
        keep_live(page, revision)
        return publish(self, revision, page, *args, **kwargs)

    run.keeps_live = True
    return run


def keep_live(page: Any, revision: Any) -> None:
    """Name the live version of a page that was imported without one, before its next version is given a time.

    Wagtail takes a page without a live revision offline until the time has come.
    """
    if not (page.live and page.live_revision_id is None and page.go_live_at and page.go_live_at > timezone.now()):
        return
    live = type(page)._base_manager.get(pk=page.pk)
    first = type(revision).objects.create(
        content_object=live,
        base_content_type=live.get_base_content_type(),
        # Before the version that follows, so that this one stays the newest.
        created_at=revision.created_at - timedelta(microseconds=1),
        content=live.serializable_data(),
        object_str=str(live),
    )
    page.live_revision = first
    type(page)._base_manager.filter(pk=page.pk).update(live_revision=first)


def make_atomic() -> None:
    """Give each action's `execute` a transaction around it; doing it twice changes nothing."""
    for action in ROADS:
        execute = action.__dict__.get("execute")
        if execute and not getattr(execute, "is_one_transaction", False):
            action.execute = _in_one_transaction(execute)
    if not hasattr(PublishRevisionAction._publish_revision, "keeps_live"):
        PublishRevisionAction._publish_revision = _publish_or_schedule(PublishRevisionAction._publish_revision)
