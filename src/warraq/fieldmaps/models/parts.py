"""What a map is made of: layers, dated events, areas."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from warraq.stories.models import StoryPage

from ..basemap.names import find_place
from ..fields import LatitudeInput
from ..tracing import rings_of


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

    fieldmap = ParentalKey("fieldmaps.FieldMapPage", related_name="layers")
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

    fieldmap = ParentalKey("fieldmaps.FieldMapPage", related_name="events")
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
        FieldRowPanel([FieldPanel("place"), FieldPanel("longitude"), FieldPanel("latitude", widget=LatitudeInput)]),
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

    fieldmap = ParentalKey("fieldmaps.FieldMapPage", related_name="areas")
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


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.sort_order or 0, row.pk or 0))
