"""A dossier changed from outside its editor: in its draft always, for readers too where nothing else waits in it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext


class Locked(Exception):
    """Somebody else has the page."""


def change(page: Any, user: Any, edit: Callable[[Any], None]) -> bool:
    """Edit the newest draft and publish it if readers see the page as it was drafted; whether readers see it now.

    A draft that waits for somebody, with changes of others in it, is never published along.
    """
    rights = page.permissions_for_user(user)
    if not rights.can_edit():
        raise PermissionDenied
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise Locked(str(lock.get_message(user)))
    # Asked before: without a newer draft the page is edited itself.
    goes_out = page.live and not page.has_unpublished_changes and rights.can_publish()
    with transaction.atomic():
        draft = page.get_latest_revision_as_object()
        edit(draft)
        revision = draft.save_revision(user=user)
        if goes_out:
            revision.publish(user=user)
    return goes_out


def said(is_live: bool, text: str) -> str:
    return text if is_live else f"{text} {gettext('It is in the draft; readers see it once that is published.')}"
