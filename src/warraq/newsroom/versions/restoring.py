"""One field or one block as an earlier version had it, in a new draft that has lost nothing else."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from warraq.stories.text import left_as_it_was

from .comparing import comparisons_for, name_of

RESTORED = "newsroom.restore_field"


class Stale(Exception):
    """Somebody saved the page meanwhile."""


class Locked(Exception):
    """The page may not be changed now by this user; the words say why."""


class NothingToRestore(Exception):
    """The newest draft has it already so, or the version never had it."""


def content_of(page: Any, version: Revision | None) -> dict[str, Any]:
    """The words of a version, of the live page without one, as a revision stores them."""
    return dict(version.content) if version else page.serializable_data()


@transaction.atomic
def restore(
    request: HttpRequest, page: Any, source: Revision | None, name: str, block: str | None, newest: int | None
) -> Revision:
    """A new draft. `source` is None for the live version; `newest` is the revision that the editor took for the last.

    Raises PermissionDenied, Stale, Locked or NothingToRestore; then nothing has been changed.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    page = type(page).objects.get(pk=page.pk)
    require_editable(page, request.user)
    known = {name_of(compare(page, page)): compare(page, page) for compare in comparisons_for(page, request)}
    if name not in known:
        raise PermissionDenied
    if page.latest_revision_id != newest:
        raise Stale
    latest, earlier = content_of(page, page.get_latest_revision()), content_of(page, source)
    value = earlier.get(name)
    if block is not None:
        value = with_block_of(latest.get(name), value, block)
    if value == latest.get(name):
        raise NothingToRestore
    with left_as_it_was():
        draft = page.with_content_json(latest | {name: value})
        # A draft may be incomplete, as in the editor.
        revision = draft.save_revision(user=request.user, clean=False)
    data = {"field": name, "label": str(known[name].field_label()), "block": block, "from": source and source.pk}
    log(instance=page, action=RESTORED, user=request.user, revision=revision, content_changed=True, data=data)
    return revision


def require_editable(page: Any, user: Any) -> None:
    if not page.permissions_for_user(user).can_edit() or page.alias_of_id:
        raise PermissionDenied
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise Locked(lock.get_message(user))


def with_block_of(latest: str, earlier: str, name: str) -> str:
    """The latest body with this block as the earlier one had it: put back where it stood, or taken out again."""
    now, then = json.loads(latest or "[]"), json.loads(earlier or "[]")
    place = next((at for at, item in enumerate(then) if item.get("id") == name), None)
    here = next((at for at, item in enumerate(now) if item.get("id") == name), None)
    if place is None and here is None:
        raise NothingToRestore
    if place is None:
        del now[here]
    elif here is not None:
        now[here] = then[place]
    else:
        ids = [item.get("id") for item in now]
        before = next((ids.index(item["id"]) for item in reversed(then[:place]) if item.get("id") in ids), -1)
        now.insert(before + 1, then[place])
    return json.dumps(now, ensure_ascii=False)
