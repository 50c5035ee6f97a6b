"""The stories of a feed with everything a feed says of them, in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from warraq.readership.models import Window
from warraq.readership.queries import KEPT, most_read
from warraq.stories.models import Byline, StoryKeyword, StoryPage

NEWEST = 30


def newest_stories(owner: Any) -> list[StoryPage]:
    """The newest stories of an edition, section, author, keyword or dossier, bodies included."""
    return _whole(_stories_of(owner)[:NEWEST])


def most_read_stories(edition: Any) -> list[StoryPage]:
    """The stories of an edition that were read most this week, in order, bodies included."""
    places = [card.pk for card in most_read(edition.pk, Window.WEEK, count=KEPT)]
    found = {story.pk: story for story in _whole(StoryPage.objects.listed().filter(pk__in=places).order_by())}
    return [found[pk] for pk in places if pk in found]


def _whole(rows: QuerySet[StoryPage]) -> list[StoryPage]:
    """Stories with all that their entries say."""
    stories = list(rows.select_related("section", "lead_picture", "edition"))
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
