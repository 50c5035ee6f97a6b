"""Which letters go to whom: nothing but a question to those who have not answered one. Sent by tasks, never at once.

A task is given numbers only: an address in its arguments would outlive the comment.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from . import tasks
from .judging import UNCONFIRMED
from .models import Action, Comment, Decision, State

# Questions to one address within a day: whoever types another's does not fill their box.
QUESTIONS_A_DAY = 3


def ask_to_confirm(comment: Comment) -> None:
    """Ask the author by letter whether notices are wanted, and whether the address is theirs."""
    if comment.email and _has_a_question(comment) and _asked_today(comment) < QUESTIONS_A_DAY:
        tasks.send.enqueue(tasks.CONFIRM, comment.pk)


def tell_of_approval(comments: Iterable[Comment]) -> None:
    """Tell authors who want to know, once, that readers see their comment now."""
    for comment in _listening(comments):
        if Decision.objects.filter(comment=comment.pk, action=Action.APPROVED).count() <= 1:
            tasks.send.enqueue(tasks.APPROVED, comment.pk)


def tell_of_reply(replies: Iterable[Comment]) -> None:
    """Tell the authors of what is answered, once, unless they answer themselves."""
    for reply in replies:
        answered = reply.answers_id or reply.parent_id
        if answered is None or Decision.objects.filter(comment=reply.pk, action=Action.APPROVED).count() > 1:
            continue
        for author in _listening(Comment.objects.approved().filter(pk=answered)):
            if author.email_hash != reply.email_hash:
                tasks.send.enqueue(tasks.REPLY, reply.pk)


def decided(comments: Sequence[Comment], action: Action, **kwargs: Any) -> None:
    """After a moderator's decision."""
    if action == Action.APPROVED:
        tell_of_approval(comments)
        tell_of_reply(comments)


def _listening(comments: Iterable[Comment]) -> list[Comment]:
    return [one for one in comments if one.email and one.wants_notices and one.confirmed_at]


def _has_a_question(comment: Comment) -> bool:
    is_held = any(row.get("reason") == UNCONFIRMED for row in comment.held_for)
    return comment.confirmed_at is None and (comment.wants_notices or is_held) and comment.state != State.SPAM


def _asked_today(comment: Comment) -> int:
    since = comment.posted_at - timedelta(days=1)
    earlier = Comment.objects.by_the_author_of(comment).filter(posted_at__gte=since, confirmed_at=None)
    return earlier.exclude(email="").count()
