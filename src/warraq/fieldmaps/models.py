"""Field maps: what happened where and when, each with its source, over a basemap of the site's own."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from warraq.changes import due
from warraq.changes.keys import list_key
from warraq.changes.pages import Problem
from warraq.stories.models import NumberedPage, PublicPage, StoryPage

from .basemap.names import find_place
from .checking import area_problems, event_problems
from .fields import CountriesField
from .queries import FieldMapManager
from .settings import BorderStyle, TerritoryName
from .tracing import rings_of

SHOWN = 60
NEWEST = 3

__all__ = ["BorderStyle", "FieldMapIndexPage", "FieldMapPage", "MapArea", "MapEvent", "MapLayer", "TerritoryName"]


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
        *Page.content_panels,
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
        self.layer_rows = [[layer.name, layer.colour, layer.shape] for layer in _in_order(self.layers.all())]
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
            return _in_order(self.layers.all())
        return [MapLayer(name=name, colour=colour, shape=shape) for name, colour, shape in self.layer_rows]

    def _holds(self, rows: str) -> bool:
        """Are the rows here already, those of a draft for example?"""
        return rows in getattr(self, "_cluster_related_objects", {})

    @cached_property
    def happened(self) -> list["MapEvent"]:
        """Events up to today, oldest first; each knows its `number` in the list and its `layer_number`."""
        rows = self.events.select_related("story__section", "story__edition").defer("story__body")
        events = sorted((row for row in rows if row.date <= self.today), key=lambda event: (event.date, event.pk or 0))
        numbers = self._layer_numbers
        for number, event in enumerate(events, start=1):
            event.number, event.layer_number = number, numbers.get(event.layer, 0)
        return events

    @cached_property
    def grounds(self) -> list["MapArea"]:
        """Areas that have begun."""
        if not (self.has_areas or self._holds("areas")):
            return []
        begun = (area for area in self.areas.all() if area.valid_from is None or area.valid_from <= self.today)
        areas = _in_order(begun)
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


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.sort_order or 0, row.pk or 0))


class MapLayer(Orderable):
    """A kind of event or area with its mark. Colour is never alone: the shape differs too."""

    class Shape(models.TextChoices):
        CIRCLE = "circle", _("circle")
        SQUARE = "square", _("square")
        DIAMOND = "diamond", _("diamond")
        TRIANGLE = "triangle", _("triangle")

    class Colour(models.TextChoices):
        TEAL = "teal", _("teal")
        RED = "red", _("red")
        BLUE = "blue", _("blue")
        OCHRE = "ochre", _("ochre")
        PLUM = "plum", _("plum")
        GREY = "grey", _("grey")

    fieldmap = ParentalKey(FieldMapPage, related_name="layers")
    name = models.CharField(_("name"), max_length=60)
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.TEAL)
    shape = models.CharField(_("shape"), max_length=8, choices=Shape.choices, default=Shape.CIRCLE)

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("colour"), FieldPanel("shape")])]

    class Meta(Orderable.Meta):
        verbose_name = _("layer")

    def __str__(self) -> str:
        return self.name


class MapEvent(models.Model):
    """Something that happened at a place on a day, with who says so."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    class Confidence(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        LIKELY = "likely", _("likely")
        CLAIMED = "claimed", _("claimed by one side")

    fieldmap = ParentalKey(FieldMapPage, related_name="events")
    layer = models.CharField(_("layer"), max_length=60, blank=True, help_text=_("The name of one of the layers."))
    place = models.CharField(_("place"), max_length=120)
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, help_text=_("Empty: found by the place's name.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    date = models.DateField(_("date"))
    until = models.DateField(_("until"), null=True, blank=True)
    precision = models.CharField(_("known to the"), max_length=6, choices=Precision.choices, default=Precision.DAY)
    text = models.TextField(_("what happened"))
    confidence = models.CharField(
        _("how sure"), max_length=10, choices=Confidence.choices, default=Confidence.CONFIRMED
    )
    source = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    story = models.ForeignKey(
        StoryPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("story about it")
    )

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("until"), FieldPanel("precision")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("longitude"), FieldPanel("latitude")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("layer"), FieldPanel("confidence")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
        PageChooserPanel("story", "stories.StoryPage"),
    ]

    class Meta:
        verbose_name = _("event")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text[:60]}"

    def locate(self) -> None:
        """Fill in where the place lies, if nobody has and the gazetteer knows it."""
        if self.is_located or not self.place:
            return
        if found := find_place(self.place, near=self.fieldmap.country_codes):
            self.longitude, self.latitude = found.longitude, found.latitude

    @property
    def is_located(self) -> bool:
        return self.longitude is not None and self.latitude is not None

    @property
    def anchor(self) -> int:
        """What its place in the list is called by; a preview has no number of the database yet."""
        return self.pk or self.number

    @property
    def point(self) -> tuple[float, float]:
        return self.longitude, self.latitude


class MapArea(Orderable):
    """A part of the map with the days between which it holds: countries and provinces by name, or a drawn outline."""

    fieldmap = ParentalKey(FieldMapPage, related_name="areas")
    name = models.CharField(_("name"), max_length=120)
    layer = models.CharField(_("layer"), max_length=60, blank=True, help_text=_("The name of one of the layers."))
    parts = models.TextField(
        _("countries and provinces"), blank=True, help_text=_("One a line, such as Nineveh or Iraq.")
    )
    outline = models.TextField(_("outline"), blank=True, help_text=_("GeoJSON: a polygon or several."))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    text = models.TextField(_("what it is"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("layer")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("parts"),
        FieldPanel("outline"),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("area")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def rings(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        return rings_of(self.parts, self.outline)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )
