"""The rows a story's page lists as related: pinned by the editor, then what was found.

A publication puts the editor's choice in place at once. The rest is found by `related`, a moment later, and stays until
it is found anew; a story for which nothing was found yet begins with those that share most keywords.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps

SHOWN = 4
# Two more than are shown: where one is withdrawn, the next is there with the same refresh of the page.
COUNT = 6
LOOK_BACK = 40


class Row(NamedTuple):
    """One related story as it is stored; `listed_at` is the story's own."""

    pk: int
    is_pinned: bool
    listed_at: datetime | None


def refresh_related(story: Any) -> None:
    """Write the rows a story's page reads, in the transaction that publishes it."""
    own = story.pinned.filter(related__edition=story.edition_id)
    pinned = list(own.order_by("sort_order").values_list("related_id", flat=True))
    rows = stored_rows(story.pk)
    found = [row.pk for row in rows if not row.is_pinned] or _sharing_keywords(story)
    write_rows(story.pk, rows, pinned, found)


def stored_rows(story: int) -> list[Row]:
    rows = apps.get_model("stories", "RelatedStory").objects.filter(story=story).order_by("rank")
    return [Row(*values) for values in rows.values_list("related_id", "is_pinned", "related__listed_at")]


def write_rows(story: int, before: Sequence[Row], pinned: Sequence[int], found: Iterable[int]) -> bool:
    """Store at most COUNT, none twice, never the story itself; False if that is what was there before."""
    unique = [pk for pk in dict.fromkeys([*pinned, *found]) if pk != story][:COUNT]
    wanted = [(pk, pk in pinned) for pk in unique]
    if wanted == [(row.pk, row.is_pinned) for row in before]:
        return False
    rows = apps.get_model("stories", "RelatedStory").objects
    rows.filter(story=story).delete()
    rows.bulk_create(
        rows.model(story_id=story, related_id=pk, rank=rank, is_pinned=is_pinned)
        for rank, (pk, is_pinned) in enumerate(wanted)
    )
    return True


def looks_other(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Does a page print these rows otherwise, or depend on other hidden stories than it did?"""
    return _printed(before) != _printed(after)


def _printed(rows: Sequence[Row]) -> tuple[list[int], set[int]]:
    """The stories a page prints, and the hidden ones among them that would be printed if they came back."""
    shown, hidden = [], set()
    for row in rows:
        if len(shown) == SHOWN:
            break
        if row.listed_at:
            shown.append(row.pk)
        else:
            hidden.add(row.pk)
    return shown, hidden


def _sharing_keywords(story: Any) -> list[int]:
    shared: Counter[int] = Counter()
    newest: dict[int, Any] = {}
    model = apps.get_model("stories", "StoryKeyword")
    for keyword in story.story_keywords.values_list("keyword_id", flat=True):
        near = model.objects.filter(keyword_id=keyword, listed_at__lt=story.listed_at).order_by(
            "-listed_at", "-story_id"
        )
        for pk, listed_at in near.values_list("story_id", "listed_at")[:LOOK_BACK]:
            shared[pk] += 1
            newest[pk] = listed_at
    return sorted(shared, key=lambda pk: (shared[pk], newest[pk]), reverse=True)
