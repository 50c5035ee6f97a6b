"""Every road to publication is one transaction.

Editor, bulk, schedule, workflow, API and shell all end in Wagtail's action classes, which save first and signal,
log and cancel workflows afterwards, each in a transaction of its own. Wrapped here, an action that fails or is
killed between two of its steps leaves nothing behind: content, change log and audit trail agree.
"""

from functools import wraps
from typing import Any

from django.db import transaction
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


def make_atomic() -> None:
    """Give each action's `execute` a transaction around it; doing it twice changes nothing."""
    for action in ROADS:
        execute = action.__dict__.get("execute")
        if execute and not getattr(execute, "is_one_transaction", False):
            action.execute = _in_one_transaction(execute)
