"""Outlines of areas: from names of countries and provinces, and from GeoJSON. No framework."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .basemap.names import code_of_country, code_of_unit
from .basemap.shapes import Point
from .drawing import rings_of_unit

Ring = tuple[Point, ...]
MOST_POINTS = 20_000


class BadOutline(ValueError):
    """Not a polygon in degrees."""


def codes_of(parts: str) -> tuple[list[str], list[str]]:
    """The codes of what stands in the lines, and the lines nobody knows."""
    known, unknown = [], []
    for line in filter(None, map(str.strip, parts.splitlines())):
        # «نينوى، العراق» says which of two provinces of a name is meant.
        name, _, where = line.replace("،", ",").partition(",")
        code = code_of_unit(name, code_of_country(where)) if where else code_of_unit(name) or code_of_country(name)
        (known if code else unknown).append(code or line)
    return known, unknown


def rings_of(parts: str, outline: str) -> tuple[Ring, ...]:
    """Everything an area covers, as far as it can be read."""
    found = [ring for code in codes_of(parts)[0] for ring in rings_of_unit(code)]
    if outline.strip():
        with suppress(BadOutline):
            found += read_outline(outline)
    return tuple(found)


def read_outline(text: str) -> list[Ring]:
    """The rings of a GeoJSON geometry, feature or collection of features; BadOutline says what is wrong."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadOutline(str(error)) from error
    rings = [ring for geometry in geometries(data) for ring in _rings(geometry)]
    if not rings or sum(map(len, rings)) > MOST_POINTS:
        raise BadOutline("no polygon, or one of too many points")
    return rings


def geometries(data: Any) -> Iterator[dict]:
    """Every simple geometry within a GeoJSON object."""
    if not isinstance(data, dict):
        return
    if data.get("type") == "FeatureCollection" and isinstance(data.get("features"), list):
        for feature in data["features"]:
            yield from geometries(feature)
    elif data.get("type") == "Feature":
        yield from geometries(data.get("geometry"))
    elif data.get("type") == "GeometryCollection" and isinstance(data.get("geometries"), list):
        for geometry in data["geometries"]:
            yield from geometries(geometry)
    else:
        yield data


def _rings(geometry: dict) -> Iterator[Ring]:
    coordinates = geometry.get("coordinates")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(geometry.get("type", ""), [])
    for polygon in polygons if isinstance(polygons, list) else []:
        for ring in polygon if isinstance(polygon, list) else []:
            points = tuple(map(point_of, ring)) if isinstance(ring, list) else ()
            if len(points) < 4:
                raise BadOutline("a ring has fewer than four points")
            yield points


def point_of(pair: Any) -> Point:
    """Longitude and latitude of a GeoJSON position; BadOutline for anything else."""
    try:
        x, y = float(pair[0]), float(pair[1])
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise BadOutline("a point is not two numbers") from error
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise BadOutline("a point lies outside the earth")
    return x, y
