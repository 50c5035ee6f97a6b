"""What the defence does when a comment is stored or decided about, in the same transaction."""

from typing import Any

from django.db.models.signals import post_save

from warraq.comments.models import Comment
from warraq.comments.moderation import decided

from . import sameness, tasks


def comment_saved(sender: type, instance: Comment, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    if instance.fingerprint and (created or update_fields is None or "fingerprint" in update_fields):
        sameness.remember(instance)


def comments_decided(sender: type, comments: list[Comment], by: Any, **kwargs: Any) -> None:
    # What an author withdraws teaches nothing; what was learned from it stays a moderator's decision.
    if by is not None and comments:
        # The queue is in the database: the task is there if and only if the decision is.
        tasks.learn.enqueue([comment.pk for comment in comments])


def connect() -> None:
    post_save.connect(comment_saved, sender=Comment, dispatch_uid="warraq.comments.defence.saved")
    decided.connect(comments_decided, sender=Comment, dispatch_uid="warraq.comments.defence.decided")
