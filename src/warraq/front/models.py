"""The front page of an edition: what an editor has chosen, then what the rules fill in."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from warraq.breaking.queries import standing
from warraq.changes import due
from warraq.stories.fields import BodyField
from warraq.stories.models import PublicPage, StoryPage

from .blocks import RAILS
from .composition import compose, stands


class FrontPage(PublicPage):
    """Home. The default edition's is the site's root."""

    key_kind = "front"
    address = "/"

    rails = BodyField(RAILS, blank=True, verbose_name=_("rails"))

    content_panels = [
        *Page.content_panels,
        InlinePanel("slots", label=_("story"), heading=_("Lead and editor's picks")),
        FieldPanel("rails"),
    ]
    subpage_types = [
        "stories.SectionPage",
        "stories.PagesIndex",
        "dossiers.DossierIndexPage",
        "galleries.AlbumIndexPage",
        "galleries.VideoIndexPage",
        "fieldmaps.FieldMapIndexPage",
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "front/front_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        with transaction.atomic():
            result = super().save(clean=clean, **kwargs)
            if kwargs.get("update_fields") is None:
                self._note_ends_of_pins()
        return result

    def _note_ends_of_pins(self) -> None:
        ends = FrontSlot.objects.filter(front=self, until__gt=timezone.now()).values_list("until", flat=True)
        due.set_for(self.object_key, {moment: [self.object_key] for moment in ends} if self.live else {})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | compose(self) | {"breaking": standing(self.edition)}


class FrontSlot(Orderable):
    """A story pinned to the front, until a moment if one is given."""

    class Place(models.TextChoices):
        LEAD = "lead", _("lead")
        PICK = "pick", _("editor's picks")

    front = ParentalKey(FrontPage, related_name="slots")
    place = models.CharField(_("place"), max_length=8, choices=Place.choices, default=Place.PICK)
    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="+", verbose_name=_("story"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    panels = [FieldPanel("place"), PageChooserPanel("story", "stories.StoryPage"), FieldPanel("until")]

    class Meta(Orderable.Meta):
        verbose_name = _("slot")

    def __str__(self) -> str:
        return f"{self.place}: {self.story}"

    def stands_at(self, moment: Any = None) -> bool:
        """Is the pin still in force, and may readers open the story?"""
        return stands(self.until, self.story.listed_at, moment or timezone.now())
