"""What part of the world a map shows, and where on the sheet a place lies. No framework.

Maps are equirectangular about their own middle: across and up are equally long there, a rectangle in degrees stays a
rectangle on the sheet, and the scale holds along the middle.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from .basemap.shapes import Box, Layer, Point, around, layer
from .geometry import area

# The sheet's width in its own units; 1,600 of them are drawn some 350 to 800 CSS pixels wide.
WIDTH = 1600
LOWEST, HIGHEST = 0.52, 1.05  # height by width
MARGIN = 0.05
KM_PER_DEGREE = 111.195
WORLD: Box = (-170.0, -56.0, 180.0, 76.0)
LEAST_DEGREES = 1.0
# A country's parts far from its body, such as islands across an ocean, do not widen the map.
_BODY = 0.12
_ROUND_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True)
class Frame:
    """A box in degrees and the sheet it fills."""

    box: Box

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def across(self) -> float:
        """Units of the sheet a degree of longitude is long."""
        return WIDTH / (self.box[2] - self.box[0])

    @property
    def up(self) -> float:
        """Units of the sheet a degree of latitude is long."""
        return self.across / cos(radians(self.middle))

    @property
    def height(self) -> int:
        return round((self.box[3] - self.box[1]) * self.up)

    @property
    def sheet(self) -> Box:
        return 0.0, 0.0, float(WIDTH), float(self.height)

    def place(self, point: Point) -> Point:
        """From degrees to the sheet, whose first point is the north-western corner."""
        return (point[0] - self.box[0]) * self.across, (self.box[3] - point[1]) * self.up

    def placed(self, points: Iterable[Point]) -> list[Point]:
        west, north, across, up = self.box[0], self.box[3], self.across, self.up
        return [((x - west) * across, (north - y) * up) for x, y in points]

    def holds(self, point: Point) -> bool:
        return self.box[0] <= point[0] <= self.box[2] and self.box[1] <= point[1] <= self.box[3]

    @property
    def is_wide(self) -> bool:
        """So much of the world that coarse outlines do."""
        return self.box[2] - self.box[0] > 75

    def scale_bar(self) -> tuple[int, int]:
        """Kilometres in a round number, and their length on the sheet: about a fifth of its width."""
        km_per_unit = KM_PER_DEGREE / self.up
        km = max((length for length in _ROUND_LENGTHS if length / km_per_unit <= WIDTH / 5), default=1)
        return km, round(km / km_per_unit)


def frame_of(countries: Iterable[str], points: Iterable[Point] = (), box: Box | None = None) -> Frame:
    """The frame of a box, else around countries, else around points, else the world."""
    if box is None:
        boxes = [body_of(layer("near"), code) for code in countries if code in layer("near").shapes]
        if not boxes:
            boxes = [(x, y, x, y) for x, y in points]
        box = around(boxes) if boxes else WORLD
        box = _with_margin(box)
    return Frame(_shaped(box))


def body_of(shapes: Layer, code: str) -> Box:
    """The box of a country's largest part and of those that are large, too, or lie beside it."""
    rings = [shapes.ring(numbers) for numbers in shapes.shapes[code].rings]
    sized = sorted(((area(ring), ring) for ring in rings), key=lambda pair: -pair[0])
    largest, main = sized[0]
    boxes = [_box(main)]
    for size, ring in sized[1:]:
        if size >= _BODY * largest or _touches(_box(ring), _grown(boxes[0], 0.15)):
            boxes.append(_box(ring))
    return around(boxes)


def _box(ring: list[Point]) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _touches(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _grown(box: Box, share: float) -> Box:
    wide, high = (box[2] - box[0]) * share, (box[3] - box[1]) * share
    return box[0] - wide, box[1] - high, box[2] + wide, box[3] + high


def _with_margin(box: Box) -> Box:
    west, south, east, north = _grown(box, MARGIN)
    missing = max(0.0, LEAST_DEGREES - (east - west), LEAST_DEGREES - (north - south)) / 2
    return west - missing, south - missing, east + missing, north + missing


def _shaped(box: Box) -> Box:
    """Within the earth, and neither a strip nor a tower: the shorter way is made longer."""
    west, south, east, north = max(box[0], -180.0), max(box[1], -85.0), min(box[2], 180.0), min(box[3], 85.0)
    shape = (north - south) / ((east - west) * cos(radians((north + south) / 2)))
    if shape > HIGHEST:
        more = (east - west) * (shape / HIGHEST - 1) / 2
        west, east = west - more, east + more
    elif shape < LOWEST:
        more = (north - south) * (LOWEST / shape - 1) / 2
        south, north = south - more, north + more
    return west, max(south, -85.0), east, min(north, 85.0)
