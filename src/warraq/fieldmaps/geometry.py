"""Cuts lines and areas to a rectangle, takes out points nobody sees, finds the inside of an area. No framework."""

from collections.abc import Sequence

from .basemap.shapes import Box, Point

# Points of an outline that are looked at where a name is to stand well inside it.
OUTLINE = 48


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring inside a box, by one side after the other; empty where there is none."""
    west, south, east, north = box
    points = list(ring)
    for axis, limit, is_lower in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not points:
            return []
        points = _cut(points, axis, limit, is_lower)
    return points


def _cut(points: list[Point], axis: int, limit: float, is_lower: bool) -> list[Point]:
    kept = []
    before = points[-1]
    was_inside = (before[axis] >= limit) is is_lower or before[axis] == limit
    for point in points:
        is_inside = (point[axis] >= limit) is is_lower or point[axis] == limit
        if is_inside is not was_inside:
            kept.append(_crossing(before, point, axis, limit))
        if is_inside:
            kept.append(point)
        before, was_inside = point, is_inside
    return kept


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    across = 1 - axis
    value = one[across] + share * (other[across] - one[across])
    return (limit, value) if axis == 0 else (value, limit)


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of a line inside a box."""
    pieces: list[list[Point]] = []
    for start, end in zip(line, line[1:], strict=False):
        inside = _clip_segment(start, end, box)
        if inside is None:
            continue
        first, last = inside
        if pieces and pieces[-1][-1] == first:
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return pieces


def _clip_segment(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    """Liang and Barsky: the share of the way at which a segment enters and leaves."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    enters, leaves = 0.0, 1.0
    for towards, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            enters = max(enters, room / towards)
        else:
            leaves = min(leaves, room / towards)
        if enters > leaves:
            return None
    first = start if enters == 0 else (x + enters * dx, y + enters * dy)
    last = end if leaves == 1 else (x + leaves * dx, y + leaves * dy)
    return first, last


def thin(points: Sequence[Point], least: float) -> list[Point]:
    """Without points nearer than `least` to the one kept before; both ends stay, so that neighbours still meet."""
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    x, y = points[0]
    square = least * least
    for point in points[1:-1]:
        if (point[0] - x) ** 2 + (point[1] - y) ** 2 >= square:
            kept.append(point)
            x, y = point
    return [*kept, points[-1]]


def area(ring: Sequence[Point]) -> float:
    """Of a closed ring, whichever way it turns."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def contains(ring: Sequence[Point], point: Point) -> bool:
    x, y = point
    inside = False
    before = ring[-1]
    for here in ring:
        if (here[1] > y) != (before[1] > y):
            at = (before[0] - here[0]) * (y - here[1]) / (before[1] - here[1]) + here[0]
            inside ^= x < at
        before = here
    return inside


def inner_points(ring: Sequence[Point], steps: int = 7) -> list[Point]:
    """Points of a grid inside a ring, those farthest from its outline first."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    west, low, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    outline = ring[:: max(1, len(ring) // OUTLINE)]
    grid = [
        (west + wide * column / steps, low + high * row / steps)
        for row in range(1, steps)
        for column in range(1, steps)
    ]
    found = []
    for x, y in grid:
        if contains(outline, (x, y)):
            found.append((min([(x - a) * (x - a) + (y - b) * (y - b) for a, b in outline]), (x, y)))
    return [point for _, point in sorted(found, reverse=True)]
