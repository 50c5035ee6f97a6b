"""How much each check weighs where, and who went past one and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition
from warraq.stories.models import StoryPage

from .findings import Level


class CheckPolicy(models.Model):
    """What one check weighs for an edition and a form; empty: for every one that has no row of its own."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("edition")
    )
    form = models.CharField(_("form"), max_length=12, choices=StoryPage.Form.choices, blank=True)
    check_name = models.CharField(max_length=40)
    level = models.CharField(max_length=8, choices=Level.choices)
    may_override = models.BooleanField(default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("weight of a check")
        verbose_name_plural = _("weights of checks")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "form", "check_name"], name="check_weighed_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.level}"


class CheckOverride(models.Model):
    """Somebody published past a blocking check, with this reason; the same finding blocks this page no more."""

    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="+")
    check_name = models.CharField(max_length=40)
    finding = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["story", "check_name"], name="override_of_story")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.check_name}"
