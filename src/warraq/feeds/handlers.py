"""Moments that change what machines read: a story leaves the news sitemap two days after it came out."""

from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from warraq.changes import due
from warraq.stories.models import StoryPage

from .places import NEWS_AGE, recent_key


def note_end_of_news(sender: type, instance: StoryPage, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields is not None:
        return
    leaves = instance.listed_at + NEWS_AGE if instance.listed_at else None
    is_to_come = leaves is not None and leaves > timezone.now()
    due.set_for(f"{instance.object_key}:recent", {leaves: [recent_key(instance.edition_id)]} if is_to_come else {})


def connect() -> None:
    post_save.connect(note_end_of_news, sender=StoryPage, dispatch_uid="warraq.feeds.news")
