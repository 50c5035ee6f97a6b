"""Columns that more than one kind of file has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager


def uploader() -> models.ForeignKey:
    # Wagtail's own Image and Document stay in the project unused; the same accessor on User would clash.
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )


def tags(related_name: str) -> TaggableManager:
    return TaggableManager(blank=True, verbose_name=_("tags"), related_name=related_name)


class AddressField(models.URLField):
    """Reads `example.org` as https, as Django will from its next version on; the same column as its parent's."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
