"""To which forms a role is limited, and to which forms and sections a person."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warraq.stories.models import SectionPage, StoryPage


def check_forms(forms: Any) -> None:
    if not isinstance(forms, list) or set(forms) - set(StoryPage.Form.values):
        raise ValidationError(_("Choose among the forms of stories."))


class Limit(models.Model):
    """Narrows what a role or a person may do otherwise; it never gives a right. Nobody has two.

    In which sections a role writes or publishes is told by Wagtail's own rights to pages, so `sections` is a person's.
    """

    group = models.OneToOneField(Group, models.CASCADE, null=True, blank=True, related_name="limit")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="limit")
    # Values of `StoryPage.Form`; empty: every form, and pages that are no stories.
    forms = models.JSONField(_("forms"), default=list, blank=True, validators=[check_forms])
    sections = models.ManyToManyField(SectionPage, blank=True, related_name="+", verbose_name=_("sections"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("limit of rights")
        verbose_name_plural = _("limits of rights")
        constraints = [
            models.CheckConstraint(
                condition=Q(group=None, user__isnull=False) | Q(group__isnull=False, user=None),
                name="limits_one_holder",
            )
        ]

    def __str__(self) -> str:
        return str(self.group or self.user)
