"""Trees in profile: palms, cypresses, round crowns and reeds."""

import math

from .canvas import Canvas
from .colours import Colour, mix
from .curves import bezier, oval, taper


def palm(c: Canvas, x: float, y: float, height: float, colour: Colour) -> None:
    rng = c.rng
    lean = rng.uniform(-0.16, 0.16) * height
    top = (x + lean, y - height)
    c.polygon(taper(bezier((x, y), (x + lean * 0.1, y - height * 0.6), top), height * 0.075, height * 0.04), colour)
    count = rng.randint(9, 12)
    for i in range(count):
        turn = math.pi * (i + rng.uniform(0.2, 0.8)) / count
        reach = height * rng.uniform(0.36, 0.5)
        dx, rise = -math.cos(turn) * reach, math.sin(turn) * reach
        spine = bezier(
            top,
            (top[0] + dx * 0.5, top[1] - rise * 0.75),
            (top[0] + dx, top[1] + reach * (0.55 - 0.8 * math.sin(turn))),
            steps=9,
        )
        c.polygon(taper(spine, height * 0.055, 0), colour)
        for (px, py), (qx, qy) in zip(spine[1:-1], spine[2:], strict=False):
            hang = height * 0.085
            c.line([(px, py), (qx, qy + hang)], colour, max(1, height * 0.012))
            c.line([(px, py), (qx + dx * 0.06, qy - hang * 0.35)], colour, max(1, height * 0.012))


def cypress(c: Canvas, x: float, y: float, height: float, colour: Colour, lit: Colour) -> None:
    half = height * c.rng.uniform(0.09, 0.13)
    left = bezier((x, y), (x - half * 1.9, y - height * 0.2), (x - half * 0.7, y - height * 0.8), (x, y - height))
    right = bezier((x, y - height), (x + half * 0.7, y - height * 0.8), (x + half * 1.9, y - height * 0.2), (x, y))
    c.polygon(left + right, colour)
    c.polygon(left + bezier((x, y - height), (x + half * 0.2, y - height * 0.5), (x - half * 0.3, y), steps=8), lit)
    c.rect(x - height * 0.012, y - 2, height * 0.024, height * 0.06, colour)


def crown(c: Canvas, x: float, y: float, height: float, colour: Colour, lit: Colour) -> None:
    """An olive or an oak: a short trunk under overlapping leaf masses lit from the left."""
    rng = c.rng
    c.rect(x - height * 0.03, y - height * 0.45, height * 0.06, height * 0.47, mix(colour, (20, 15, 10), 0.4))
    masses = [(rng.uniform(-0.3, 0.3), rng.uniform(0.45, 0.85), rng.uniform(0.16, 0.27)) for _ in range(6)]
    for dx, dy, r in masses:
        c.oval(x + dx * height, y - dy * height, r * height * 1.15, r * height, colour)
    for dx, dy, r in masses:
        c.oval(
            x + (dx - 0.06) * height,
            y - (dy + 0.06) * height,
            r * height * 0.75,
            r * height * 0.55,
            lit,
            0.75,
        )


def reeds(c: Canvas, x: float, y: float, height: float, colour: Colour) -> None:
    rng = c.rng
    for _ in range(rng.randint(5, 9)):
        foot, lean = x + rng.uniform(-1, 1) * height * 0.2, rng.uniform(-0.3, 0.3) * height
        tall = height * rng.uniform(0.6, 1)
        stalk = bezier((foot, y), (foot + lean * 0.2, y - tall * 0.6), (foot + lean, y - tall), steps=7)
        c.polygon(taper(stalk, height * 0.022, 1), colour)
        if rng.random() < 0.45:
            tip = stalk[-1]
            c.polygon(oval(tip[0], tip[1], height * 0.05, height * 0.014, math.pi / 2 + lean / height), colour)
