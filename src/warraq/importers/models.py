"""Which row of which table became which story: what makes a second run change nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """A row that has been stored. Without a page, its story was deleted in the newsroom and stays away."""

    source = models.CharField(_("source"), max_length=64)
    external_id = models.CharField(_("its number there"), max_length=255)
    fingerprint = models.CharField(max_length=32)
    page = models.ForeignKey("stories.StoryPage", models.SET_NULL, null=True, related_name="+", verbose_name=_("story"))
    stored_at = models.DateTimeField(_("stored"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported story")
        verbose_name_plural = _("imported stories")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.external_id}"
