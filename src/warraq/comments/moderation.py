"""What moderators do: many comments at once, each with its line in the audit trail, one change a story.

Every function takes the numbers of comments, works in short transactions and returns what it has changed: what its
author has withdrawn is left as it is, and so is a comment of another `version` than the one named in `seen`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from warraq.audit.noting import note

from .models import Action, Ban, Comment, Decision, State
from .states import BECOMES, can_become, note_change
from .wording import clean_text

BATCH = 500
# Longer than any key under which an address is hashed.
ADDRESS_BAN = timedelta(days=30)

# By number; see `Comment.version`.
Versions = Mapping[int, str]

# Sent in the transaction of a decision, with `comments`, `action` and `by`; sender is Comment.
decided = Signal()


def approve(numbers: Collection[int], by: Any, seen: Versions | None = None) -> list[Comment]:
    """Show them to readers."""
    return _decide(numbers, Action.APPROVED, by, seen=seen)


def reject(numbers: Collection[int], by: Any, reason: str = "", seen: Versions | None = None) -> list[Comment]:
    """Refuse them; the reason is told to their authors."""
    return _decide(numbers, Action.REJECTED, by, reason, seen)


def mark_spam(numbers: Collection[int], by: Any, seen: Versions | None = None) -> list[Comment]:
    """Refuse them as spam: the defence learns from it."""
    return _decide(numbers, Action.SPAM, by, seen=seen)


def reopen(numbers: Collection[int], by: Any) -> list[Comment]:
    """Let them wait again: a decision is taken back."""
    return _decide(numbers, Action.REOPENED, by)


def withdraw(numbers: Collection[int]) -> list[Comment]:
    """Take them back for their authors."""
    return _decide(numbers, Action.WITHDRAWN, None)


@dataclass(frozen=True)
class Standing:
    """Where a comment stood before it was decided about."""

    state: str
    reject_reason: str
    decided_at: datetime | None
    decided_by: Any

    @classmethod
    def of(cls, comment: Comment) -> "Standing":
        return cls(comment.state, comment.reject_reason, comment.decided_at, comment.decided_by_id)


def put_back(standings: Mapping[int, Standing], by: Any, seen: Versions) -> list[Comment]:
    """Take decisions back: each comment stands where it stood. What was decided about again since is left."""
    return [comment for some in _batches(standings) for comment in _put_some_back(some, standings, by, seen)]


def edit(number: int, by: Any, text: str, reason: str = "", seen: Versions | None = None) -> Comment | None:
    """Give a comment other words; readers are told that moderators did. None if it is not ours, or not as seen."""
    with transaction.atomic():
        comment = _held([number]).first()
        if comment is None or comment.has_left() or not _is_as_seen(comment, seen):
            return None
        before, comment.text = comment.text, clean_text(text, comment.edition.code)
        if comment.text == before:
            return comment
        comment.edited_at = timezone.now()
        comment.save(update_fields=["text", "edited_at"])
        _write_down([comment], Action.EDITED, by, reason, before=before, after=comment.text)
        note_change([comment.story_id] if comment.is_seen else [])
    return comment


def ban(
    numbers: Collection[int],
    by: Any,
    reason: str = "",
    of: Collection[str] = tuple(Ban.Of),
    until: datetime | None = None,
    among: QuerySet | None = None,
) -> list[Comment]:
    """Hear no more from their authors, for some days or for good; mark as spam the given ones and what else waits.

    `among` says which comments the moderator may touch; a ban is always one of the whole site.
    """
    with transaction.atomic():
        authors = list(_held(numbers))
        for comment in authors:
            _ban_author(comment, by, reason, of, until)
        _write_down(authors, Action.BANNED, by, reason)
    waiting = (Comment.objects.all() if among is None else among).filter(state=State.WAITING)
    return mark_spam({*numbers, *waiting.filter(of_authors(authors, of)).values_list("pk", flat=True)}, by)


def of_authors(comments: Collection[Comment], of: Collection[str]) -> Q:
    """Which comments a ban of these kinds on the authors of the given ones is about."""
    theirs = Q(pk__in=[])
    for name, kind in (("email_hash", Ban.Of.EMAIL), ("address_hash", Ban.Of.ADDRESS)):
        if kind in of:
            theirs |= Q(**{f"{name}__in": {getattr(comment, name) for comment in comments} - {""}})
    return theirs


def lift(ban: Ban) -> None:
    """Hear them again."""
    ban.delete()


def assign(numbers: Collection[int], by: Any, to: Any) -> list[Comment]:
    """Give them to a moderator, or with None to nobody in particular."""
    return [comment for some in _batches(numbers) for comment in _assign_some(some, by, to)]


@transaction.atomic
def _assign_some(numbers: Sequence[int], by: Any, to: Any) -> list[Comment]:
    comments = [comment for comment in _held(numbers) if comment.assigned_to_id != (to.pk if to else None)]
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(assigned_to=to)
    for comment in comments:
        comment.assigned_to = to
    _write_down(comments, Action.ASSIGNED, by, str(to or ""))
    return comments


def _ban_author(comment: Comment, by: Any, reason: str, of: Collection[str], until: datetime | None) -> None:
    kept = {"name": comment.name, "reason": reason, "by": by, "at": timezone.now(), "until": until}
    if comment.email_hash and Ban.Of.EMAIL in of:
        Ban.objects.update_or_create(of=Ban.Of.EMAIL, hash=comment.email_hash, defaults=kept)
    if comment.address_hash and Ban.Of.ADDRESS in of:
        at_most = timezone.now() + ADDRESS_BAN
        kept["until"] = min(until or at_most, at_most)
        Ban.objects.update_or_create(of=Ban.Of.ADDRESS, hash=comment.address_hash, defaults=kept)


def _decide(
    numbers: Collection[int], action: Action, by: Any, reason: str = "", seen: Versions | None = None
) -> list[Comment]:
    return [comment for some in _batches(numbers) for comment in _decide_some(some, action, by, reason, seen)]


def _is_as_seen(comment: Comment, seen: Versions | None) -> bool:
    return seen is None or seen.get(comment.pk) == comment.version


@transaction.atomic
def _decide_some(numbers: Sequence[int], action: Action, by: Any, reason: str, seen: Versions | None) -> list[Comment]:
    after = BECOMES[action]
    comments = [comment for comment in _held(numbers) if can_become(comment.state, after)]
    comments = [comment for comment in comments if _is_as_seen(comment, seen)]
    if not comments:
        return []
    touched = {comment.story_id for comment in comments if State.APPROVED in (comment.state, after)}
    now = timezone.now()
    is_open = after == State.WAITING
    _stand(comments, Standing(after, reason, *((None, None) if is_open else (now, by and by.pk))))
    _write_down(comments, action, by, reason)
    note_change(touched)
    decided.send(Comment, comments=comments, action=action, by=by)
    return comments


@transaction.atomic
def _put_some_back(numbers: Sequence[int], standings: Mapping[int, Standing], by: Any, seen: Versions) -> list[Comment]:
    comments = [comment for comment in _held(numbers) if not comment.has_left() and _is_as_seen(comment, seen)]
    if not comments:
        return []
    touched = {c.story_id for c in comments if State.APPROVED in (c.state, standings[c.pk].state)}
    alike = defaultdict(list)
    for comment in comments:
        alike[standings[comment.pk]].append(comment)
    for standing, some in alike.items():
        _stand(some, standing)
    _write_down(comments, Action.REOPENED, by, "")
    note_change(touched)
    decided.send(Comment, comments=comments, action=Action.REOPENED, by=by)
    return comments


def _stand(comments: Sequence[Comment], standing: Standing) -> None:
    """Let all of them stand there, by one statement."""
    facts = {
        "state": standing.state,
        "reject_reason": standing.reject_reason,
        "decided_at": standing.decided_at,
        "decided_by_id": standing.decided_by,
    }
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(**facts)
    for comment in comments:
        for name, value in facts.items():
            setattr(comment, name, value)


def _held(numbers: Iterable[int]) -> Any:
    """These comments, held until the end of the transaction; in order, so that two who want the same never lock up."""
    rows = Comment.objects.select_for_update(of=("self",)).filter(pk__in=list(numbers))
    return rows.select_related("edition").order_by("pk")


def _write_down(comments: Iterable[Comment], action: Action, by: Any, reason: str, **words: str) -> None:
    comments = list(comments)
    Decision.objects.bulk_create([_line(comment, action, by, reason, words) for comment in comments], batch_size=BATCH)
    if by is not None and comments:
        # One row for all, by number alone: the trail cannot forget what readers may ask to have erased.
        note(f"comments.{action}", actor=by, data={"comments": [c.pk for c in comments]})


def _line(comment: Comment, action: Action, by: Any, reason: str, words: dict[str, str]) -> Decision:
    return Decision(comment_id=comment.pk, story=comment.story_id, action=action, by=by, reason=reason, **words)


def _batches(numbers: Collection[int]) -> Iterable[Sequence[int]]:
    ordered = sorted(set(numbers))
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
