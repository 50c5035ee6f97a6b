"""Works off what waits: finds a story's list outside any transaction, and stores it in a short one.

Killed in between, nothing is lost: a story waits until the transaction that has stored its list.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from warraq.changes.keys import list_key
from warraq.changes.locks import at_a_time
from warraq.changes.models import Change
from warraq.changes.outages import is_outage
from warraq.search.reading import SearchAway
from warraq.stories.nearest import COUNT, looks_other, stored_rows, write_rows

from . import gathering, waiting
from .gathering import Subject
from .models import Awaited
from .words import NearbyWords

logger = logging.getLogger("warraq.related")

# At a publication, older stories that may list the new one; each that does is a page rendered again.
OFFERED = 5
BATCH = 10
# How long a story may wait for the index before it gets a list without it.
PATIENCE = timedelta(seconds=20)
REST = 0.2  # seconds before an index that is behind is asked again


class Words(Protocol):
    """Who knows which texts are near each other."""

    def have_read(self, changes: Sequence[int]) -> set[int]:
        """Those entries of the log that it knows of; none while it cannot be asked."""

    def near(self, story: Subject) -> dict[int, float]:
        """Stories of the same edition by the likeness of their texts, 1 for the nearest."""


@dataclass(frozen=True)
class Found:
    """What was found for a story that waits; without a subject it is no longer there."""

    row: Awaited
    subject: Subject | None
    stories: list[int]
    offered: list[int]


class Renewer:
    """One worker's part in it; of several workers of a site one is at it at a time."""

    def __init__(self, words: Words | None = None) -> None:
        self.words = words or NearbyWords()
        self._not_before = 0.0

    def step(self, seconds: float = 0.1) -> int:
        """Work for about so long; how many stories were looked at. Errors of the database come through."""
        if time.monotonic() < self._not_before or not waiting.is_anything_asked():
            return 0
        with at_a_time("related") as is_mine:
            return self._step(time.monotonic() + seconds) if is_mine else 0

    def rest(self) -> None:
        """Let the next step not wait for an index that was behind."""
        self._not_before = 0.0

    def _step(self, until: float) -> int:
        done = 0
        while time.monotonic() < until:
            rows = waiting.next_in_line(BATCH)
            if not rows and not waiting.go_on_sweeping():
                break
            looked_at = self._renew(self._ready(rows), until)
            done += looked_at
            if rows and not looked_at:
                done += self._make_do(rows)
                self._not_before = time.monotonic() + REST
                break
        return done

    def _ready(self, rows: Sequence[Awaited]) -> list[Awaited]:
        known = self.words.have_read(sorted({row.change for row in rows})) if rows else set()
        return [row for row in rows if row.change in known]

    def _renew(self, rows: Sequence[Awaited], until: float) -> int:
        """Find and store, one by one what is urgent, in one transaction what is not."""
        together: list[Found] = []
        done = 0
        for row in rows:
            if (found := self._found(row)) is not None:
                done += 1
                if row.urgency == Awaited.Urgency.SOMETIME:
                    together.append(found)
                else:
                    store([found])
            if time.monotonic() >= until:
                break
        if together:
            store(together)
        return done

    def _found(self, row: Awaited) -> Found | None:
        try:
            return self._look(row)
        except SearchAway:
            return None
        except Exception as error:
            if is_outage(error):
                raise
            logger.exception("story %s: its related stories cannot be found", row.story)
            waiting.put_off(row)
            return None

    def _look(self, row: Awaited) -> Found:
        subject = gathering.subject(row.story)
        if subject is None:
            return Found(row, None, [], [])
        near = self.words.near(subject)
        stories = gathering.found_for(subject, near)
        offered = offers(subject, stories) if row.is_offering else []
        return Found(row, subject, stories, offered)

    def _make_do(self, rows: Sequence[Awaited]) -> int:
        """Give those that have waited too long what can be known without the index, and let them wait for it."""
        late = [row for row in rows if row.urgency != Awaited.Urgency.SOMETIME]
        late = [row for row in late if row.asked_at < timezone.now() - PATIENCE]
        for row in late:
            make_do(row)
        return len(late)


def offers(subject: Subject, stories: Sequence[int]) -> list[int]:
    """Of the stories a story is to list, those that are looked at again because they may list it."""
    return [pk for pk in stories if pk not in subject.pinned][:OFFERED]


@transaction.atomic
def store(batch: Sequence[Found]) -> None:
    """Write what was found, one change for all lists that readers will see otherwise."""
    asked = [found for found in batch if waiting.is_still_asked(found.row)]
    note_refined({found.row.story for found in asked if found.subject and write(found.subject, found.stories)})
    for found in asked:
        waiting.ask_for(found.offered, Awaited.Urgency.OFFERED, found.row.change)
    waiting.settle([found.row for found in asked])


def make_do(row: Awaited) -> None:
    """What is stored stays where it still may; free places go to stories that share a keyword or a dossier."""
    subject = gathering.subject(row.story)
    kept = [found.pk for found in stored_rows(row.story) if not found.is_pinned]
    # Nearer than anything that shares no more than keywords, in the order they have.
    likeness = {pk: float(COUNT - rank) for rank, pk in enumerate(kept)}
    stories = gathering.found_for(subject, likeness) if subject else []
    with transaction.atomic():
        if waiting.is_still_asked(row):
            note_refined({row.story} if subject and write(subject, stories) else set())
            waiting.let_wait(row)


def write(subject: Subject, stories: Sequence[int]) -> bool:
    """Store a list; does its page look other for it? The editor's choice is taken as it is now."""
    before = stored_rows(subject.pk)
    pinned = gathering.pins_of(subject.pk)
    found = [pk for pk in stories if pk not in subject.pinned]
    # The same stories a little nearer or farther are no reason to render a page again.
    kept = [row.pk for row in before if not row.is_pinned]
    if set(kept) == set(found):
        found = kept
    if not write_rows(subject.pk, before, pinned, found):
        return False
    return looks_other(before, stored_rows(subject.pk))


def note_refined(stories: set[int]) -> None:
    """One entry of the log for these lists. Their pages were true and are a little better now."""
    if stories:
        keys = {list_key("story", pk, "related") for pk in stories}
        Change.objects.note(Change.Kind.REFINED, f"related:{min(stories)}", keys)
