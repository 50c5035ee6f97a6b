"""What only the transaction of a deletion still knows: whose lists hold the story that goes."""

from typing import Any

from django.db.models.signals import pre_delete

from warraq.stories.models import StoryPage

from .consumer import refill


def story_goes(sender: type, instance: StoryPage, **kwargs: Any) -> None:
    refill([instance.pk])


def connect() -> None:
    pre_delete.connect(story_goes, sender=StoryPage, dispatch_uid="warraq.related.deleted")
