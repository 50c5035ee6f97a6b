"""Everything of one author, by the hash of an e-mail address: handed out, or erased."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from .links import absolute
from .models import Action, Comment, Decision, State
from .states import note_change

BATCH = 200
# What goes of a comment whose place is kept: replies still stand under it, and the audit trail names it.
BLANK = {
    "name": "",
    "text": "",
    "email": "",
    "email_hash": "",
    "address_hash": "",
    "fingerprint": "",
    "reject_reason": "",
    "held_for": [],
    "score": 0.0,
    "wants_notices": False,
    "confirmed_at": None,
    "ticket": None,
}


def all_of(email_hash: str) -> list[dict[str, Any]]:
    """The comments of an address as they are kept, oldest first."""
    comments = Comment.objects.filter(email_hash=email_hash).select_related("story__section")
    return [_as_told(comment) for comment in comments.order_by("posted_at", "pk")]


def erase_all_of(email_hash: str) -> int:
    """Erase every comment of an address from the site; how many there were. Replies of others stay."""
    erased = 0
    while comments := list(Comment.objects.filter(email_hash=email_hash).order_by("pk")[:BATCH]):
        erased += len(comments)
        with transaction.atomic():
            lines = [
                Decision(comment_id=comment.pk, story=comment.story_id, action=Action.ERASED) for comment in comments
            ]
            erase(comments)
            Decision.objects.bulk_create(lines)
    return erased


def erase(comments: Iterable[Comment]) -> None:
    """Leave nothing of these but their place, in the transaction of the caller."""
    numbers = {comment.pk: comment.story_id for comment in comments}
    held = Comment.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    seen = {story for story, state in held.values_list("story_id", "state") if state == State.APPROVED}
    Comment.objects.filter(pk__in=numbers).update(**BLANK, state=State.WITHDRAWN, erased_at=timezone.now())
    Decision.objects.filter(comment__in=list(numbers)).update(reason="", before="", after="")
    note_change(seen)


def _as_told(comment: Comment) -> dict[str, Any]:
    return {
        "number": comment.pk,
        "story": {"title": comment.story.title, "address": absolute(comment.story.url)},
        "name": comment.name,
        "text": comment.text,
        "email": comment.email,
        "state": comment.state,
        "posted": comment.posted_at.isoformat(),
        "corrected": comment.corrected_at.isoformat() if comment.corrected_at else None,
        "edited_by_moderators": comment.edited_at.isoformat() if comment.edited_at else None,
        "reason": comment.reject_reason,
        "notices": comment.wants_notices,
    }
