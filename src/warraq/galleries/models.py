"""Things to look at: albums of pictures and videos."""

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from warraq.changes.keys import month_key
from warraq.changes.pages import Problem
from warraq.language.placeholders import is_placeholder
from warraq.stories.models import NumberedPage, PublicPage, first_shown

from .queries import AlbumManager, VideoManager

SHOWN = 60
OTHERS_SHOWN = 3
TEASED = 3


class GalleryIndexPage(PublicPage):
    """Base of the two lists."""

    parent_page_types = ["front.FrontPage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True


class AlbumIndexPage(GalleryIndexPage):
    """All albums of an edition, at `/albums/`."""

    key_kind = "albumindex"
    address = "/albums/"
    subpage_types = ["galleries.AlbumPage"]
    template = "galleries/index.html"

    class Meta:
        verbose_name = _("list of albums")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        items = AlbumPage.objects.newest(SHOWN, edition=self.edition)
        return super().get_context(request) | {"items": items}


class VideoIndexPage(GalleryIndexPage):
    """All videos of an edition, at `/videos/`."""

    key_kind = "videoindex"
    address = "/videos/"
    subpage_types = ["galleries.VideoPage"]
    template = "galleries/index.html"

    class Meta:
        verbose_name = _("list of videos")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        items = VideoPage.objects.newest(SHOWN, edition=self.edition)
        return super().get_context(request) | {"items": items}


class GalleryPage(NumberedPage):
    """What an album and a video share."""

    standfirst = models.TextField(_("standfirst"), blank=True)
    place = models.CharField(_("place"), max_length=60, blank=True)
    author = models.ForeignKey(
        "people.Author", models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("by")
    )
    lead_picture = models.ForeignKey(
        "media.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )

    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]

    class Meta:
        abstract = True

    def listings(self) -> dict[str, Any]:
        found = super().listings()
        return found | {month_key(key, moment): moment for key, moment in found.items()}

    @property
    def alt(self) -> str:
        return self.lead_picture.description if self.lead_picture else ""

    @property
    def share_text(self) -> str:
        return self.search_description or self.standfirst

    def lead(self) -> Any:
        return first_shown(self.share_picture, self.lead_picture)

    @property
    def pictures_inside(self) -> list[Any]:
        """Further pictures the page prints."""
        return []

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request) | {"others": self.others()}

    def others(self) -> list["GalleryPage"]:
        """Those that came out before this one, so that a new one leaves the pages of the old ones as they are.

        The first of an edition, which have too few before them, show the newest as well.
        """
        pages = type(self).objects
        before = pages.before(self.listed_at, OTHERS_SHOWN, edition=self.edition) if self.listed_at else []
        if len(before) == OTHERS_SHOWN:
            return before
        known = {self.pk, *(page.pk for page in before)}
        newest = pages.newest(2 * OTHERS_SHOWN, edition=self.edition)
        return [*before, *(page for page in newest if page.pk not in known)][:OTHERS_SHOWN]


class AlbumPage(GalleryPage):
    """Pictures that tell a story in their order."""

    key_kind = "album"
    list_name = "albums"
    first_word = "albums"

    objects = AlbumManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("place")], heading=_("By")),
        FieldPanel("lead_picture"),
        InlinePanel("pictures", label=_("picture"), heading=_("Pictures, in order")),
    ]
    parent_page_types = ["galleries.AlbumIndexPage"]
    template = "galleries/album_page.html"

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")
        indexes = [models.Index(fields=["edition", "-listed_at"], name="album_in_edition")]

    def settle(self) -> None:
        super().settle()
        first = self.pictures.first()
        if self.lead_picture_id is None and first:
            self.lead_picture_id = first.image_id

    def problems(self) -> list[Problem]:
        found = super().problems()
        pictures = list(self.pictures.all())
        if not pictures:
            found.append(Problem("pictures", _("The album has no picture.")))
        for number, picture in enumerate(pictures, start=1):
            if not picture.alt.strip():
                found.append(
                    Problem(
                        "pictures",
                        _("Picture %(number)d has no text for who cannot see it.") % {"number": number},
                    )
                )
        return found

    @cached_property
    def shown(self) -> list["AlbumPicture"]:
        pictures = self.pictures.select_related("image").order_by("sort_order")
        found = [picture for picture in pictures if picture.image.may_be_shown]
        for number, picture in enumerate(found):
            # One across, two beside each other; a last single one across.
            picture.is_wide = number % 3 == 0 or (number % 3 == 1 and number == len(found) - 1)
        return found

    @property
    def further(self) -> list["AlbumPicture"]:
        """A few pictures beside the cover, for a teaser."""
        return [picture for picture in self.shown if picture.image_id != self.lead_picture_id][:TEASED]

    @property
    def pictures_inside(self) -> list[Any]:
        return [picture.image for picture in self.shown]


class AlbumPicture(Orderable):
    """A picture in its place in an album."""

    is_wide = False  # said by the album when it shows its pictures

    album = ParentalKey(AlbumPage, related_name="pictures")
    image = models.ForeignKey("media.Image", models.CASCADE, related_name="+", verbose_name=_("picture"))
    caption = models.TextField(_("caption"), blank=True)
    text = models.CharField(_("text for who cannot see it"), max_length=300, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of an album")

    def __str__(self) -> str:
        return self.caption[:60]

    @property
    def alt(self) -> str:
        return self.text or self.image.description


class VideoPage(GalleryPage):
    """A film with its captions and transcript."""

    key_kind = "videopage"
    list_name = "videos"
    first_word = "videos"
    has_film = True

    film = models.ForeignKey("media.Video", models.PROTECT, related_name="+", verbose_name=_("film"))

    objects = VideoManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("film"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("place")], heading=_("By")),
    ]
    parent_page_types = ["galleries.VideoIndexPage"]
    template = "galleries/video_page.html"

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        indexes = [models.Index(fields=["edition", "-listed_at"], name="video_in_edition")]

    def settle(self) -> None:
        super().settle()
        self.lead_picture_id = self.film.poster_id

    def problems(self) -> list[Problem]:
        if self.film_id and not (self.film.is_made or self.film.plays_as_it_is):
            being_made = _("The film is still being prepared: no browser plays the file as it came in.")
            return [*super().problems(), Problem("film", being_made)]
        # The poster is read from the film: a form asks before `settle` has copied it.
        poster = self.film.poster if self.film_id else None
        if poster is None:
            return [*super().problems(), Problem("film", _("The film has no poster."))]
        if not poster.description.strip() or is_placeholder(poster.description):
            return [
                *super().problems(),
                Problem("film", _("Write what the film's poster shows, for who cannot see it.")),
            ]
        return super().problems()
