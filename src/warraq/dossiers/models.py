"""Dossiers: a subject followed over years, with summary, timeline, actors and its stories."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from warraq.changes.pages import Problem
from warraq.changes.recording import depends_on
from warraq.stories.cards import Card, newest_of
from warraq.stories.completeness import picture_problems
from warraq.stories.models import NumberedPage, PublicPage, StoryPage, first_shown

STORIES_SHOWN = 60
DOSSIERS_SHOWN = 300


class DossierIndexPage(PublicPage):
    """All dossiers of an edition, at `/dossiers/`."""

    key_kind = "dossierindex"

    parent_page_types = ["front.FrontPage"]
    subpage_types = ["dossiers.DossierPage"]
    max_count_per_parent = 1
    template = "dossiers/index.html"

    class Meta:
        verbose_name = _("list of dossiers")

    @property
    def address(self) -> str:
        return "/dossiers/"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        dossiers = DossierPage.objects.newest(DOSSIERS_SHOWN, edition=self.edition)
        return super().get_context(request) | {
            "open_dossiers": [dossier for dossier in dossiers if not dossier.is_closed],
            "closed_dossiers": [dossier for dossier in dossiers if dossier.is_closed],
        }


class DossierPage(NumberedPage):
    """A subject and what has been written on it."""

    key_kind = "dossier"
    list_name = "dossiers"
    first_word = "dossiers"

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    summary = RichTextField(_("summary"), blank=True, features=["bold", "italic", "link", "foreign"])
    reviewed_on = models.DateField(_("summary last reviewed"), null=True, blank=True)
    lead_picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    lead_alt = models.CharField(_("text for who cannot see the picture"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("responsible editor"),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("reviewed_on")], heading=_("Summary")),
        MultiFieldPanel([FieldPanel("lead_picture"), FieldPanel("lead_alt")], heading=_("Picture")),
        InlinePanel("first_reads", label=_("story"), heading=_("Start here")),
        InlinePanel("timeline", label=_("event"), heading=_("Timeline")),
        InlinePanel("actors", label=_("actor"), heading=_("Who is who")),
        MultiFieldPanel([FieldPanel("state"), FieldPanel("responsible")], heading=_("Care")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["dossiers.DossierIndexPage"]
    subpage_types = []
    template = "dossiers/dossier_page.html"

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        indexes = [models.Index(fields=["edition", "-listed_at"], name="dossier_in_edition")]

    def problems(self) -> list[Problem]:
        return [*super().problems(), *picture_problems(self)]

    @property
    def alt(self) -> str:
        return self.lead_alt or (self.lead_picture.description if self.lead_picture else "")

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def card_moment(self) -> None:
        """None: a dossier goes on."""

    def lead(self) -> Any:
        return first_shown(self.share_picture, self.lead_picture)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request)

    @cached_property
    def stories(self) -> list[Card]:
        """The dossier's newest stories."""
        return newest_of(self, STORIES_SHOWN)

    @cached_property
    def start_here(self) -> list[StoryPage]:
        """Stories for a reader who is new to the subject, in the editor's order, those readers can open."""
        rows = (
            self.first_reads.select_related("story__section", "story__lead_picture")
            .defer("story__body")
            .order_by("sort_order")
        )
        return [row.story for row in rows if row.story.listed_at]

    @cached_property
    def events(self) -> list["TimelineEntry"]:
        """What happened, oldest first, each with the story about it."""
        rows = self.timeline.select_related("story__section").defer("story__body")
        return list(rows.order_by("date", "pk"))

    @cached_property
    def maps(self) -> list[Any]:
        """Maps of the subject that readers can open, the newest first."""
        depends_on(f"{self.object_key}:maps")
        return list(self.fieldmaps.filter(listed_at__isnull=False).order_by("-listed_at", "-pk"))

    @cached_property
    def who(self) -> list["Actor"]:
        return list(self.actors.order_by("sort_order"))


class Filing(Orderable):
    """A story stands in a dossier. Kept with the story, so that it is approved with it."""

    story = ParentalKey(StoryPage, related_name="filings")
    dossier = models.ForeignKey(DossierPage, models.CASCADE, related_name="filings", verbose_name=_("dossier"))

    panels = [PageChooserPanel("dossier", "dossiers.DossierPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("dossier")
        constraints = [models.UniqueConstraint(fields=["story", "dossier"], name="filed_once")]

    def __str__(self) -> str:
        return str(self.dossier)


class FirstRead(Orderable):
    """A story to begin with."""

    dossier = ParentalKey(DossierPage, related_name="first_reads")
    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="+", verbose_name=_("story"))

    panels = [PageChooserPanel("story", "stories.StoryPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("start here")


class TimelineEntry(models.Model):
    """Something that happened, dated as precisely as is known."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    dossier = ParentalKey(DossierPage, related_name="timeline")
    date = models.DateField(_("date"))
    precision = models.CharField(_("known to the"), max_length=6, choices=Precision.choices, default=Precision.DAY)
    text = models.TextField(_("what happened"))
    story = models.ForeignKey(
        StoryPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("story about it")
    )

    panels = [
        FieldPanel("date"),
        FieldPanel("precision"),
        FieldPanel("text"),
        PageChooserPanel("story", "stories.StoryPage"),
    ]

    class Meta:
        verbose_name = _("event")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Actor(Orderable):
    """A person or body that plays a part in the subject."""

    dossier = ParentalKey(DossierPage, related_name="actors")
    name = models.CharField(_("name"), max_length=120)
    role = models.TextField(_("part in the subject"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("actor")

    def __str__(self) -> str:
        return self.name
