"""The live version put right at once, while the next one waits: the unfinished one stays in, the fix stays in both."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState

from warraq.stories.models import Correction
from warraq.stories.text import left_as_it_was

from .restoring import Locked, Stale
from .wording import Fix

FIXED = "newsroom.fix_live"


class NothingToFix(Exception):
    """The wrong words stand nowhere in the live version."""


@dataclass(frozen=True)
class Fixed:
    """`live` and `next` say in how many fields the words were put right."""

    live: int
    next: int


class PublishFix(PublishPageRevisionAction):
    """Publishes without ending the approval of the next version, which is not what goes out."""

    def _after_publish(self) -> None:
        # What Wagtail asks when it looks for an approval that the publication makes needless.
        self.object._current_workflow_states = []
        super()._after_publish()


def may_fix(page: Any, user: Any) -> bool:
    """A live page with a next version, and somebody who may publish it."""
    return page.live and page.has_unpublished_changes and page.permissions_for_user(user).can_publish()


@transaction.atomic
def fix_live(page: Any, user: Any, fix: Fix, seen: tuple[int | None, int | None]) -> Fixed:
    """`seen`: the newest and the live revision that the editor has looked at.

    Raises PermissionDenied, Locked, Stale, NothingToFix or ValidationError; then nothing has been changed.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    page = type(page).objects.get(pk=page.pk)
    if not may_fix(page, user):
        raise PermissionDenied
    lock = page.get_lock()
    # A schedule or an approval locks the next version; only a colleague's own lock is also one of the live page.
    if isinstance(lock, BasicLock) and lock.for_user(user):
        raise Locked(lock.get_message(user))
    if (page.latest_revision_id, page.live_revision_id) != seen:
        raise Stale
    waiting = _waiting(page)
    found = fix.put_right(page)
    if not found:
        raise NothingToFix
    _publish(page, user, fix)
    page = type(page).objects.get(pk=page.pk)
    row = page.corrections.order_by("-pk").first() if _is_told(page, fix) else None
    followed = [_carry_over(page, revision, fix, row) for revision in waiting]
    return Fixed(found, max(followed, default=0))


def _waiting(page: Any) -> list[Revision]:
    """What is not out yet: the version with a time, then the newest draft, if that is another one."""
    numbers = dict.fromkeys(page.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True))
    numbers |= {page.latest_revision_id: None}
    found = page.revisions.in_bulk(list(numbers))
    return [found[pk] for pk in numbers if pk in found and pk != page.live_revision_id]


def _publish(page: Any, user: Any, fix: Fix) -> None:
    # The time of the next version is none of this one's.
    if page.go_live_at and page.go_live_at > timezone.now():
        page.go_live_at = None
    if _is_told(page, fix):
        page.corrections.add(Correction(kind=fix.kind, date=localdate(), text=fix.note))
    with left_as_it_was():
        revision = page.save_revision(user=user)
    PublishFix(revision, user=user).execute()
    log(instance=page, action=FIXED, user=user, revision=revision, data={"wrong": fix.wrong, "right": fix.right})


def _is_told(page: Any, fix: Fix) -> bool:
    return bool(fix.note) and hasattr(page, "corrections")


def _carry_over(page: Any, revision: Revision, fix: Fix, row: Correction | None) -> int:
    """A version that waits, made anew with the fix in it: with its time, and its approval as far as that has come."""
    draft = page.with_content_json(revision.content)
    found = fix.put_right(draft)
    if row:
        draft.corrections.add(row)
    with left_as_it_was():
        newer = draft.save_revision(user=revision.user, approved_go_live_at=revision.approved_go_live_at, clean=False)
    states = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_IN_PROGRESS)
    states.update(revision=newer)
    return found
