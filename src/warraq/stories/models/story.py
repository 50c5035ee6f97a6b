"""Stories: what a news-analysis site is made of."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from warraq.changes.keys import list_key
from warraq.changes.pages import Problem

from ..beside import CREDITS, ERRATA, FILINGS, TOPICS
from ..blocks import BODY_BLOCKS
from ..cards import Card, chosen, related_to
from ..completeness import body_problems, picture_problems
from ..fields import BodyField
from ..forms import StoryForm
from ..lists import directories_of, listings_of
from ..nearest import refresh_related
from ..queries import StoryManager
from .corrections import Correction, withdrawal_among
from .keywords import Keyword, with_present_keywords
from .public import NumberedPage, first_shown
from .sections import SectionPage


class StoryPage(NumberedPage):
    """A piece of journalism of one form, filed under one section."""

    key_kind = "story"
    list_name = "stories"

    class Form(models.TextChoices):
        NEWS = "news", _("news")
        REPORT = "report", _("report")
        ANALYSIS = "analysis", _("analysis")
        OPINION = "opinion", _("opinion")
        INTERVIEW = "interview", _("interview")
        EXPLAINER = "explainer", _("explainer")
        FACTCHECK = "factcheck", _("fact check")

    class CommentPolicy(models.TextChoices):
        SECTION = "", _("as the section")
        OPEN = "open", _("open")
        PREMODERATED = "held", _("moderated")
        TRUSTED = "trusted", _("open to trusted authors")
        CLOSED = "closed", _("closed")

    section = models.ForeignKey(SectionPage, models.RESTRICT, related_name="stories", editable=False)
    section.wagtail_reference_index_ignore = True
    form = models.CharField(_("form"), max_length=12, choices=Form.choices, default=Form.NEWS)
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    short_headline = models.CharField(_("short headline for cards"), max_length=90, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    agency = models.CharField(
        _("agency or house prefix"), max_length=40, blank=True, help_text=_("Printed before the text: «الضفاف-»")
    )
    place = models.CharField(_("place of the dateline"), max_length=60, blank=True)
    lead_picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    lead_alt = models.CharField(
        _("text for who cannot see the picture"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the one kept with the picture."),
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = BodyField(BODY_BLOCKS, blank=True, verbose_name=_("text"))
    corrected_on = models.DateField(null=True, editable=False, db_index=True)
    withdrawn_on = models.DateField(null=True, editable=False)
    comment_policy = models.CharField(
        _("comments"), max_length=8, choices=CommentPolicy.choices, default=CommentPolicy.SECTION, blank=True
    )
    comment_days = models.PositiveSmallIntegerField(
        _("comments close after so many days"),
        null=True,
        blank=True,
        help_text=_("0: never. Empty: as the section."),
    )
    keywords = models.ManyToManyField(Keyword, through="stories.StoryKeyword", related_name="stories", editable=False)

    _was_corrected = False

    base_form_class = StoryForm
    objects = StoryManager()

    content_panels = [
        FieldPanel("kicker"),
        FieldPanel("title", heading=_("Headline")),
        FieldPanel("short_headline"),
        FieldPanel("standfirst"),
        MultiFieldPanel([FieldPanel("form"), FieldPanel("agency"), FieldPanel("place")], heading=_("Form, dateline")),
        InlinePanel("bylines", label=_("author"), heading=_("Authors, in order")),
        MultiFieldPanel(
            [FieldPanel("lead_picture"), FieldPanel("lead_alt"), FieldPanel("lead_caption")],
            heading=_("Lead picture"),
        ),
        FieldPanel("body"),
        InlinePanel("story_keywords", label=_("keyword"), heading=_("Keywords")),
        InlinePanel("filings", label=_("dossier"), heading=_("Dossiers it belongs to")),
        InlinePanel("pinned", label=_("story"), heading=_("Related stories, chosen by hand")),
        InlinePanel("corrections", label=_("correction"), heading=_("Corrections")),
    ]
    settings_panels = [
        MultiFieldPanel([FieldPanel("comment_policy"), FieldPanel("comment_days")], heading=_("Comments")),
        *NumberedPage.settings_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("kicker"),
        index.SearchField("body"),
        index.FilterField("form"),
        index.FilterField("section_id"),
    ]
    parent_page_types = ["stories.SectionPage"]
    subpage_types = []
    template = "stories/story_page.html"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["section", "-listed_at", "-page_ptr"], name="story_in_section"),
            models.Index(fields=["edition", "-listed_at", "-page_ptr"], name="story_in_edition"),
            models.Index(fields=["edition", "form", "-listed_at", "-page_ptr"], name="story_of_form"),
            models.Index(
                fields=["comment_days", "listed_at"], name="story_that_closes", condition=models.Q(comment_days__gt=0)
            ),
        ]

    # --- writing -----------------------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        slug = self.address_slug
        return f"/{self.section.slug}/{self.pk}/{slug}/" if slug else f"/{self.section.slug}/{self.pk}/"

    @property
    def short_address(self) -> str:
        """`/s/42`, for sharing and printing."""
        return f"/s/{self.pk}"

    def settle(self) -> None:
        parent = SectionPage.objects.get(path=self._get_basepath(self.path, self.depth - 1))
        self.section = parent
        super().settle()
        withdrawal = withdrawal_among(self._corrections_to_be())
        self.withdrawn_on = withdrawal.date if withdrawal and self.listed_at else None
        if self.withdrawn_on:
            self.listed_at = None

    def with_content_json(self, content: dict) -> Page:
        page = super().with_content_json(with_present_keywords(content))
        page.section_id, page.withdrawn_on = self.section_id, self.withdrawn_on
        return page

    def _corrections_to_be(self) -> Iterable[Correction]:
        """As they will be once the page is written; a story that never had one is not asked."""
        if self._state.adding or self._is_drafted("corrections"):
            return self.corrections.all()
        return Correction.objects.filter(story=self.pk) if self.corrected_on else ()

    def derive(self) -> None:
        self._spread_listing()
        if self.listed_at:
            refresh_related(self)

    def _spread_listing(self) -> None:
        # Lists by keyword and by author are sorted by an index of their own table.
        for rows in (StoryKeyword.objects, Byline.objects):
            rows.filter(story_id=self.pk).update(listed_at=self.listed_at)
        corrections = Correction.objects.filter(story_id=self.pk)
        corrections.exclude(is_public=self.is_open).update(is_public=self.is_open)
        newest = corrections.aggregate(on=models.Max("date"))["on"]
        if newest != self.corrected_on:
            self._was_corrected = self.corrected_on is not None
            self.corrected_on = newest
            StoryPage.objects.filter(pk=self.pk).update(corrected_on=newest)

    def listings(self) -> dict[str, Any]:
        return listings_of(
            self,
            keywords=self.story_keywords.values_list("keyword_id", flat=True),
            authors=self.bylines.values_list("author_id", flat=True),
            dossiers=self.filings.values_list("dossier_id", flat=True),
        )

    def comings_and_goings(self, changed: set[str]) -> set[str]:
        found = directories_of(self, changed)
        if self.corrected_on or self._was_corrected:
            found.add(list_key("edition", self.edition_id, "corrections"))
        return found

    def problems(self) -> list[Problem]:
        return [*super().problems(), *body_problems(self.body), *picture_problems(self)]

    # --- reading -----------------------------------------------------------------------------------------------

    @property
    def card_title(self) -> str:
        return self.short_headline or self.title

    @property
    def card_label(self) -> str:
        return self.section.title

    @cached_property
    def withdrawal(self) -> Correction | None:
        """Why the story no longer holds, if it was withdrawn."""
        return withdrawal_among(self.errata)

    @property
    def is_open(self) -> bool:
        return super().is_open or self.withdrawn_on is not None

    @property
    def share_text(self) -> str:
        if self.withdrawal:
            return self.withdrawal.text
        return self.search_description or self.standfirst

    def lead(self) -> Any:
        return None if self.withdrawal else first_shown(self.share_picture, self.lead_picture)

    @property
    def alt(self) -> str:
        """What the lead picture shows, for who cannot see it."""
        return self.lead_alt or (self.lead_picture.description if self.lead_picture else "")

    @property
    def is_opinion(self) -> bool:
        return self.form == self.Form.OPINION

    @cached_property
    def credits(self) -> list["Byline"]:
        """Bylines in order with their authors and photos."""
        if self._is_drafted("bylines"):
            return list(self.bylines.select_related("author__photo").order_by("sort_order"))
        return CREDITS.objects(story=self.pk)

    @cached_property
    def topics(self) -> list[Keyword]:
        """Keywords in the editor's order."""
        if self._is_drafted("story_keywords"):
            return [row.keyword for row in self.story_keywords.select_related("keyword").order_by("sort_order")]
        return TOPICS.objects(story=self.pk)

    @cached_property
    def related(self) -> list[Card]:
        """Chosen by hand first, then the nearest."""
        found = related_to(self.pk)
        if not self._is_drafted("pinned"):
            return found
        # The form refuses a story of another edition; a draft may be older than that, or come by another road.
        rows = [row for row in self.pinned.order_by("sort_order") if row.related.locale_id == self.locale_id]
        pinned = list(dict.fromkeys(row.related_id for row in rows))
        cards = chosen(pinned)
        by_hand = [cards[pk] for pk in pinned if pk in cards and cards[pk].listed_at]
        return [*by_hand, *(card for card in found if card.pk not in pinned)]

    @cached_property
    def errata(self) -> list[Correction]:
        """Corrections, oldest first; a story that was never corrected is not asked."""
        if self._is_drafted("corrections"):
            return list(self.corrections.order_by("date"))
        return ERRATA.objects(story=self.pk) if self.corrected_on else []

    @cached_property
    def dossiers(self) -> list[Any]:
        """The dossiers it is filed in that readers can open."""
        drafted = self._is_drafted("filings")
        rows = self.filings.order_by("sort_order") if drafted else FILINGS.objects(story=self.pk)
        return [row.dossier for row in rows if row.dossier.listed_at]

    def _is_drafted(self, relation: str) -> bool:
        """Does the page hold these children itself, not the database? So it is in a preview."""
        return relation in getattr(self, "_cluster_related_objects", {})

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | {"dossiers": self.dossiers}


