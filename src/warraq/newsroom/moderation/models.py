"""Which moderator looks after which part of the site."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition
from warraq.stories.models import SectionPage


class Assignment(models.Model):
    """A moderator with any of these sees what readers write in these parts of the site, and nothing else."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_assignments", verbose_name=_("moderator")
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("a whole edition")
    )
    section = models.ForeignKey(
        SectionPage, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("or one section")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("moderator's part of the site")
        verbose_name_plural = _("moderators' parts of the site")
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition=None, section__isnull=False) | Q(edition__isnull=False, section=None),
                name="assigned_one_part",
            ),
            models.UniqueConstraint(fields=["user", "edition"], name="edition_assigned_once"),
            models.UniqueConstraint(fields=["user", "section"], name="section_assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.edition or self.section}"

    def clean(self) -> None:
        if (self.edition_id is None) == (self.section_id is None):
            raise ValidationError(_("Choose either an edition or a section."))

    def validate_constraints(self, exclude: Any = None) -> None:
        # `clean` has said it in an editor's words already.
        super().validate_constraints({*(exclude or ()), "edition", "section"} if self._has_no_part() else exclude)

    def _has_no_part(self) -> bool:
        return (self.edition_id is None) == (self.section_id is None)
