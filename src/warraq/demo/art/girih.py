"""Star patterns by Hankin's method: strapwork grown from the edges of a tiling."""

import math
from collections import defaultdict
from typing import NamedTuple

from .canvas import Canvas, Point
from .colours import WHITE, Colour, Palette, mix
from .curves import regular, star

_BOW_TIE = 6  # corners of the tile between decagons; its bands close no star


class Tiling(NamedTuple):
    """Equal polygons on a lattice, and the angle at which lines leave the middle of each edge."""

    sides: int
    turn: float
    lattice: tuple[float, float]
    contact: tuple[float, float]


# Angles of the lattice vectors, as edge normals of the polygon. Gaps between the polygons become tiles too.
TILINGS = (
    Tiling(8, math.pi / 8, (0, 90), (50, 67)),
    Tiling(12, math.pi / 12, (0, 60), (48, 72)),
    Tiling(10, math.pi / 10, (0, 72), (50, 72)),
    Tiling(12, math.pi / 12, (0, 90), (52, 72)),
    Tiling(6, math.pi / 6, (0, 60), (42, 62)),
    Tiling(16, math.pi / 16, (0, 90), (60, 74)),
)


class Strand(NamedTuple):
    """One band inside a tile: over the crossing at `start`, under the crossing at `end`."""

    start: Point
    bend: Point
    end: Point


class Pattern(NamedTuple):
    tiles: list[list[Point]]
    strands: list[list[Strand]]
    stars: list[tuple[Point, list[Point]]]


def pattern(tiling: Tiling, edge: float, contact: float, spin: float, centre: Point, reach: float) -> Pattern:
    """The whole design inside a circle of radius `reach` about the centre."""
    polygons = _polygons(tiling, edge, spin, centre, reach)
    gaps = _gaps(polygons, edge * 5)
    strands = [_strands(tile, contact) for tile in polygons + gaps]
    stars = [
        (_middle(tile), [p for s in bands for p in (s.start, s.bend)])
        for tile, bands in zip(polygons, strands, strict=False)
        if len(bands) == tiling.sides
    ]
    return Pattern(polygons + gaps, strands, stars)


def _polygons(tiling: Tiling, edge: float, spin: float, centre: Point, reach: float) -> list[list[Point]]:
    across = edge / math.tan(math.pi / tiling.sides)
    radius = edge / 2 / math.sin(math.pi / tiling.sides)
    u, v = (
        (across * math.cos(math.radians(a) + spin), across * math.sin(math.radians(a) + spin)) for a in tiling.lattice
    )
    span = int(reach / across * 1.6) + 2
    middles = [
        (centre[0] + i * u[0] + j * v[0], centre[1] + i * u[1] + j * v[1])
        for i in range(-span, span + 1)
        for j in range(-span, span + 1)
    ]
    return [
        regular(x, y, radius, tiling.sides, tiling.turn + spin)
        for x, y in middles
        if math.hypot(x - centre[0], y - centre[1]) < reach + radius
    ]


def _gaps(polygons: list[list[Point]], longest: float) -> list[list[Point]]:
    """Walk along the edges that belong to one polygon only; closed walks are the spaces between."""
    edges = {}
    for tile in polygons:
        for a, b in zip(tile, tile[1:] + tile[:1], strict=True):
            edges[_snap(a), _snap(b)] = (a, b)
    follow = defaultdict(list)
    for (a, b), (from_a, _) in edges.items():
        if (b, a) not in edges:
            follow[b].append((a, from_a))
    gaps, seen = [], set()
    for start in follow:
        walk, spot, points = [], start, []
        while spot not in walk and spot in follow and len(walk) < 24 and spot not in seen:
            walk.append(spot)
            spot, place = follow[spot][0]
            points.append(place)
        seen.update(walk)
        if walk and spot == walk[0] and _extent(points) < longest:
            gaps.append(points)
    return gaps


def _snap(point: Point) -> tuple[int, int]:
    return round(point[0] / 2), round(point[1] / 2)


