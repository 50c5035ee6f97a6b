"""What readers wrote under a story, as its page shows it: one query, whatever there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from warraq.changes.recording import depends_on
from warraq.stories.prepared import Given, Prepared

from .models import RULES_KEY, Comment, State
from .states import comments_key
from .terms import Terms, terms_of
from .wording import as_paragraphs

# On the story's own page; the whole of a long conversation stands on pages of its own.
NEWEST = 60
PAGE = 100
COLUMNS = ("pk", "parent_id", "answers_id", "name", "text", "posted_at", "corrected_at", "edited_at")
_NEWEST = Prepared(
    lambda: (
        Comment.objects.approved()
        .filter(story=Given("story"))
        .order_by("-posted_at", "-pk")
        .values_list(*COLUMNS)[: NEWEST + 1]
    )
)


@dataclass
class Shown:
    """An approved comment with the replies under it. Without a name it stands for one that is no longer there."""

    pk: int
    parent: int | None = None
    answers: int | None = None
    name: str = ""
    text: str = ""
    posted_at: datetime | None = None
    corrected_at: datetime | None = None
    edited_at: datetime | None = None
    # Whom it answers, where that is not the comment it hangs under.
    to: str = ""
    replies: list["Shown"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_gone = not self.name
        # As text: Django's templates take their time to write a number.
        self.number = str(self.pk)

    @property
    def html(self) -> SafeString:
        return as_paragraphs(self.text)


@dataclass
class Conversation:
    """The comments of a story: threads newest first, replies in the order they were written."""

    story: Any
    terms: Terms
    threads: list[Shown]
    count: int
    has_more: bool = False

    @cached_property
    def is_open(self) -> bool:
        return self.terms.is_open

    @property
    def write_address(self) -> str:
        """Where one may answer a comment; empty when that is over."""
        return f"{self.story.edition.prefix}/_/comments/{self.story.pk}/" if self.is_open else ""

    @property
    def is_shown(self) -> bool:
        """Is there anything to print: comments, or a form?"""
        return bool(self.count) or self.is_open

    @property
    def latest(self) -> list[Shown]:
        """All that is shown, newest first."""
        every = [shown for thread in self.threads for shown in (thread, *thread.replies) if not shown.is_gone]
        return sorted(every, key=lambda shown: (shown.posted_at, shown.pk), reverse=True)


def conversation_of(story: Any) -> Conversation:
    """What the story's page shows; read once, for the page's head asks as well."""
    found = story.__dict__.get("_conversation")
    if found is None:
        found = story.__dict__["_conversation"] = _read(story)
    return found


def note_comments(story: Any) -> None:
    """Note that what is being rendered shows the comments of a story, and on which terms more may be written."""
    depends_on(comments_key(story.pk), RULES_KEY)


def _read(story: Any) -> Conversation:
    note_comments(story)
    rows = [Shown(*row) for row in _NEWEST.rows(story=story.pk)]
    terms = terms_of(story)
    if len(rows) <= NEWEST:
        return Conversation(story, terms, threads_of(rows), len(rows))
    rows = rows[:NEWEST]
    count = Comment.objects.approved().filter(story=story.pk).count()
    return Conversation(story, terms, threads_of([*rows, *_heads_of(rows)]), count, has_more=True)


def _heads_of(rows: Iterable[Shown]) -> list[Shown]:
    """The comments that these hang under, where they are not among them."""
    missing = {row.parent for row in rows if row.parent} - {row.pk for row in rows}
    return [Shown(*row) for row in Comment.objects.approved().filter(pk__in=missing).values_list(*COLUMNS)]


def threads_of(rows: Iterable[Shown]) -> list[Shown]:
    """Put replies under what they answer; where that was taken back, something says so in its place."""
    known = {row.pk: row for row in rows}
    heads = {row.pk: row for row in known.values() if row.parent is None}
    for row in sorted(known.values(), key=lambda row: (row.posted_at, row.pk)):
        if row.parent is not None:
            head = heads.setdefault(row.parent, Shown(row.parent))
            head.replies.append(row)
            row.to = known[row.answers].name if row.answers in known else ""
    return sorted(heads.values(), key=_newness, reverse=True)


def _newness(head: Shown) -> tuple[datetime, int]:
    return (head.posted_at or head.replies[0].posted_at, head.pk)


def page_of(story: Any, number: int) -> tuple[Conversation, int]:
    """One page of the whole conversation, from its beginning, and how many pages there are. Empty beyond the last."""
    note_comments(story)
    here = Comment.objects.filter(story=story.pk)
    # A head that was taken back keeps its place while there are replies to it.
    heads = here.filter(parent=None).filter(Q(state=State.APPROVED) | Q(replies__state=State.APPROVED)).distinct()
    pages = max(1, -(-heads.count() // PAGE))
    start = (number - 1) * PAGE
    places = list(heads.order_by("posted_at", "pk").values_list("pk", flat=True)[start : start + PAGE])
    rows = here.approved().filter(Q(pk__in=places) | Q(parent__in=places)).values_list(*COLUMNS)
    threads = sorted(threads_of([Shown(*row) for row in rows]), key=_newness)
    count = here.approved().count()
    return Conversation(story, terms_of(story), threads, count, has_more=pages > 1), pages
