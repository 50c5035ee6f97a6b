"""What moderators do: many comments at once, each with its line in the audit trail, one change a story.

Every function takes the numbers of comments, works in short transactions and returns what it has changed: a comment
that somebody else has decided otherwise meanwhile, or that its author has withdrawn, is left as it is.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from .models import Action, Ban, Comment, Decision, State
from .states import BECOMES, can_become, note_change
from .wording import clean_text

BATCH = 500
# Longer than any key under which an address is hashed.
ADDRESS_BAN = timedelta(days=30)

# Sent in the transaction of a decision, with `comments`, `action` and `by`; sender is Comment.
decided = Signal()


def approve(numbers: Collection[int], by: Any) -> list[Comment]:
    """Show them to readers."""
    return _decide(numbers, Action.APPROVED, by)


def reject(numbers: Collection[int], by: Any, reason: str = "") -> list[Comment]:
    """Refuse them; the reason is told to their authors."""
    return _decide(numbers, Action.REJECTED, by, reason)


def mark_spam(numbers: Collection[int], by: Any) -> list[Comment]:
    """Refuse them as spam: the defence learns from it."""
    return _decide(numbers, Action.SPAM, by)


def reopen(numbers: Collection[int], by: Any) -> list[Comment]:
    """Let them wait again: a decision is taken back."""
    return _decide(numbers, Action.REOPENED, by)


def withdraw(numbers: Collection[int]) -> list[Comment]:
    """Take them back for their authors."""
    return _decide(numbers, Action.WITHDRAWN, None)


def edit(number: int, by: Any, text: str, reason: str = "") -> Comment | None:
    """Give a comment other words; readers are told that moderators did. None if it is out of our hands."""
    with transaction.atomic():
        comment = _held([number]).first()
        if comment is None or comment.has_left():
            return None
        before, comment.text = comment.text, clean_text(text, comment.edition.code)
        if comment.text == before:
            return comment
        comment.edited_at = timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        _write_down([comment], Action.EDITED, by, reason, before=before, after=comment.text)
        note_change([comment.story_id] if comment.is_seen else [])
    return comment


def ban(numbers: Collection[int], by: Any, reason: str = "", until: datetime | None = None) -> list[Comment]:
    """Hear no more from their authors, and mark as spam what of theirs waits, the given ones in any case."""
    with transaction.atomic():
        authors = list(_held(numbers))
        for comment in authors:
            _ban_author(comment, by, reason, until)
        _write_down(authors, Action.BANNED, by, reason)
    hashes = {comment.email_hash for comment in authors if comment.email_hash}
    theirs = Comment.objects.waiting().filter(email_hash__in=hashes).values_list("pk", flat=True)
    return mark_spam({*numbers, *theirs}, by)


def lift(ban: Ban) -> None:
    """Hear them again."""
    ban.delete()


def assign(numbers: Collection[int], by: Any, to: Any) -> list[Comment]:
    """Give them to a moderator, or with None to nobody in particular."""
    with transaction.atomic():
        comments = [comment for comment in _held(numbers) if comment.assigned_to_id != (to.pk if to else None)]
        for comment in comments:
            comment.assigned_to = to
        Comment.objects.bulk_update(comments, ["assigned_to"], batch_size=BATCH)
        _write_down(comments, Action.ASSIGNED, by, str(to or ""))
    return comments


def _ban_author(comment: Comment, by: Any, reason: str, until: datetime | None) -> None:
    kept = {"name": comment.name, "reason": reason, "by": by, "until": until}
    if comment.email_hash:
        Ban.objects.get_or_create(of=Ban.Of.EMAIL, hash=comment.email_hash, defaults=kept)
    if comment.address_hash:
        at_most = timezone.now() + ADDRESS_BAN
        kept["until"] = min(until or at_most, at_most)
        Ban.objects.get_or_create(of=Ban.Of.ADDRESS, hash=comment.address_hash, defaults=kept)


def _decide(numbers: Collection[int], action: Action, by: Any, reason: str = "") -> list[Comment]:
    return [comment for some in _batches(numbers) for comment in _decide_some(some, action, by, reason)]


@transaction.atomic
def _decide_some(numbers: Sequence[int], action: Action, by: Any, reason: str) -> list[Comment]:
    after = BECOMES[action]
    comments = [comment for comment in _held(numbers) if can_become(comment.state, after)]
    if not comments:
        return []
    touched = {comment.story_id for comment in comments if State.APPROVED in (comment.state, after)}
    now = timezone.now()
    is_open = after == State.WAITING
    for comment in comments:
        comment.state, comment.reject_reason = after, reason
        comment.decided_at, comment.decided_by = (None, None) if is_open else (now, by)
    Comment.objects.bulk_update(comments, ["state", "reject_reason", "decided_at", "decided_by"], batch_size=100)
    _write_down(comments, action, by, reason)
    note_change(touched)
    decided.send(Comment, comments=comments, action=action, by=by)
    return comments


def _held(numbers: Iterable[int]) -> Any:
    """These comments, held until the end of the transaction; in order, so that two who want the same never lock up."""
    rows = Comment.objects.select_for_update(of=("self",)).filter(pk__in=list(numbers))
    return rows.select_related("edition").order_by("pk")


def _write_down(comments: Iterable[Comment], action: Action, by: Any, reason: str, **words: str) -> None:
    rows = [_line(comment, action, by, reason, words) for comment in comments]
    Decision.objects.bulk_create(rows, batch_size=BATCH)


def _line(comment: Comment, action: Action, by: Any, reason: str, words: dict[str, str]) -> Decision:
    return Decision(comment_id=comment.pk, story=comment.story_id, action=action, by=by, reason=reason, **words)


def _batches(numbers: Collection[int]) -> Iterable[Sequence[int]]:
    ordered = sorted(set(numbers))
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
