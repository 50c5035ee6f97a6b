"""What the newsroom listens to."""

from django.db.models.signals import post_save

from warraq.changes.models import Change

from .desk import handlers as desk
from .notices import handlers as notices
from .refreshes.notice import note_change
from .workflow import handlers as workflow


def connect() -> None:
    post_save.connect(note_change, sender=Change, dispatch_uid="warraq.newsroom.refreshes")
    desk.connect()
    workflow.connect()
    notices.connect()
