"""Rows of the queue: each comment with what a moderator needs to decide about it, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from warraq.comments.models import Comment, State

from .access import Reach
from .grouping import Bounded, Group, count_of
from .reasons import WHY
from .subjects import token_of


@dataclass(frozen=True)
class Why:
    """Why a comment was held, in words, with what was found in it."""

    words: str
    detail: str
    points: float


@dataclass(frozen=True)
class Author:
    """How many of an author's comments were approved, refused and are waiting, this one with them."""

    approved: int = 0
    refused: int = 0
    waiting: int = 0
    # Without an e-mail address an author is only known by the network, and for a day.
    is_by_network: bool = False

    @property
    def total(self) -> int:
        return self.approved + self.refused + self.waiting


@dataclass(frozen=True)
class Row:
    """A comment of the queue, or the first of several alike."""

    comment: Comment
    token: str
    why: list[Why]
    author: Author
    # How many more are like it.
    alike: Bounded

    @property
    def answered(self) -> Comment | None:
        """The comment that this one answers."""
        return self.comment.answers or self.comment.parent

    @property
    def others(self) -> int:
        """How many comments more its author has written."""
        return max(0, self.author.total - 1)

    @property
    def can_be_decided(self) -> bool:
        return not self.comment.has_left()

    @property
    def actions(self) -> set[str]:
        """Leading to a state it is not in yet."""
        leads = {"approve": State.APPROVED, "reject": State.REJECTED, "spam": State.SPAM}
        return {name for name, state in leads.items() if self.can_be_decided and self.comment.state != state}


def rows_of(groups: Sequence[Group], reach: Reach) -> list[Row]:
    comments = shown_comments(reach.comments()).in_bulk([group.shown for group in groups])
    authors = authors_of(comments.values(), reach)
    return [
        row_of(comments[group.shown], group, authors[group.shown])
        # One may have been erased since the queue was walked.
        for group in groups
        if group.shown in comments
    ]


def shown_comments(comments: QuerySet) -> QuerySet:
    return comments.select_related("edition", "story__section", "parent", "answers", "decided_by", "assigned_to")


def row_of(comment: Comment, group: Group, author: Author) -> Row:
    return Row(comment, token_of(comment, group), why_held(comment), author, group.others)


def why_held(comment: Comment) -> list[Why]:
    return [_why(row) for row in comment.held_reasons()]


def _why(row: dict[str, Any]) -> Why:
    code = str(row.get("reason", ""))
    return Why(str(WHY.get(code, code)), str(row.get("detail", "")), float(row.get("points", 0)))


def authors_of(comments: Iterable[Comment], reach: Reach) -> dict[int, Author]:
    """What each comment's author has written where the moderator may look, by the comment's number."""
    comments = list(comments)
    by_email = _counts("email_hash", {c.email_hash for c in comments} - {""}, reach)
    unknown = {c.address_hash for c in comments if not c.email_hash} - {""}
    by_network = _counts("address_hash", unknown, reach, email_hash="")
    found = {}
    for comment in comments:
        counts = by_email[comment.email_hash] if comment.email_hash else by_network[comment.address_hash]
        found[comment.pk] = Author(
            approved=counts[State.APPROVED],
            refused=counts[State.REJECTED] + counts[State.SPAM],
            waiting=counts[State.WAITING],
            is_by_network=not comment.email_hash,
        )
    return found


def _counts(name: str, hashes: set[str], reach: Reach, **where: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if hashes:
        rows = reach.comments().filter(**{f"{name}__in": hashes}, **where).order_by()
        for value, state, count in rows.values_list(name, "state").annotate(count=Count("pk")):
            found[value][state] = count
    return found


def waiting_for(reach: Reach) -> Bounded:
    return count_of(reach.comments().waiting())


def counts_of_stories(numbers: Iterable[int]) -> dict[int, Counter[str]]:
    """How many comments stories have in each state, by the numbers of the stories."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Comment.objects.filter(story__in=list(numbers)).order_by().values_list("story", "state")
    for story, state, count in rows.annotate(count=Count("pk")):
        found[story][state] = count
    return found
