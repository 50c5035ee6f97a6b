"""Lines that look grown rather than computed: ridges, swells, ovals and smooth strokes."""

import math
import random
from collections.abc import Sequence

from .canvas import Point


def swell(rng: random.Random, width: float, base: float, height: float, length: float, step: float = 12) -> list[Point]:
    """A rolling line made of three sines, the longest about `length` from crest to crest."""
    parts = [(height / 2**k, length * rng.uniform(0.8, 1.25) / 1.9**k, rng.uniform(0, math.tau)) for k in range(3)]
    count = math.ceil(width / step) + 2
    return [
        (x, base + sum(a * math.sin(math.tau * x / wave + phase) for a, wave, phase in parts))
        for x in (step * (i - 0.5) for i in range(count))
    ]


def ridge(
    rng: random.Random, width: float, base: float, height: float, rough: float = 0.5, depth: int = 8
) -> list[Point]:
    """A mountain line by midpoint displacement; `rough` near 0.35 gives hills, near 0.6 crags."""
    levels = [rng.uniform(-0.4, 0.4) for _ in range(4)]
    reach = 1.0
    for _ in range(depth - 2):
        between = [(a + b) / 2 + rng.uniform(-reach, reach) * 0.55 for a, b in zip(levels, levels[1:], strict=False)]
        levels = [v for pair in zip(levels, [*between, 0], strict=True) for v in pair][:-1]
        reach *= rough
    low, high = min(levels), max(levels)
    span = (high - low) or 1
    last = len(levels) - 1
    return [(-10 + (width + 20) * i / last, base - height * (v - low) / span) for i, v in enumerate(levels)]


def ground(line: Sequence[Point], floor: float) -> list[Point]:
    """Close a line into the area beneath it."""
    return [(line[0][0], floor), *line, (line[-1][0], floor)]


def height_at(line: Sequence[Point], x: float) -> float:
    """How high an evenly spaced line stands at `x`."""
    step = (line[-1][0] - line[0][0]) / (len(line) - 1)
    i = min(len(line) - 2, max(0, int((x - line[0][0]) / step)))
    (x0, y0), (x1, y1) = line[i], line[i + 1]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def bezier(*anchors: Point, steps: int = 16) -> list[Point]:
    """A Bézier curve through three or four anchors, as points."""
    curve = []
    degree = len(anchors) - 1
    for i in range(steps + 1):
        t = i / steps
        weights = [math.comb(degree, k) * t**k * (1 - t) ** (degree - k) for k in range(degree + 1)]
        curve.append(
            (
                sum(w * p[0] for w, p in zip(weights, anchors, strict=True)),
                sum(w * p[1] for w, p in zip(weights, anchors, strict=True)),
            )
        )
    return curve


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0, steps: int = 28) -> list[Point]:
    """An ellipse turned by an angle, as points."""
    cos, sin = math.cos(turn), math.sin(turn)
    ring = [(rx * math.cos(math.tau * i / steps), ry * math.sin(math.tau * i / steps)) for i in range(steps)]
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in ring]


def regular(x: float, y: float, r: float, sides: int, turn: float = 0) -> list[Point]:
    """A regular polygon."""
    return [
        (x + r * math.cos(turn + math.tau * i / sides), y + r * math.sin(turn + math.tau * i / sides))
        for i in range(sides)
    ]


def star(x: float, y: float, outer: float, inner: float, points: int, turn: float = 0) -> list[Point]:
    """A star polygon."""
    return [
        (x + r * math.cos(turn + math.pi * i / points), y + r * math.sin(turn + math.pi * i / points))
        for i in range(2 * points)
        for r in ((outer, inner)[i % 2],)
    ]


def taper(spine: Sequence[Point], start: float, end: float) -> list[Point]:
    """A ribbon around a line whose width changes from `start` to `end`."""
    left, right = [], []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        (x0, y0), (x1, y1) = spine[max(0, i - 1)], spine[min(last, i + 1)]
        reach = math.hypot(x1 - x0, y1 - y0) or 1
        half = (start + (end - start) * i / last) / 2
        nx, ny = -(y1 - y0) / reach * half, (x1 - x0) / reach * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]
