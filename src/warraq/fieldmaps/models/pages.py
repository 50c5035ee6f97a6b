"""The pages of maps: the list of an edition, and a map with what of it has happened."""

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index

from warraq.changes import due
from warraq.changes.keys import list_key
from warraq.changes.pages import Problem
from warraq.drawing.picture import png_of
from warraq.stories.models import NumberedPage, PublicPage
from warraq.stories.prints import credit_of

from ..checking import area_problems, event_problems
from ..fields import CountriesField
from ..poster import poster_svg
from ..queries import EVENTS, FieldMapManager, tell_stories
from .parts import MapArea, MapEvent, MapLayer, in_order

SHOWN = 60
NEWEST = 3


class FieldMapIndexPage(PublicPage):
    """All maps of an edition, at `/maps/`."""

    key_kind = "fieldmapindex"
    address = "/maps/"
    parent_page_types = ["front.FrontPage"]
    subpage_types = ["fieldmaps.FieldMapPage"]
    max_count_per_parent = 1
    template = "fieldmaps/index.html"

    class Meta:
        verbose_name = _("list of maps")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        items = FieldMapPage.objects.newest(SHOWN, edition=self.edition)
        return super().get_context(request) | {"items": items}


class FieldMapPage(NumberedPage):
    """A map with its layers, dated events and areas."""

    key_kind = "fieldmap"
    list_name = "maps"
    first_word = "maps"

    standfirst = models.TextField(_("summary"), blank=True, help_text=_("What the map shows, and how it is kept."))
    countries = CountriesField(
        _("countries"), max_length=400, blank=True, help_text=_("The map shows them whole; several with Ctrl.")
    )
    west = models.FloatField(_("west"), null=True, blank=True)
    south = models.FloatField(_("south"), null=True, blank=True)
    east = models.FloatField(_("east"), null=True, blank=True)
    north = models.FloatField(_("north"), null=True, blank=True)
    shows_units = models.BooleanField(_("provinces"), default=True)
    shows_cities = models.BooleanField(_("cities"), default=True)
    dossier = models.ForeignKey(
        "dossiers.DossierPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="fieldmaps",
        verbose_name=_("dossier"),
    )

    # Derived when the page is saved: whoever prints the map beside other things has layers without a query, and asks
    # for areas only where there are some.
    layer_rows = models.JSONField(default=list, editable=False)
    has_areas = models.BooleanField(default=False, editable=False)

    objects = FieldMapManager()

    content_panels = [
        FieldPanel("title"),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [
                FieldPanel("countries"),
                FieldRowPanel([FieldPanel("west"), FieldPanel("south"), FieldPanel("east"), FieldPanel("north")]),
                FieldRowPanel([FieldPanel("shows_units"), FieldPanel("shows_cities")]),
            ],
            heading=_("What the map shows of the world"),
        ),
        InlinePanel("layers", label=_("layer"), heading=_("Layers"), max_num=6),
        InlinePanel("events", label=_("event"), heading=_("Events")),
        InlinePanel("areas", label=_("area"), heading=_("Areas")),
        PageChooserPanel("dossier", "dossiers.DossierPage"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst")]
    parent_page_types = ["fieldmaps.FieldMapIndexPage"]
    subpage_types = []
    template = "fieldmaps/fieldmap_page.html"

    class Meta:
        verbose_name = _("map")
        verbose_name_plural = _("maps")
        indexes = [models.Index(fields=["edition", "-listed_at"], name="fieldmap_in_edition")]

    # --- writing ---

    def settle(self) -> None:
        super().settle()
        for event in self.events.all():
            event.locate()
        self.layer_rows = [[layer.name, layer.colour, layer.shape] for layer in in_order(self.layers.all())]
        self.has_areas = bool(self.areas.all())

    def problems(self) -> list[Problem]:
        found = super().problems()
        if not self.standfirst.strip():
            found.append(Problem("standfirst", _("Write in a sentence or two what the map shows.")))
        events, areas = list(self.events.all()), list(self.areas.all())
        if not events and not areas:
            found.append(Problem("events", _("The map has no event and no area.")))
        if self.own_box is None and any(edge is not None for edge in self._edges):
            found.append(Problem("west", _("A frame of its own has four edges, west before east, south before north.")))
        layers = {layer.name for layer in self.layers.all()}
        return [*found, *event_problems(events, layers), *area_problems(areas, layers)]

    def listings(self) -> dict[str, Any]:
        found = super().listings()
        if self.listed_at and self.dossier_id:
            found[list_key("dossier", self.dossier_id, "maps")] = self.listed_at
        return found

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        with transaction.atomic():
            result = super().save(clean=clean, **kwargs)
            if kwargs.get("update_fields") is None:
                self._note_moments()
        return result

    def _note_moments(self) -> None:
        """A day on which something begins or ends changes what the map shows as the latest state."""
        days = {event.date for event in self.events.all()}
        for area in self.areas.all():
            days |= {area.valid_from, area.valid_until}
        moments = {self._start_of(day) for day in days if day} if self.live else set()
        due.set_for(self.object_key, {at: [self.object_key] for at in moments if at > timezone.now()})

    def _start_of(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.edition.zone)

    @property
    def _edges(self) -> tuple[float | None, ...]:
        return self.west, self.south, self.east, self.north

    # --- reading ---

    @property
    def own_box(self) -> tuple[float, float, float, float] | None:
        """The frame an editor has set, in degrees."""
        west, south, east, north = self._edges
        if None in self._edges or not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
            return None
        return west, south, east, north

    @property
    def framed_path(self) -> str:
        """Where the map alone is, for frames of other sites."""
        return self.edition.path(f"/embed/maps/{self.pk}/")

    def print_picture(self) -> bytes:
        """The map as PNG, with its events and the name of the site."""
        return png_of(poster_svg(self, credit_of(self)))

    @property
    def picture_path(self) -> str:
        """Where readers find it as a picture; empty where they are not given one."""
        return self.edition.path(f"/maps/{self.pk}/map.png") if self.edition.offers_pictures and self.listed_at else ""

    @property
    def share_text(self) -> str:
        return self.search_description or self.standfirst

    @property
    def alt(self) -> str:
        """What the picture for sharing shows; a map has no other."""
        return self.share_picture.description if self.share_picture else ""

    @cached_property
    def today(self) -> date:
        """The day the page is rendered on, in its edition."""
        return self.edition.day_of(timezone.now())

    @cached_property
    def legend(self) -> list["MapLayer"]:
        if self._holds("layers"):
            return in_order(self.layers.all())
        return [MapLayer(name=name, colour=colour, shape=shape) for name, colour, shape in self.layer_rows]

    def _holds(self, rows: str) -> bool:
        """Are the rows here already, those of a draft for example?"""
        return rows in getattr(self, "_cluster_related_objects", {})

    @cached_property
    def happened(self) -> list[MapEvent]:
        """Events up to today, oldest first; each knows its `number` in the list and its `layer_number`."""
        rows = self.events.all() if self._holds("events") else EVENTS.objects(fieldmap=self.pk)
        events = sorted((row for row in rows if row.date <= self.today), key=lambda event: (event.date, event.pk or 0))
        numbers = self._layer_numbers
        for number, event in enumerate(events, start=1):
            event.number, event.layer_number = number, numbers.get(event.layer, 0)
        return events

    @cached_property
    def told(self) -> list[MapEvent]:
        """What has happened, each event with the story about it; asks for the stories where there are some."""
        tell_stories(self.happened)
        return self.happened

    @cached_property
    def grounds(self) -> list["MapArea"]:
        """Areas that have begun."""
        if not (self.has_areas or self._holds("areas")):
            return []
        begun = (area for area in self.areas.all() if area.valid_from is None or area.valid_from <= self.today)
        areas = in_order(begun)
        for number, area in enumerate(areas, start=1):
            area.number, area.layer_number = number, self._layer_numbers.get(area.layer, 0)
        return areas

    @cached_property
    def _layer_numbers(self) -> dict[str, int]:
        return {layer.name: number for number, layer in enumerate(self.legend, start=1)}

    @property
    def newest_events(self) -> list["MapEvent"]:
        return self.happened[: -NEWEST - 1 : -1]

    @property
    def country_codes(self) -> tuple[str, ...]:
        return tuple(self.countries.split())
