"""The same text again: near duplicates of the last days share a fingerprint, by which the queue groups them."""

import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from warraq.comments.models import Comment, State

from .likeness import Likeness, is_alike, likeness_of, share_in_common
from .models import Band, KnownText
from .rules import ALIKE_DAYS, MOST_ALIKE

OVERDONE, OVERDONE_FOR = 32, 30.0  # texts, seconds
CANDIDATES = 50  # that are compared; the newest


class Sameness(NamedTuple):
    """A text's fingerprint, and what stands in its name: how often under this story, under how many others, and
    what moderators made of it."""

    fingerprint: str
    is_short: bool
    here: int = 0
    other_stories: int = 0
    total: int = 0
    spam: int = 0
    rejected: int = 0
    approved: int = 0


class Overdone:
    """Texts that were lately refused for coming too often: the flood they belong to is told by memory alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: deque[tuple[float, Likeness]] = deque(maxlen=OVERDONE)

    def note(self, likeness: Likeness) -> None:
        self._known.append((self._clock() + OVERDONE_FOR, likeness))

    def holds(self, likeness: Likeness) -> bool:
        now = self._clock()
        return any(
            until > now and (known.digest == likeness.digest or is_alike(known.sketch, likeness.sketch))
            for until, known in tuple(self._known)
        )

    def forget(self) -> None:
        self._known.clear()


OVERDONE_TEXTS = Overdone()


def sameness_of(likeness: Likeness, story: int, now: datetime, without: int | None = None) -> Sameness:
    """Three or four queries, whatever comes; `without` is the number of the comment itself, when it is judged again."""
    fingerprint = _fingerprint(likeness, now)
    rows = Comment.objects.filter(fingerprint=fingerprint, posted_at__gte=now - ALIKE_DAYS).exclude(pk=without)
    found = list(rows.order_by("-pk").values_list("story_id", "state", "decided_by")[: MOST_ALIKE + 1])
    states = Counter(state for _, state, by in found if by)
    others = {where for where, _, _ in found} - {story}
    here = sum(where == story for where, _, _ in found)
    decided = [states[state] for state in (State.SPAM, State.REJECTED, State.APPROVED)]
    return Sameness(fingerprint, likeness.is_short, here, len(others), len(found), *decided)


def remember(comment: Comment) -> None:
    """Know the text again; in the transaction in which its comment is stored."""
    likeness = likeness_of(comment.text)
    if likeness.is_short or likeness.digest != comment.fingerprint:
        return
    made = KnownText.objects.bulk_create(
        [KnownText(fingerprint=likeness.digest, sketch=likeness.sketch, at=comment.posted_at)], ignore_conflicts=True
    )
    # Whoever was quicker has written the bands.
    text = KnownText.objects.filter(fingerprint=made[0].fingerprint, bands=None).first()
    if text:
        Band.objects.bulk_create([Band(number=number, text=text) for number in likeness.bands])


def _fingerprint(likeness: Likeness, now: datetime) -> str:
    """That of the nearest text known, else the text's own digest."""
    if likeness.is_short:
        return likeness.digest
    if KnownText.objects.filter(fingerprint=likeness.digest).exists():
        return likeness.digest
    bands = Band.objects.filter(number__in=likeness.bands).order_by("-text").values_list("text", flat=True)
    numbers = list(dict.fromkeys(bands[: CANDIDATES * 2]))[:CANDIDATES]
    rows = KnownText.objects.filter(pk__in=numbers, at__gte=now - ALIKE_DAYS).values_list("fingerprint", "sketch")
    alike = [
        (share_in_common(bytes(sketch), likeness.sketch), fingerprint)
        for fingerprint, sketch in rows
        if is_alike(bytes(sketch), likeness.sketch)
    ]
    return max(alike)[1] if alike else likeness.digest
