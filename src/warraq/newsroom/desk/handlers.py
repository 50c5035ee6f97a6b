"""A story that goes out finishes its line of today's list, in the transaction of its publication."""

from typing import Any

from wagtail.signals import page_published

from warraq.stories.models import StoryPage

from .models import close_planned


def published(sender: type, instance: Any, **kwargs: Any) -> None:
    close_planned(instance)


def connect() -> None:
    page_published.connect(published, sender=StoryPage, dispatch_uid="warraq.desk.published")
