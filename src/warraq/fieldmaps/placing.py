"""Puts markers and labels on a sheet so that none covers another, however wide the sheet is shown. No framework.

A map is drawn once and shown at many widths; what is written on it keeps its size in pixels. `SCALES` are the widths
it is laid out for, as units of the sheet for each pixel, from a telephone to a desktop and then closer still. Whatever
stands at one of them stands, beside its point, at all that follow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

from .basemap.shapes import Box, Point

SCALES = (5.0, 3.8, 2.9, 2.15, 1.1, 0.55)
LEVELS = range(len(SCALES))
CELL = 64.0
GAP = 2.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is put: beside which point of the sheet, how far from it in pixels, from which level on."""

    point: Point
    offset: Point
    level: int


@dataclass
class Sheet:
    """What has been put down so far. Boxes are in pixels of each level."""

    bounds: Box
    grids: list[dict[tuple[int, int], list[Box]]] = field(default_factory=lambda: [{} for _ in LEVELS])

    def put(
        self,
        offers: Sequence[tuple[Point, Point]],
        size: tuple[float, float],
        levels: range = LEVELS,
        at_once: bool = False,
    ) -> Spot | None:
        """Take the first offer (point, offset) that is free, at the first level that has one; None if none has.

        It then stands at all levels that follow, as far as `levels` goes; `at_once`: from the first of them or never.
        """
        for level in levels[:1] if at_once else levels:
            for point, offset in offers:
                boxes = []
                for at, box in enumerate(self._boxes(point, offset, size, range(level, levels.stop)), start=level):
                    if (at == level and not self._is_inside(box, level)) or not self._is_free(box, at):
                        break
                    boxes.append(box)
                else:
                    self._keep(boxes, level)
                    return Spot(point, offset, level)
        return None

    def force(self, point: Point, size: tuple[float, float], levels: range) -> Spot:
        """Put it on its point, free or not."""
        self._keep(list(self._boxes(point, (0.0, 0.0), size, levels)), levels.start)
        return Spot(point, (0.0, 0.0), levels.start)

    def _boxes(self, point: Point, offset: Point, size: tuple[float, float], levels: range) -> Iterator[Box]:
        wide, high = size[0] / 2 + GAP, size[1] / 2 + GAP
        for scale in SCALES[levels.start : levels.stop]:
            x, y = point[0] / scale + offset[0], point[1] / scale + offset[1]
            yield x - wide, y - high, x + wide, y + high

    def _is_inside(self, box: Box, level: int) -> bool:
        scale = SCALES[level]
        west, north, east, south = self.bounds
        return west / scale <= box[0] and north / scale <= box[1] and box[2] <= east / scale and box[3] <= south / scale

    def _is_free(self, box: Box, level: int) -> bool:
        grid = self.grids[level]
        west, north, east, south = box
        for cell in _cells(box):
            for other in grid.get(cell, ()):
                if west < other[2] and other[0] < east and north < other[3] and other[1] < south:
                    return False
        return True

    def _keep(self, boxes: list[Box], level: int) -> None:
        for at, box in enumerate(boxes, start=level):
            for cell in _cells(box):
                self.grids[at].setdefault(cell, []).append(box)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
        for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
            yield column, row


def around_point(point: Point, size: tuple[float, float], distance: float, is_rtl: bool) -> list[tuple[Point, Point]]:
    """Offers beside a point: on the side the reading goes to, on the other, above, below, then at the corners."""
    x, y = distance + size[0] / 2, distance + size[1] / 2
    onward = -x if is_rtl else x
    offsets = [(onward, 0), (-onward, 0), (0, -y), (0, y)]
    offsets += [(onward * 0.8, -y), (onward * 0.8, y), (-onward * 0.8, -y), (-onward * 0.8, y)]
    return [(point, offset) for offset in offsets]


def spiral(point: Point, step: float, turns: int) -> list[tuple[Point, Point]]:
    """Offers on the point itself, then in rings around it, each a step farther."""
    offers = [(point, (0.0, 0.0))]
    for turn in range(1, turns + 1):
        around = 6 * turn
        offers += [
            (point, (turn * step * cos(2 * pi * n / around - pi / 2), turn * step * sin(2 * pi * n / around - pi / 2)))
            for n in range(around)
        ]
    return offers
