"""Links for reviewers outside the newsroom, and what they answered."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

DAYS = 7
WRONG_PINS = 10  # then the link is closed
VIEWS, ANSWERS = 2_000, 300  # of one link: more is no reading


class LinkQuerySet(models.QuerySet):
    def of(self, page: Page) -> "LinkQuerySet":
        """The newest first, with who made them."""
        return self.filter(page=page).select_related("created_by").order_by("-created_at")


class ReviewLink(models.Model):
    """One person's way to one story. The address itself is kept nowhere, only its hash."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="review_links")
    page.wagtail_reference_index_ignore = True
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")
    person = models.CharField(_("for whom"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128, blank=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    # Somebody has said that it opens although the story is under embargo.
    opens_under_embargo = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    views = models.PositiveIntegerField(default=0)
    viewed_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for outside review")
        verbose_name_plural = _("links for outside review")
        default_permissions = ("add",)

    def __str__(self) -> str:
        return self.person

    def is_open(self, now: datetime | None = None) -> bool:
        is_spent = self.wrong_pins >= WRONG_PINS or self.views >= VIEWS
        return self.revoked_at is None and self.expires_at > (now or timezone.now()) and not is_spent

    def version(self, page: Any) -> Any:
        """The story as this link shows it: one version, or the newest draft."""
        revision = self.shown_revision(page)
        return revision.as_object() if revision else page

    def shown_revision(self, page: Any) -> Revision | None:
        return self.revision if self.revision_id else page.get_latest_revision()

    def count_view(self) -> None:
        ReviewLink.objects.filter(pk=self.pk).update(views=models.F("views") + 1, viewed_at=timezone.now())

    def count_wrong_pin(self) -> None:
        ReviewLink.objects.filter(pk=self.pk).update(wrong_pins=models.F("wrong_pins") + 1)


class ReviewAnswer(models.Model):
    """What a reviewer said, of a place in the text or of the whole, and of which version."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("remark")
        APPROVED = "approved", _("approved from outside")
        CHANGES = "changes", _("changes asked for")

    link = models.ForeignKey(ReviewLink, models.CASCADE, related_name="answers")
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COMMENT)
    # The name of a block of the body; empty for the whole story.
    place = models.CharField(max_length=64, blank=True)
    quote = models.CharField(max_length=160, blank=True)
    name = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer from outside")
        verbose_name_plural = _("answers from outside")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"


def default_expiry() -> datetime:
    return timezone.now() + timedelta(days=DAYS)
