"""What keeps a map from going live, event by event and area by area."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from warraq.changes.pages import Problem

from .tracing import BadOutline, codes_of, read_outline


def event_problems(events: Iterable[Any], layers: set[str]) -> Iterator[Problem]:
    for event in events:
        event.locate()
        names = {"place": event.place, "layer": event.layer}
        if not event.is_located:
            yield Problem("events", _("Nobody knows where “%(place)s” is: write its longitude and latitude.") % names)
        elif not (-180 <= event.longitude <= 180 and -85 <= event.latitude <= 85):
            yield Problem("events", _("“%(place)s” lies outside the earth.") % names)
        if not event.source.strip():
            yield Problem("events", _("The event in “%(place)s” has no source.") % names)
        if event.until and event.until < event.date:
            yield Problem("events", _("The event in “%(place)s” ends before it begins.") % names)
        if event.layer and event.layer not in layers:
            yield Problem("events", _("No layer of the map is called “%(layer)s”.") % names)


def area_problems(areas: Iterable[Any], layers: set[str]) -> Iterator[Problem]:
    for area in areas:
        names = {"area": area.name, "layer": area.layer}
        known, unknown = codes_of(area.parts)
        if unknown:
            named = names | {"unknown": "، ".join(unknown)}
            yield Problem("areas", _("“%(area)s”: nobody knows %(unknown)s.") % named)
        if area.outline.strip():
            try:
                read_outline(area.outline)
            except BadOutline:
                yield Problem("areas", _("The outline of “%(area)s” is no GeoJSON polygon.") % names)
        elif not known and not unknown:
            yield Problem("areas", _("“%(area)s” has neither provinces nor an outline.") % names)
        if area.valid_from and area.valid_until and area.valid_until <= area.valid_from:
            yield Problem("areas", _("“%(area)s” ends before it begins.") % names)
        if area.layer and area.layer not in layers:
            yield Problem("areas", _("No layer of the map is called “%(layer)s”.") % names)
