"""Draws a map: from what it shows to paths, labels and markers on a sheet that a template prints as SVG.

Pure: no database, no request. Labels are measured in the faces of the site and never cover one another; they are
shaped by the reader's browser.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from warraq.drawing.lettering import width_of

from .basemap.names import ARABIC_SCRIPT, City, cities, country_name, units
from .basemap.names import units as unit_names
from .basemap.shapes import Point, layer
from .frame import Frame
from .geometry import area, clip_ring, contains, inner_points
from .outlines import DASHED, SOLID, THIN, Outlines, claims, land, path_of_lines, path_of_rings, units_of
from .placing import LEVELS, SCALES, Sheet, Spot, around_point, spiral

# Pixels: a marker can be hit with a finger, names are read without glasses.
MARKER, RING = 25.0, 19.0
BESIDE = 16.0
FACES = {  # kind: (face, size, height of the line)
    "country": ("head", 15.0, 19.0),
    "neighbour": ("head", 13.0, 17.0),
    "capital": ("head", 13.0, 17.0),
    "place": ("head", 13.0, 17.0),
    "ground": ("head", 13.0, 17.0),
    "city": ("text", 14.0, 19.0),
    "unit": ("text", 12.5, 17.0),
}
# On a telephone there is no room for what only helps to find one's way.
FROM_LEVEL = {"unit": 2, "city": 1}
NARROW = 2  # so many levels are those of a telephone
BRIEF_LEVELS = 4  # nobody draws nearer there
MOST_CITIES, MOST_UNITS = 70, 60
SAME_PLACE = 0.03  # degrees
ALONE = 0.4  # degrees about a marker in which no city is named: the marker's own place is


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the map needs it: its number in the list, its layer's number, where it was."""

    number: int
    layer: int
    place: str
    point: Point


@dataclass(frozen=True, slots=True)
class Ground:
    """An area: its layer's number, its name, its rings in degrees and the number by which the list knows it."""

    number: int
    layer: int
    name: str
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Wanted:
    """Everything a drawing is a function of."""

    frame: Frame
    language: str
    countries: tuple[str, ...] = ()
    happenings: Sequence[Happening] = ()
    grounds: Sequence[Ground] = ()
    with_units: bool = True
    with_cities: bool = True
    # Pairs: `EG-SD`, or the name of a claim, and its style; a code and its name, empty where none is to be written.
    borders: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    # For a page of something else: coarser, and nothing that only a map drawn large has room for.
    is_brief: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    kind: str
    text: str
    spot: Spot
    has_dot: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """One place on the map and the events of one layer that were there, the newest last."""

    happenings: tuple[Happening, ...]
    # Where it stands on a telephone and where on wider screens: crowded places have more room there.
    narrow: Spot
    wide: Spot

    @property
    def point(self) -> Point:
        return self.wide.point

    @property
    def stands_still(self) -> bool:
        """Is it at the same place at every width?"""
        return self.narrow.offset == self.wide.offset

    @property
    def newest(self) -> Happening:
        return self.happenings[-1]


@dataclass(frozen=True, slots=True)
class DrawnArea:
    ground: Ground
    path: str


