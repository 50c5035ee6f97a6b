"""Finds a story's related stories at publication: chosen by hand, then those that share most keywords."""

from collections import Counter
from typing import Any

from django.apps import apps

COUNT = 6
LOOK_BACK = 40


def refresh_related(story: Any) -> None:
    """Write the rows a story's page reads; at most COUNT, none that is the story itself."""
    rows = apps.get_model("stories", "RelatedStory").objects
    wanted = _nearest(story)
    if list(rows.filter(story=story).order_by("rank").values_list("related_id", flat=True)) == wanted:
        return
    rows.filter(story=story).delete()
    rows.bulk_create(rows.model(story=story, related_id=pk, rank=rank) for rank, pk in enumerate(wanted))


def _nearest(story: Any) -> list[int]:
    pinned = list(story.pinned.order_by("sort_order").values_list("related_id", flat=True))
    shared: Counter[int] = Counter()
    newest: dict[int, Any] = {}
    model = apps.get_model("stories", "StoryKeyword")
    for keyword in story.story_keywords.values_list("keyword_id", flat=True):
        # Only what was there before: a later story must not change the pages of earlier ones.
        near = model.objects.filter(keyword_id=keyword, listed_at__lt=story.listed_at).order_by(
            "-listed_at", "-story_id"
        )
        for pk, listed_at in near.values_list("story_id", "listed_at")[:LOOK_BACK]:
            shared[pk] += 1
            newest[pk] = listed_at
    found = sorted(shared, key=lambda pk: (shared[pk], newest[pk]), reverse=True)
    unique = dict.fromkeys([*pinned, *found])
    unique.pop(story.pk, None)
    return list(unique)[:COUNT]
