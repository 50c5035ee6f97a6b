"""Land, borders and areas of a frame as the `d` of SVG paths: whole numbers, each relative to the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .basemap.shapes import Layer, Point, Shape, around, layer, overlap
from .frame import Frame
from .geometry import area, clip_line, clip_ring, thin

# Points nearer than this many units of the sheet to the one before are not seen at any size it is shown in.
THIN, THIN_UNITS = 1.8, 2.6
SMALLEST = 14.0  # of an island, in square units
EDGE = 6.0  # what is cut off is cut outside the sheet
SOLID, DASHED, HIDDEN = "solid", "dashed", "hidden"


def path_of_rings(rings: Iterable[Sequence[Point]]) -> str:
    return "".join(_moves(ring) + "z" for ring in rings if len(_rounded(ring)) > 2)


def path_of_lines(lines: Iterable[Sequence[Point]]) -> str:
    return "".join(_moves(line) for line in lines if len(_rounded(line)) > 1)


def _rounded(points: Sequence[Point]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for x, y in points:
        whole = (round(x), round(y))
        if not kept or whole != kept[-1]:
            kept.append(whole)
    return kept


def _moves(points: Sequence[Point]) -> str:
    (x, y), *rest = _rounded(points)
    steps = [f"M{x} {y}l"]
    for to_x, to_y in rest:
        dx, dy = to_x - x, to_y - y
        steps.append(f"{'' if dx < 0 or len(steps) == 1 else ' '}{dx}{'' if dy < 0 else ' '}{dy}")
        x, y = to_x, to_y
    return "".join(steps)


@dataclass
class Outlines:
    """The shapes of one layer on one sheet. Each shared line is placed and thinned once, so that neighbours meet."""

    frame: Frame
    source: Layer
    least: float = THIN
    _placed: dict[int, list[Point]] = field(default_factory=dict)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        west, north, east, south = self.frame.sheet
        return west - EDGE, north - EDGE, east + EDGE, south + EDGE

    def shapes(self) -> list[Shape]:
        return [shape for shape in self.source.shapes.values() if overlap(shape.box, self.frame.box)]

    def rings(self, shape: Shape) -> list[list[Point]]:
        """What the sheet shows of a shape, the largest ring first."""
        found = []
        for numbers in shape.rings:
            if not overlap(around([self.source.arcs[n if n >= 0 else ~n].box for n in numbers]), self.frame.box):
                continue
            ring = clip_ring(self._ring(numbers), self.bounds)
            if len(ring) > 2 and area(ring) >= SMALLEST:
                found.append(ring)
        return sorted(found, key=area, reverse=True)

    def _ring(self, numbers: tuple[int, ...]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self.arc(number) if number >= 0 else self.arc(~number)[::-1]
            points += arc[1:] if points else arc
        return points

    def arc(self, number: int) -> list[Point]:
        if number not in self._placed:
            self._placed[number] = thin(self.frame.placed(self.source.arcs[number].points), self.least)
        return self._placed[number]

    def borders(self, styles: Mapping[str, str]) -> dict[str, list[list[Point]]]:
        """Lines between two shapes by how they are drawn; `styles` by `EG-SD`, all others are solid."""
        lines: dict[str, list[list[Point]]] = {SOLID: [], DASHED: [], HIDDEN: []}
        for number, sides in self.source.sides.items():
            if len(sides) == 2 and overlap(self.source.arcs[number].box, self.frame.box):
                style = styles.get("-".join(sides), SOLID)
                lines[style] += clip_line(self.arc(number), self.bounds)
        return lines

    def lines(self, shape: Shape) -> list[list[Point]]:
        """What the sheet shows of a line, such as a claim."""
        return [piece for numbers in shape.rings for piece in clip_line(self._ring(numbers), self.bounds)]


def land(frame: Frame, least: float = THIN) -> Outlines:
    return Outlines(frame, layer("world" if frame.is_wide else "near"), least)


def claims(frame: Frame, styles: Mapping[str, str]) -> dict[str, list[list[Point]]]:
    """Claimed lines by how they are drawn."""
    outlines = Outlines(frame, layer("claims"))
    lines: dict[str, list[list[Point]]] = {SOLID: [], DASHED: [], HIDDEN: []}
    for shape in outlines.shapes():
        lines[styles.get(shape.code, DASHED)] += outlines.lines(shape)
    return lines


def units_of(frame: Frame, countries: Iterable[str]) -> list[list[Point]]:
    """The lines between units of the same country."""
    outlines, wanted = Outlines(frame, layer("units"), THIN_UNITS), set(countries)
    found = []
    for number, sides in outlines.source.sides.items():
        between = len(sides) == 2 and sides[0][:2] == sides[1][:2] and sides[0][:2] in wanted
        if between and overlap(outlines.source.arcs[number].box, frame.box):
            found += clip_line(outlines.arc(number), outlines.bounds)
    return found