def _extent(points: list[Point]) -> float:
    xs, ys = zip(*points, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _middle(tile: list[Point]) -> Point:
    return sum(x for x, _ in tile) / len(tile), sum(y for _, y in tile) / len(tile)


def _strands(tile: list[Point], contact: float) -> list[Strand]:
    """Join each line leaning forward to the line leaning back that it meets first (Kaplan's pairing)."""
    rays = []
    for (ax, ay), (bx, by) in zip(tile, tile[1:] + tile[:1], strict=True):
        heading = math.atan2(by - ay, bx - ax)
        middle = ((ax + bx) / 2, (ay + by) / 2)
        rays.append((middle, heading + contact, heading + math.pi - contact))
    meetings = []
    for i, (start, forward, _) in enumerate(rays):
        for j, (end, _, back) in enumerate(rays):
            if i != j and (found := _meet(start, forward, end, back)):
                meetings.append((*found, i, j))
    meetings.sort(key=lambda m: round(m[0], 4))
    strands, used = {}, set()
    for _, bend, i, j in meetings:
        if i not in strands and j not in used:
            strands[i] = Strand(rays[i][0], bend, rays[j][0])
            used.add(j)
    return [strands[i] for i in sorted(strands)]


def _meet(a: Point, turn_a: float, b: Point, turn_b: float) -> tuple[float, Point] | None:
    """Where two rays cross, with the length of the path through the crossing."""
    ca, sa, cb, sb = math.cos(turn_a), math.sin(turn_a), math.cos(turn_b), math.sin(turn_b)
    across = ca * sb - sa * cb
    dx, dy = b[0] - a[0], b[1] - a[1]
    if abs(across) < 1e-6:
        facing = abs(dx * sa - dy * ca) < 1e-3 and dx * ca + dy * sa > 0 > ca * cb + sa * sb
        return (math.hypot(dx, dy), (a[0] + dx / 2, a[1] + dy / 2)) if facing else None
    s, t = (dx * sb - dy * cb) / across, (dx * sa - dy * ca) / across
    return (s + t, (a[0] + s * ca, a[1] + s * sa)) if s > 1e-3 and t > 1e-3 else None


def girih(c: Canvas, seed: int) -> None:
    """A wall of tiles, a framed panel, or a drawing half inked over its construction lines."""
    rng = c.rng
    tiling = TILINGS[seed % len(TILINGS)]
    edge = rng.uniform(230, 350) * 2.6 / tiling.sides**0.95
    contact = math.radians(rng.uniform(*tiling.contact))
    spin = rng.choice((0, 0, math.pi / tiling.sides, rng.uniform(0, 1)))
    centre = (c.w * rng.uniform(0.25, 0.75), c.h * rng.uniform(0.3, 0.7))
    design = pattern(tiling, edge, contact, spin, centre, math.hypot(c.w, c.h) * 0.78)
    (_wall, _panel, _drawing)[seed // 2 % 3](c, design, edge)


def _wall(c: Canvas, design: Pattern, edge: float) -> None:
    p = c.palette
    scheme = c.rng.choice(schemes(p))
    c.image.paste(scheme[0], (0, 0, *c.image.size))
    inlay(c, design, edge, scheme)
    straps(c, design, edge * 0.17, scheme[4], mix(p.ink, scheme[0], 0.15))
    c.glow(c.rng.uniform(0.1, 0.6) * c.w, 80, 1300, WHITE, 0.2)
    c.shaded([(0, 0), (c.w, 0), (c.w, c.h), (0, c.h)], mix(p.deep, p.ink, 0.4), p.ink, alpha=0.14)


def schemes(p: Palette) -> tuple[tuple, ...]:
    """Ground, star, heart of the star, smaller tiles, strap."""
    return (
        (p.deep, mix(p.accent, p.paper, 0.15), p.deep, mix(p.mid, p.deep, 0.2), p.paper),
        (mix(p.mid, p.deep, 0.25), p.ink, p.accent, p.paper, mix(p.paper, p.accent, 0.25)),
        (mix(p.paper, p.mid, 0.3), p.deep, p.accent, mix(p.accent, p.paper, 0.3), p.paper),
        (p.ink, p.deep, p.accent, mix(p.deep, p.mid, 0.5), mix(p.accent, p.paper, 0.35)),
    )


def inlay(c: Canvas, design: Pattern, edge: float, scheme: tuple) -> None:
    p = c.palette
    sides = len(design.tiles[0])
    for tile, bands in zip(design.tiles, design.strands, strict=True):
        ring = [point for s in bands for point in (s.start, s.bend)]
        if len(ring) > 5 and (len(tile) == sides or len(tile) != _BOW_TIE):
            c.polygon(ring, mix(scheme[3], p.ink, 0.05) if len(tile) != sides else scheme[1])
    for (x, y), ring in design.stars:
        bend = ring[1]
        inner = math.hypot(bend[0] - x, bend[1] - y)
        turn, points = math.atan2(bend[1] - y, bend[0] - x), len(ring) // 2
        c.polygon(star(x, y, inner * 0.86, inner * 0.6, points, turn), mix(scheme[1], scheme[4], 0.55))
        c.polygon(star(x, y, inner * 0.78, inner * 0.52, points, turn), scheme[2])
        c.polygon(star(x, y, inner * 0.4, inner * 0.2, points, turn), scheme[4])
        c.disc(x, y, inner * 0.1, scheme[1])


def straps(c: Canvas, design: Pattern, width: float, colour: Colour, outline: Colour) -> None:
    """Bands with a dark edge, then each crossing redrawn so that one band passes over."""
    every = [s for bands in design.strands for s in bands if _in_sight(c, s.bend)]
    for reach, tone in ((width * 1.4, outline), (width, colour)):
        for s in every:
            c.line(s, tone, reach)
    groove, lit = mix(colour, outline, 0.25), mix(colour, WHITE, 0.45)
    for s in every:
        c.line(s, groove, width * 0.16)
    for s in every:
        span = math.dist(s.start, s.bend) or 1
        step = min(1, width * 1.15 / span)
        ux, uy = (s.bend[0] - s.start[0]) * step, (s.bend[1] - s.start[1]) * step
        piece = [(s.start[0] - ux, s.start[1] - uy), (s.start[0] + ux, s.start[1] + uy)]
        for reach, tone in ((width * 1.4, outline), (width, colour), (width * 0.16, groove)):
            c.line(piece, tone, reach)
        c.disc(*s.bend, width * 0.1, lit)


def _in_sight(c: Canvas, point: Point) -> bool:
    return -160 < point[0] < c.w + 160 and -160 < point[1] < c.h + 160


def _panel(c: Canvas, design: Pattern, edge: float) -> None:
    """The same wall cut to a panel inside a plain frame with a beaded border."""
    p, rng = c.palette, c.rng
    _wall(c, design, edge)
    frame, margin = mix(p.ink, p.deep, 0.45), rng.uniform(64, 110)
    for x, y, w, h in (
        (0, 0, c.w, margin),
        (0, c.h - margin, c.w, margin),
        (0, 0, margin, c.h),
        (c.w - margin, 0, margin, c.h),
    ):
        c.rect(x, y, w, h, frame)
    for inset, width, tone in (
        (margin, 7, p.accent),
        (margin - 14, 2.5, p.paper),
        (margin * 0.34, 2.5, p.accent),
    ):
        box = [
            (inset, inset),
            (c.w - inset, inset),
            (c.w - inset, c.h - inset),
            (inset, c.h - inset),
            (inset, inset),
            (inset + 5, inset),
        ]
        c.line(box, tone, width)
    middle, count = margin * 0.58, round(c.w / 44)
    for i in range(count):
        x = middle + (c.w - 2 * middle) * i / (count - 1)
        for y in (middle, c.h - middle):
            c.polygon(star(x, y, 12, 7, 4), mix(p.accent, p.paper, 0.3))
    rows = round(c.h / 44)
    for i in range(1, rows - 1):
        y = middle + (c.h - 2 * middle) * i / (rows - 1)
        for x in (middle, c.w - middle):
            c.polygon(star(x, y, 12, 7, 4), mix(p.accent, p.paper, 0.3))


def _drawing(c: Canvas, design: Pattern, edge: float) -> None:
    """Paper with compass circles and tile edges; colour has reached one side only."""
    p, rng = c.palette, c.rng
    c.wash(p.paper, mix(p.paper, p.accent, 0.12))
    for tile in design.tiles:
        c.line([*tile, tile[0]], mix(p.mid, p.paper, 0.25), 1.5)
    for (x, y), ring in design.stars:
        inner = math.dist(ring[1], (x, y))
        outer = math.dist(ring[0], (x, y))
        for reach in (outer, inner):
            c.ring(x, y, reach, mix(p.accent, p.paper, 0.35), 1.5)
        for sx, sy in ring[::2]:
            c.line([(x, y), (sx, sy)], mix(p.accent, p.paper, 0.55), 1.2)
    for s in (s for bands in design.strands for s in bands):
        c.line(s, mix(p.deep, p.paper, 0.15), 3)
    side, slope = rng.choice((-1, 1)), rng.uniform(0.2, 0.6)
    edge_x = c.w * rng.uniform(0.42, 0.58)
    inked = [side * (_middle(t)[0] - edge_x + slope * (_middle(t)[1] - 500)) > 0 for t in design.tiles]
    painted = Pattern(
        [t for t, keep in zip(design.tiles, inked, strict=True) if keep],
        [s for s, keep in zip(design.strands, inked, strict=True) if keep],
        [(m, r) for m, r in design.stars if side * (m[0] - edge_x + slope * (m[1] - 500)) > 0],
    )
    scheme = schemes(p)[2]
    for tile in painted.tiles:
        c.polygon(tile, scheme[0])
    if painted.tiles:
        inlay(c, painted, edge, scheme)
        straps(c, painted, edge * 0.17, p.paper, mix(p.ink, p.deep, 0.3))
