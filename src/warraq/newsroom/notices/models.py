"""A notice for one person, and by which way each person wants which kind."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page


class Kind(models.TextChoices):
    WAITING = "waiting", _("Waits for you")
    CLAIMED = "claimed", _("A colleague has taken your story")
    RETURNED = "returned", _("Sent back to you")
    APPROVED = "approved", _("Approved")
    LATE = "late", _("Late")
    PUBLISHED = "published", pgettext_lazy("of a story, in a notice", "Published")
    REVIEW = "review", _("A dossier to look through")


class Way(models.TextChoices):
    BOTH = "both", _("newsroom and e-mail")
    NEWSROOM = "newsroom", _("newsroom")
    EMAIL = "email", _("e-mail")
    NONE = "none", _("not at all")

    @property
    def is_listed(self) -> bool:
        return self in (Way.BOTH, Way.NEWSROOM)

    @property
    def is_mailed(self) -> bool:
        return self in (Way.BOTH, Way.EMAIL)


# Until a person says otherwise: what asks for a deed goes by both ways.
USUAL = dict.fromkeys((Kind.WAITING, Kind.RETURNED, Kind.LATE), Way.BOTH) | dict.fromkeys(
    (Kind.CLAIMED, Kind.APPROVED, Kind.PUBLISHED, Kind.REVIEW), Way.NEWSROOM
)


class NoticeQuerySet(models.QuerySet):
    def listed_for(self, user: Any) -> "NoticeQuerySet":
        return self.filter(user=user, is_listed=True)

    def unread_of(self, user: Any) -> "NoticeQuerySet":
        return self.listed_for(user).filter(read_at=None)


class Notice(models.Model):
    """`title` is the headline of that moment; `step` what is to be done or was; `comment` what the colleague said."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)
    step = models.CharField(max_length=255, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    comment = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    read_at = models.DateTimeField(null=True)
    is_listed = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_a_person", condition=models.Q(is_listed=True)),
            models.Index(
                fields=["user"], name="unread_notices", condition=models.Q(is_listed=True, read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}: {self.title}"


class NoticeChoice(models.Model):
    """What a person has chosen otherwise than is usual."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    way = models.CharField(max_length=12, choices=Way.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}: {self.way}"
