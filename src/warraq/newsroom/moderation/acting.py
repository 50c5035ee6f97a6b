"""Decisions about rows of the queue, and what is said of them afterwards."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext

from warraq.comments import moderation
from warraq.comments.models import Comment, State
from warraq.comments.moderation import Standing

from . import undoing
from .reasons import words_for
from .subjects import Subject

BECOMES = {"approve": State.APPROVED, "spam": State.SPAM, "reject": State.REJECTED}


@dataclass
class Outcome:
    """What has been done, what it is called, and what was left alone and why, by the token of its row."""

    action: str
    done: list[Comment] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    is_cut: bool = False

    @property
    def text(self) -> str:
        parts = [SAID[self.action](len(self.done))] if self.done else []
        if self.left:
            left = ngettext(
                "%(n)s row was changed meanwhile and left as it is.",
                "%(n)s rows were changed meanwhile and left as they are.",
                len(self.left),
            )
            parts.append(left % {"n": len(self.left)})
        if self.is_cut:
            parts.append(gettext("There are more of them: do it again."))
        return " ".join(parts) or gettext("Nothing was changed.")


def act(action: str, subjects: Sequence[Subject], user: Any, session: Any, reason: str = "", own: str = "") -> Outcome:
    """Decide about all comments of the rows that are still as the moderator saw them."""
    outcome = Outcome(action, is_cut=any(subject.is_cut for subject in subjects))
    wanted = {comment.pk: comment for subject in subjects for comment in subject.comments}
    before = {number: Standing.of(comment) for number, comment in wanted.items()}
    seen = {number: comment.version for number, comment in wanted.items()}
    if action == "reject":
        outcome.done = _reject(list(wanted.values()), user, seen, reason, own)
    else:
        decide = moderation.approve if action == "approve" else moderation.mark_spam
        outcome.done = decide(wanted, user, seen=seen)
    if outcome.done:
        undoing.remember(session, outcome.done, before)
    outcome.left = _left(action, subjects, {comment.pk for comment in outcome.done})
    return outcome


def _reject(comments: list[Comment], user: Any, seen: dict[int, str], reason: str, own: str) -> list[Comment]:
    """Each edition's comments with the words of its language."""
    by_edition = defaultdict(list)
    for comment in comments:
        by_edition[comment.edition].append(comment.pk)
    done = []
    for edition, numbers in by_edition.items():
        words = words_for(reason, own, edition)
        if words is not None:
            done += moderation.reject(numbers, user, words, seen=seen)
    return done


def _left(action: str, subjects: Sequence[Subject], done: set[int]) -> dict[str, str]:
    return {
        subject.token: _why(action, subject)
        for subject in subjects
        if not any(comment.pk in done for comment in subject.comments)
    }


def _why(action: str, subject: Subject) -> str:
    comment = subject.shown
    if comment is None:
        return gettext("This comment is no longer here.")
    if subject.is_as_seen and comment.state != BECOMES[action]:
        return gettext("Not changed: the reason is of another edition, or somebody was faster.")
    if subject.is_as_seen or comment.decided_by is None:
        return gettext("Changed meanwhile: it is now %(state)s.") % {"state": comment.get_state_display()}
    facts = {"state": comment.get_state_display(), "who": comment.decided_by}
    return gettext("Changed meanwhile: it is now %(state)s, by %(who)s.") % facts


def _approved(n: int) -> str:
    return ngettext("%(n)s comment approved.", "%(n)s comments approved.", n) % {"n": n}


def _rejected(n: int) -> str:
    return ngettext("%(n)s comment rejected.", "%(n)s comments rejected.", n) % {"n": n}


def _spam(n: int) -> str:
    return ngettext("%(n)s comment marked as spam.", "%(n)s comments marked as spam.", n) % {"n": n}


SAID: dict[str, Callable[[int], str]] = {"approve": _approved, "reject": _rejected, "spam": _spam}
