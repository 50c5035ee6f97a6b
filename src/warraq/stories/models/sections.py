"""Sections: the parts of an edition, each with a front of its newest stories and month archives."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from ..archives import months_of
from ..arranging import stories_of
from ..words import reserved_words
from .public import PublicPage

FRONT_LENGTH = 30


class SectionPage(PublicPage):
    """A section such as أخبار; its stories stand below it in the tree and in its columns."""

    key_kind = "section"
    list_name = "sections"

    description = models.TextField(_("description"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("slug"), FieldPanel("description")]
    settings_panels = [FieldPanel("show_in_menus"), *PublicPage.settings_panels]
    parent_page_types = ["front.FrontPage"]
    subpage_types = ["stories.StoryPage"]
    show_in_menus_default = True
    template = "front/section.html"
    # The newest first by the tree's own index; Wagtail's usual order would sort every story of the section.
    admin_default_ordering = "-path"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def address(self) -> str:
        return f"/{self.slug}/"

    def archive_address(self, month: date) -> str:
        """`/news/archive/2026/11/` within the site."""
        return f"{self.url}archive/{month.year}/{month.month:02}/"

    def clean(self) -> None:
        super().clean()
        if self.slug in reserved_words():
            raise ValidationError({"slug": _("“%(word)s” is reserved: choose another address.") % {"word": self.slug}})
        if not re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", self.slug or ""):
            raise ValidationError({"slug": _("Letters, digits and hyphens only.")})
        if self.slug.isdigit():
            raise ValidationError({"slug": _("A section's address cannot be a number.")})

    def save(self, clean: bool = True, **kwargs) -> object:
        former = SectionPage.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        result = super().save(clean=clean, **kwargs)
        FormerSectionSlug.objects.filter(edition=self.edition, slug=self.slug).delete()
        if former and former != self.slug:
            FormerSectionSlug.objects.update_or_create(edition=self.edition, slug=former, defaults={"section": self})
        return result

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Nothing. Wagtail would rewrite the row of each story while the editor waits, for a path of slugs that no
        address here is made of; a story's row takes the section's new word when it is saved next."""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stories = stories_of(self) if self.pk else []
        return super().get_context(request) | {
            "stories": stories,
            "archive_months": months_of(self) if stories else [],
            "newest_at": max((story.listed_at for story in stories), default=None),
            "feed_url": self.edition.path(f"/feeds/sections/{self.slug}.rss"),
        }


def pictured_first(stories: list[Any]) -> list[Any]:
    """The same stories, led by the newest of the first five that has a picture: the lead stands large."""
    lead = next((story for story in stories[:5] if story.lead_picture_id), None)
    return [lead, *(story for story in stories if story is not lead)] if lead else stories


class FormerSectionSlug(models.Model):
    """An address a section once had; old links to it and below it answer 301."""

    edition = models.ForeignKey("editions.Edition", models.CASCADE, related_name="+")
    slug = models.CharField(max_length=255)
    section = models.ForeignKey(SectionPage, models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="former_section_slug")]

    def __str__(self) -> str:
        return self.slug