class Byline(Orderable):
    """An author's part in a story."""

    story = ParentalKey(StoryPage, related_name="bylines")
    author = models.ForeignKey("people.Author", models.PROTECT, related_name="bylines", verbose_name=_("author"))
    role = models.CharField(_("part, if not the writing"), max_length=60, blank=True)
    listed_at = models.DateTimeField(null=True, editable=False)

    panels = [FieldPanel("author"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        constraints = [models.UniqueConstraint(fields=["story", "author"], name="one_byline_per_author")]
        indexes = [models.Index(fields=["author", "-listed_at", "-story"], name="story_of_author")]

    def __str__(self) -> str:
        return str(self.author)


class StoryKeyword(Orderable):
    """A keyword of a story."""

    story = ParentalKey(StoryPage, related_name="story_keywords")
    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="story_keywords", verbose_name=_("keyword"))
    listed_at = models.DateTimeField(null=True, editable=False)

    panels = [FieldPanel("keyword")]

    class Meta(Orderable.Meta):
        verbose_name = _("keyword")
        constraints = [models.UniqueConstraint(fields=["story", "keyword"], name="keyword_once_per_story")]
        indexes = [models.Index(fields=["keyword", "-listed_at", "-story"], name="story_of_keyword")]

    def __str__(self) -> str:
        return str(self.keyword)


class PinnedRelated(Orderable):
    """A related story the editor has chosen."""

    story = ParentalKey(StoryPage, related_name="pinned")
    related = models.ForeignKey(StoryPage, models.CASCADE, related_name="+", verbose_name=_("story"))

    panels = [PageChooserPanel("related", "stories.StoryPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related story")


class RelatedStory(models.Model):
    """What a story page lists as related: found ahead of time, so that showing it asks for nothing else."""

    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="related_rows")
    related = models.ForeignKey(StoryPage, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    is_pinned = models.BooleanField(db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "related"], name="related_once")]
        ordering = ["rank"]

    def __str__(self) -> str:
        return f"{self.story_id} → {self.related_id}"