@dataclass
class Drawing:
    """A map on its sheet, ready to print."""

    wanted: Wanted
    _sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        frame = self.wanted.frame
        self._sheet = Sheet(frame.sheet)
        self._styles, self._names = dict(self.wanted.borders), dict(self.wanted.names)
        self._land = land(frame, 2 * THIN if self.wanted.is_brief else THIN)
        rings = {shape.code: self._land.rings(shape) for shape in self._land.shapes()}
        self._rings = {code: found for code, found in rings.items() if found}
        self.markers = self._put_markers()
        self.labels = list(self._put_labels())

    @property
    def frame(self) -> Frame:
        return self.wanted.frame

    # --- lines and areas ---

    @cached_property
    def home(self) -> str:
        """The countries the map is about."""
        return path_of_rings(ring for code in self._rings if code in self._homes for ring in self._rings[code])

    @cached_property
    def abroad(self) -> str:
        return path_of_rings(ring for code in self._rings if code not in self._homes for ring in self._rings[code])

    @cached_property
    def _borders(self) -> dict[str, str]:
        drawn, claimed = self._land.borders(self._styles), claims(self.frame, self._styles)
        return {style: path_of_lines([*drawn[style], *claimed[style]]) for style in (SOLID, DASHED)}

    @property
    def borders(self) -> str:
        return self._borders[SOLID]

    @property
    def disputed(self) -> str:
        return self._borders[DASHED]

    @cached_property
    def inner(self) -> str:
        """Lines between first-level units."""
        if not self.wanted.with_units or self.frame.is_wide:
            return ""
        return path_of_lines(units_of(self.frame, self._homes))

    @cached_property
    def areas(self) -> list[DrawnArea]:
        return [DrawnArea(ground, path) for ground in self.wanted.grounds if (path := self._area(ground))]

    def _area(self, ground: Ground) -> str:
        placed = (clip_ring(self.frame.placed(ring), self._land.bounds) for ring in ground.rings)
        return path_of_rings(ring for ring in placed if len(ring) > 2)

    @property
    def _homes(self) -> frozenset[str]:
        return frozenset(self.wanted.countries)

    # --- markers and labels ---

    def _put_markers(self) -> list[Marker]:
        """One for each place and layer; those that would cover another step aside."""
        places: dict[tuple[Point, int], list[Happening]] = defaultdict(list)
        known: list[Point] = []
        for happening in self.wanted.happenings:
            if self.frame.holds(happening.point):
                point = next((p for p in known if _are_near(p, happening.point, SAME_PLACE)), None)
                if point is None:
                    known.append(point := happening.point)
                places[point, happening.layer].append(happening)
        markers = []
        for (point, _layer), found in places.items():
            at = self._inside(self.frame.place(point))
            spots = (self._put_marker(at, levels) for levels in (LEVELS[:NARROW], LEVELS[NARROW:]))
            markers.append(Marker(tuple(found), *spots))
        return markers

    def _put_marker(self, at: Point, levels: range) -> Spot:
        size = (MARKER, MARKER)
        # From the first of these levels on, or not at all: a marker is never left out.
        offers = spiral(at, MARKER / 2, 9)
        return self._sheet.put(offers, size, levels, at_once=True) or self._sheet.force(at, size, levels)

    def _inside(self, point: Point) -> Point:
        return min(max(point[0], 0.0), self.frame.sheet[2]), min(max(point[1], 0.0), self.frame.sheet[3])

    def _put_labels(self) -> Iterable[Label]:
        yield from self._name_countries("country", [code for code in self._rings if code in self._homes])
        yield from self._name_markers()
        if self.wanted.with_cities:
            yield from self._name_cities(capitals=True)
        yield from self._name_areas()
        yield from self._name_countries("neighbour", [code for code in self._rings if code not in self._homes])
        if self.wanted.with_cities:
            yield from self._name_cities(capitals=False)
        if self.inner:
            yield from self._name_units()

    def _name_countries(self, kind: str, codes: list[str]) -> Iterable[Label]:
        # The small ones first: they have the fewest places for a name.
        for code in sorted(codes, key=lambda code: area(self._rings[code][0])):
            name, ring = self._country(code), self._rings[code][0]
            if name and area(ring) > 2_000:
                within = inner_points(ring)[:9]
                offers = [(point, (0.0, 0.0)) for point in within]
                beside = self._beside(kind, name, within[0], BESIDE) if within and kind == "country" else []
                yield from self._put(
                    kind, name, offers + [offer for offer in beside if not self._is_abroad(code, offer)]
                )

    def _is_abroad(self, code: str, offer: tuple[Point, Point]) -> bool:
        """Would a name beside its country stand in another one? In the sea it tells which is meant, there it lies."""
        (x, y), (dx, dy) = offer
        spots = [(x + dx * scale, y + dy * scale) for scale in SCALES[:BRIEF_LEVELS]]
        others = [ring for other, rings in self._rings.items() if other != code for ring in rings]
        return any(contains(ring, spot) for ring in others for spot in spots)

    def _country(self, code: str) -> str:
        return self._names.get(code, country_name(code, self.wanted.language))

    def _name_markers(self) -> Iterable[Label]:
        named: set[str] = set()
        for marker in self.markers:
            if marker.newest.place in named:
                continue
            named.add(marker.newest.place)
            x, y = marker.wide.offset
            beside = self._beside("place", marker.newest.place, marker.point, MARKER / 2 + 5)
            offers = [(point, (x + dx, y + dy)) for point, (dx, dy) in beside]
            yield from self._put("place", marker.newest.place, offers, first=0 if marker.stands_still else NARROW)

    def _name_areas(self) -> Iterable[Label]:
        for ground in self.wanted.grounds:
            rings = [clip_ring(self.frame.placed(ring), self.frame.sheet) for ring in ground.rings]
            largest = max(rings, key=area, default=[])
            if len(largest) > 2 and ground.name:
                yield from self._put("ground", ground.name, [(p, (0.0, 0.0)) for p in inner_points(largest)[:9]])

    def _name_cities(self, capitals: bool) -> Iterable[Label]:
        kind = "capital" if capitals else "city"
        taken = [happening.point for marker in self.markers for happening in marker.happenings]
        left = MOST_CITIES
        for city in cities():
            if left and city.is_capital is capitals and self._is_named(city, taken):
                name = city.name.in_language(self.wanted.language)
                if name == self._country(city.country):
                    continue  # it is written there already
                at = self.frame.place((city.longitude, city.latitude))
                yield from self._put(kind, name, self._beside(kind, name, at, 5), has_dot=True)
                left -= 1

    def _is_named(self, city: City, taken: list[Point]) -> bool:
        point = (city.longitude, city.latitude)
        is_home = city.country in self._homes or not self._homes
        near = ALONE if self.frame.across > 40 else SAME_PLACE * 3
        return (
            self.frame.holds(point)
            and (is_home or city.is_capital)
            and not any(_are_near(point, other, near) for other in taken)
        )

    def _name_units(self) -> Iterable[Label]:
        outlines = Outlines(self.frame, layer("units"))
        left = MOST_UNITS
        for shape in outlines.shapes():
            rings = outlines.rings(shape) if shape.code[:2] in self._homes and left else []
            if rings:
                left -= 1
                name = unit_names()[shape.code].in_language(self.wanted.language)
                yield from self._put("unit", name, [(p, (0.0, 0.0)) for p in inner_points(rings[0], 5)[:3]])

    def _beside(self, kind: str, text: str, point: Point, distance: float) -> list[tuple[Point, Point]]:
        return around_point(point, self._size(kind, text), distance, self.wanted.language in ARABIC_SCRIPT)

    def _size(self, kind: str, text: str) -> tuple[float, float]:
        face, size, height = FACES[kind]
        return width_of(text, face, size), height

    def _put(
        self, kind: str, text: str, offers: list[tuple[Point, Point]], has_dot: bool = False, first: int = 0
    ) -> Iterable[Label]:
        first = max(first, FROM_LEVEL.get(kind, 0))
        levels = LEVELS[first : BRIEF_LEVELS if self.wanted.is_brief else None]
        spot = self._sheet.put(offers, self._size(kind, text), levels) if text else None
        if spot:
            yield Label(kind, text, spot, has_dot)


@lru_cache(maxsize=32)
def draw(wanted: Wanted) -> Drawing:
    """The drawing, made once in a process for all the pages that show the same."""
    return Drawing(wanted)


def _are_near(one: Point, other: Point, degrees: float) -> bool:
    return abs(one[0] - other[0]) <= degrees and abs(one[1] - other[1]) <= degrees


def rings_of_unit(code: str) -> tuple[tuple[Point, ...], ...]:
    """The outline of a unit (`SY:Aleppo`) or a country (`SY`) in degrees."""
    source = layer("units") if code in units() else layer("near")
    shape = source.shapes.get(code)
    return tuple(tuple(source.ring(numbers)) for numbers in shape.rings) if shape else ()


__all__ = ["LEVELS", "SCALES", "Drawing", "Ground", "Happening", "Wanted", "draw", "rings_of_unit"]
