"""A line of breaking news: a few words or a story, for one edition, until a moment."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.changes import due
from warraq.changes.keys import list_key
from warraq.changes.records import LoggedRecord
from warraq.editions.models import Edition
from warraq.stories.models import StoryPage
from warraq.stories.text import cleaned

LONGEST = 140


class Strip(LoggedRecord):
    """Stands from its start until `until`, or until somebody ends it, or its story is no longer open to readers."""

    key_kind = "strip"

    class Priority(models.IntegerChoices):
        USUAL = 1, _("usual")
        FIRST = 2, _("above the others")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="strips", verbose_name=_("edition"))
    text = models.CharField(
        _("words"), max_length=LONGEST, blank=True, help_text=_("Empty: the headline of the story.")
    )
    story = models.ForeignKey(
        StoryPage, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("story")
    )
    story.wagtail_reference_index_ignore = True
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.USUAL)
    started_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("set by")
    )

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        ordering = ["-priority", "-started_at", "-pk"]
        indexes = [models.Index(fields=["edition", "until"], name="strip_of_edition")]

    def __str__(self) -> str:
        return self.text or (self.story.title if self.story else "")

    def list_keys(self) -> set[str]:
        return {breaking_key(self.edition_id)}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text = cleaned(self.text, self.edition.code)
        with transaction.atomic():
            super().save(*args, **kwargs)
            ahead = {self.until: self.list_keys()} if self.until > timezone.now() else {}
            due.set_for(self.object_key, ahead)

    def end(self, at: datetime) -> None:
        self.until = min(self.until, at)
        self.save()


def breaking_key(edition_id: int) -> str:
    """`edition:1:breaking`: noted by home and by the piece that other pages fetch."""
    return list_key("edition", edition_id, "breaking")
