"""Reads the shapes that `tools/basemap.py` has cut: lines that neighbours share stand in them once."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SHAPES = Path(__file__).parent / "shapes"
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Arc:
    """A line in degrees with the box it lies in."""

    points: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Shape:
    """A country, a unit or a claim. `rings` are lists of numbers of arcs, turned round where negative (`~n`)."""

    code: str
    rings: tuple[tuple[int, ...], ...]
    box: Box


@dataclass(frozen=True)
class Layer:
    """All shapes of a file."""

    arcs: list[Arc]
    shapes: dict[str, Shape]
    # Who stands on either side of an arc: two codes for a border, one for a coast.
    sides: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def ring(self, numbers: tuple[int, ...]) -> list[Point]:
        """The points of a ring or line, without the joints twice."""
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number].points if number >= 0 else self.arcs[~number].points[::-1]
            points += arc[1:] if points else arc
        return points


def overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def box_of(points: tuple[Point, ...] | list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


@cache
def layer(name: str) -> Layer:
    """`world` (coarse), `near` (fine), `units`, `claims`. Read once a process: about 30 ms for the largest."""
    data = json.loads((SHAPES / f"{name}.json").read_text("utf-8"))
    (stretch_x, stretch_y), (start_x, start_y) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for steps in data["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * stretch_x + start_x, y * stretch_y + start_y))
        arcs.append(Arc(tuple(points), box_of(points)))
    shapes, sides = {}, defaultdict(list)
    (collection,) = data["objects"].values()
    for geometry in collection["geometries"]:
        rings = tuple(tuple(ring) for ring in _rings(geometry))
        if not rings:
            continue  # too small to be drawn at this detail
        numbers = {number if number >= 0 else ~number for ring in rings for number in ring}
        shapes[geometry["id"]] = Shape(geometry["id"], rings, around([arcs[number].box for number in numbers]))
        for number in numbers:
            sides[number].append(geometry["id"])
    return Layer(arcs, shapes, {number: tuple(sorted(codes)) for number, codes in sides.items()})


def _rings(geometry: dict) -> list[list[int]]:
    parts = geometry.get("arcs", [])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in parts for ring in polygon]
    return [parts] if geometry["type"] == "LineString" else parts
