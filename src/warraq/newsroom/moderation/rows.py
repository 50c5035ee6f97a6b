"""Rows of the queue: each comment with what a moderator needs to decide about it, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet

from warraq.comments.models import Comment, State

from .access import Reach
from .grouping import Bounded, CountOf, Group, count_of
from .reasons import WHY
from .subjects import token_of

APPROVED, REFUSED, WAITING = (State.APPROVED,), (State.REJECTED, State.SPAM), (State.WAITING,)
MOST_OF_ONE = 100  # comments of an author that are counted


@dataclass(frozen=True)
class Why:
    """Why a comment was held, in words, with what was found in it."""

    words: str
    detail: str
    points: float


@dataclass(frozen=True)
class Author:
    """How many of an author's comments were approved, refused and are waiting, this one with them."""

    approved: Bounded = Bounded(0)
    refused: Bounded = Bounded(0)
    waiting: Bounded = Bounded(0)
    # Without an e-mail address an author is only known by the network, and for a day.
    is_by_network: bool = False

    @property
    def total(self) -> int:
        return self.approved.number + self.refused.number + self.waiting.number


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
    everything = reach.comments().order_by()
    by_email = [comment.pk for comment in comments if comment.email_hash]
    by_network = [comment.pk for comment in comments if comment.address_hash and not comment.email_hash]
    found = {comment.pk: Author() for comment in comments}
    found |= _authors(by_email, everything.filter(email_hash=OuterRef("email_hash")), is_by_network=False)
    # Not `email_hash=""`: that is most comments, and an index of it no help.
    from_there = everything.filter(address_hash=OuterRef("address_hash")).exclude(email_hash__gt="")
    return found | _authors(by_network, from_there, is_by_network=True)


def _authors(numbers: list[int], theirs: QuerySet, is_by_network: bool) -> dict[int, Author]:
    if not numbers:
        return {}
    counts = {
        name: CountOf(theirs.filter(state__in=states).values("pk")[: MOST_OF_ONE + 1])
        for name, states in (("approved", APPROVED), ("refused", REFUSED), ("waiting", WAITING))
    }
    rows = Comment.objects.filter(pk__in=numbers).annotate(**counts).values_list("pk", *counts)
    return {
        number: Author(*(Bounded.of(count, MOST_OF_ONE) for count in found), is_by_network) for number, *found in rows
    }


def waiting_for(reach: Reach) -> Bounded:
    return count_of(reach.comments().waiting())


def counts_of_stories(numbers: Iterable[int]) -> dict[int, Counter[str]]:
    """How many comments stories have in each state, by the numbers of the stories."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Comment.objects.filter(story__in=list(numbers)).order_by().values_list("story", "state")
    for story, state, count in rows.annotate(count=Count("pk")):
        found[story][state] = count
    return found
