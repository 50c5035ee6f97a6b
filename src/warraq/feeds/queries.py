"""The stories of a feed with everything a feed says of them, in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from warraq.stories.models import Byline, StoryKeyword, StoryPage

NEWEST = 30


def newest_stories(owner: Any) -> list[StoryPage]:
    """The newest stories of an edition, section, author, keyword or dossier, bodies included."""
    stories = list(_stories_of(owner).select_related("section", "lead_picture", "edition")[:NEWEST])
    prefetch_related_objects(
        stories,
        Prefetch("bylines", Byline.objects.select_related("author").order_by("sort_order")),
        Prefetch("story_keywords", StoryKeyword.objects.select_related("keyword").order_by("sort_order")),
        "corrections",
    )
    return stories


def _stories_of(owner: Any) -> QuerySet[StoryPage]:
    stories = StoryPage.objects
    match owner.key_kind:
        case "keyword":
            return stories.of_keyword(owner)
        case "author":
            return stories.of_author(owner)
        case "dossier":
            return stories.of_dossier(owner)
    stories.note_lists([owner])
    return stories.filter(**{owner.key_kind: owner}).listed().newest_first()
