"""A page of a queue in which texts that are alike stand as one row, however many of them there are.

Counting and sorting all of a flood for every page would cost as much as the flood is long. So the queue is walked
in the order of its numbers, in the index alone: after each step the texts met so far are left out, and a hundred
thousand copies of one text are passed over at once. The number of queries does not depend on what waits.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from warraq.comments.models import Comment

ON_A_PAGE = 25
STEP = 200  # comments looked at in one query
READ = 250  # the same where their words must be read
STEPS = 4  # at most; a page may come out shorter, and the next one goes on where it ended

MOST = 1_000  # comments counted: beyond it the number is of no use to anybody

# Whether the words of a comment answer a search.
Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Bounded:
    """A number that is not counted beyond a limit."""

    number: int
    is_more: bool = False

    @classmethod
    def of(cls, counted: int, most: int = MOST) -> "Bounded":
        return cls(min(counted, most), counted > most)

    def __str__(self) -> str:
        # Isolated from left to right: the sign stays behind the number in an Arabic line.
        return f"\u2066{self.number}+\u2069" if self.is_more else str(self.number)

    def __bool__(self) -> bool:
        return self.number > 0


@dataclass(frozen=True)
class Group:
    """Comments alike: the number of the first in the order of the queue, of the latest, and how many more there are."""

    shown: int
    last: int
    others: Bounded = Bounded(0)


@dataclass(frozen=True)
class QueuePage:
    """`end` is where the next page begins; None where this is the last one."""

    groups: list[Group]
    end: int | None


@dataclass(frozen=True)
class Order:
    """By number, the oldest first or the newest: numbers are given as comments come in."""

    is_newest_first: bool

    def after(self, comments: QuerySet, place: int | None) -> QuerySet:
        comments = comments.order_by("-pk" if self.is_newest_first else "pk")
        if place is None:
            return comments
        return comments.filter(**{"pk__lt" if self.is_newest_first else "pk__gt": place})


@dataclass
class _Walk:
    """What a walk through the queue has met."""

    # First number of each text; texts like no other go by their number instead of a fingerprint.
    found: dict[str | int, int] = field(default_factory=dict)
    # Fingerprints that need not be looked at again.
    known: set[str] = field(default_factory=set)
    place: int | None = None
    is_at_end: bool = False


class CountOf(Subquery):
    """How many rows a query has for each row of another; where it is limited, counting stops there."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) few)"
    output_field = IntegerField()


def page_of(comments: QuerySet, order: Order, place: int | None = None, fits: Fits | None = None) -> QueuePage:
    """The groups of the queue behind a place in it; with `fits`, those whose words answer a search."""
    walk = _Walk(place=place)
    for _step in range(STEPS):
        if _go_on(walk, comments, order, fits):
            break
    groups = list(_counted(comments, order, walk.found))
    return QueuePage(groups, None if walk.is_at_end else walk.place)


def _go_on(walk: _Walk, comments: QuerySet, order: Order, fits: Fits | None) -> bool:
    """One step; whether it was the last one needed."""
    size, words = (READ, ("name", "text")) if fits else (STEP, ())
    rest = order.after(comments.exclude(fingerprint__in=walk.known) if walk.known else comments, walk.place)
    rows = list(rest.values_list("pk", "fingerprint", *words)[:size])
    for number, fingerprint, *said in rows:
        is_new = fingerprint not in walk.known and (fits is None or fits(" ".join(said)))
        if is_new and len(walk.found) == ON_A_PAGE:
            return True
        if is_new:
            walk.found[fingerprint or number] = number
        if fingerprint:
            walk.known.add(fingerprint)
        walk.place = number
    walk.is_at_end = len(rows) < size
    return walk.is_at_end


def _counted(comments: QuerySet, order: Order, found: dict[str | int, int]) -> Iterator[Group]:
    """Each text with how many more there are; not what an earlier page has shown."""
    several = [number for text, number in found.items() if isinstance(text, str)]
    alike = comments.order_by().filter(fingerprint=OuterRef("fingerprint"))
    rows = Comment.objects.filter(pk__in=several).annotate(
        first=Subquery(order.after(alike, None).values("pk")[:1]),
        last=Subquery(alike.order_by("-pk").values("pk")[:1]),
        count=CountOf(alike.values("pk")[: MOST + 2]),
    )
    facts = {number: rest for number, *rest in rows.values_list("pk", "first", "last", "count")}
    for number in found.values():
        first, last, count = facts.get(number, (number, number, 1))
        if first == number:
            yield Group(number, last, Bounded.of(count - 1))


def count_of(comments: QuerySet) -> Bounded:
    return Bounded.of(comments.order_by()[: MOST + 1].count())
