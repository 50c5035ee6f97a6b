"""Which maps are listed, and what happened on one."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from wagtail.models import PageManager

from warraq.stories.models import StoryPage
from warraq.stories.prepared import Given, Prepared
from warraq.stories.queries import PublicQuerySet


class FieldMapQuerySet(PublicQuerySet):
    def as_cards(self) -> "FieldMapQuerySet":
        """A map has no lead picture: it is its own."""
        return self.select_related("edition")


FieldMapManager = PageManager.from_queryset(FieldMapQuerySet)

# Asked by `objects(fieldmap=…)`: home asks it whenever it is rendered.
EVENTS = Prepared(
    lambda: apps.get_model("fieldmaps", "MapEvent").objects.filter(fieldmap=Given("fieldmap")).order_by("date", "pk")
)


def tell_stories(events: Sequence[Any]) -> None:
    """Give events the stories about them, all by one query."""
    wanted = {event.story_id for event in events} - {None}
    stories = StoryPage.objects.as_links().in_bulk(wanted) if wanted else {}
    for event in events:
        event.story = stories.get(event.story_id)
