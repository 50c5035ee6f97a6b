"""Field maps, whose year of events ends now."""

from datetime import date, timedelta
from typing import Any

from warraq.fieldmaps.models import FieldMapIndexPage, FieldMapPage, MapArea, MapEvent, MapLayer

from . import reading
from .scene import Scene
from .schedule import opening_hour


def make_maps(scene: Scene) -> None:
    for written in scene.content.maps:
        parent = scene.place_for(FieldMapIndexPage, written.lang)
        moment = opening_hour(scene.now, written.days_ago, scene.zone(written.lang))
        scene.maps[written.key] = scene.desk.add(parent, _map(scene, written), moment)


def _map(scene: Scene, written: reading.Map) -> FieldMapPage:
    west, south, east, north = written.box
    page = FieldMapPage(
        title=written.title,
        address_slug=written.slug,
        standfirst=written.standfirst,
        countries=written.countries,
        west=west,
        south=south,
        east=east,
        north=north,
        counterpart=scene.maps.get(written.counterpart),
    )
    today = scene.now.astimezone(scene.zone(written.lang)).date()
    page.layers = [MapLayer(sort_order=number, **layer) for number, layer in enumerate(written.layers)]
    page.areas = [MapArea(sort_order=number, **_dated(area, today)) for number, area in enumerate(written.areas)]
    page.events = [MapEvent(**_dated(event, today)) for event in written.events]
    return page


def _dated(values: dict[str, Any], today: date) -> dict[str, Any]:
    """The values with days in place of `days_ago` and the like."""
    names = {
        "days_ago": "date",
        "until_days_ago": "valid_until" if "name" in values else "until",
        "from_days_ago": "valid_from",
    }
    return {
        names.get(name, name): today - timedelta(days=value) if name in names else value
        for name, value in values.items()
    }
