"""What only the transaction of a deletion still knows: which lists hold the story, which stories had the keyword."""

from typing import Any

from django.db.models.signals import pre_delete

from warraq.stories.models import Keyword, StoryKeyword, StoryPage

from .consumer import ask_anew, refill


def story_goes(sender: type, instance: StoryPage, **kwargs: Any) -> None:
    refill([instance.pk])


def keyword_goes(sender: type, instance: Keyword, **kwargs: Any) -> None:
    rows = StoryKeyword.objects.filter(keyword=instance.pk, listed_at__isnull=False)
    ask_anew(rows.values_list("story_id", flat=True))


def connect() -> None:
    pre_delete.connect(story_goes, sender=StoryPage, dispatch_uid="warraq.related.deleted")
    pre_delete.connect(keyword_goes, sender=Keyword, dispatch_uid="warraq.related.keyword_deleted")
