"""Skies shared by the outdoor pictures, and the night sky with its instruments."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, ground, oval, ridge


def sky(c: Canvas, horizon: float, mood: int | None = None) -> Colour:
    """Paint one of five skies down to the horizon and return the colour of the haze there."""
    p = c.palette
    skies = (
        (mix(p.mid, p.paper, 0.3), mix(p.mid, p.paper, 0.7), p.paper),
        (p.deep, mix(p.mid, p.accent, 0.35), mix(p.accent, p.paper, 0.35)),
        (mix(p.accent, p.paper, 0.55), mix(p.accent, p.paper, 0.8), p.paper),
        (mix(p.deep, p.mid, 0.4), mix(p.mid, p.paper, 0.35), mix(p.accent, p.paper, 0.6)),
        (p.ink, p.deep, mix(p.deep, p.accent, 0.45)),
    )
    stops = skies[c.rng.randrange(4) if mood is None else mood]
    c.wash(*stops, bottom=horizon + 2)
    return stops[-1]


def sun(c: Canvas, x: float, y: float, r: float, haze: Colour) -> None:
    """A low sun, or a moon where the sky is dark, inside its glow."""
    p = c.palette
    bright = sum(haze) > 560
    face = mix(p.accent, p.paper, 0.15) if bright else mix(p.paper, p.accent, 0.25)
    c.glow(x, y, r * 5, mix(face, WHITE, 0.4), 0.65)
    c.disc(x, y, r, face)


def clouds(c: Canvas, top: float, bottom: float, count: int, colour: Colour, alpha: float = 0.5) -> None:
    """Long flat clouds with blurred edges."""
    rng, shapes = c.rng, []
    for _ in range(count):
        x, y, reach = rng.uniform(0, c.w), rng.uniform(top, bottom), rng.uniform(90, 330)
        for _ in range(4):
            shapes.append(
                oval(
                    x + rng.uniform(-reach, reach) * 0.6,
                    y + rng.uniform(-10, 10),
                    reach * rng.uniform(0.4, 1),
                    rng.uniform(5, 15),
                )
            )
    c.soft(shapes, colour, alpha, 6)


def stars(c: Canvas, bottom: float, count: int) -> None:
    """Many faint stars and a few bright ones."""
    rng, p = c.rng, c.palette
    for _ in range(count):
        size = 0.5 + 2.4 * rng.random() ** 6
        tint = mix(p.paper, p.accent, rng.random() * 0.6)
        c.disc(rng.uniform(0, c.w), rng.uniform(0, bottom), size, tint, rng.uniform(0.35, 0.99))


def nightsky(c: Canvas, seed: int) -> None:
    p, rng = c.palette, c.rng
    c.wash(mix(p.ink, (6, 10, 24), 0.5), p.ink, mix(p.ink, p.deep, 0.7))
    _milky_way(c)
    stars(c, c.h, 520)
    (astrolabe, armillary, star_trails, constellations)[seed % 4](c, rng.uniform(0.36, 0.64) * c.w)


def _milky_way(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    slope, start = rng.uniform(-0.7, 0.7), rng.uniform(300, 700)
    shapes = []
    for _ in range(46):
        x = rng.uniform(-60, c.w + 60)
        y = start + slope * (x - c.w / 2) + rng.gauss(0, 55)
        shapes.append(oval(x, y, rng.uniform(30, 130), rng.uniform(10, 42), math.atan(slope)))
    c.soft(shapes, mix(p.mid, p.paper, 0.25), 0.22, 42)
    for _ in range(420):
        x = rng.uniform(0, c.w)
        c.disc(x, start + slope * (x - c.w / 2) + rng.gauss(0, 75), rng.uniform(0.4, 1.1), p.paper, 0.6)


def astrolabe(c: Canvas, x: float) -> None:
    """The brass plate with its graduated limb, almucantars and a rete of star pointers."""
    p, rng = c.palette, c.rng
    gold, y, r = mix(p.accent, p.paper, 0.25), 520, rng.uniform(340, 400)
    c.glow(x, y, r * 1.6, p.accent, 0.2)
    c.ring(x, y - r - 34, 34, gold, 9)
    c.polygon([(x - 60, y - r + 14), (x, y - r - 30), (x + 60, y - r + 14)], gold)
    c.disc(x, y, r, mix(p.deep, p.ink, 0.3))
    for reach, width in ((r, 9), (r * 0.9, 3), (r * 0.84, 2), (r * 0.62, 2), (r * 0.4, 2)):
        c.ring(x, y, reach, gold, width)
    for i in range(180):
        inner = 0.84 if i % 15 == 0 else 0.875 if i % 5 == 0 else 0.888
        c.line(_spoke(x, y, r * inner, r * 0.9, math.tau * i / 180), gold, 2)
    for k in range(9):
        reach = r * (0.1 + 0.065 * k)
        c.ring(x, y - r * 0.12 - reach * 0.25, reach, mix(p.mid, p.deep, 0.25), 2)
    lean = rng.uniform(-0.5, 0.5)
    ex, ey = x + r * 0.26 * math.sin(lean), y - r * 0.26 * math.cos(lean)
    c.ring(ex, ey, r * 0.56, gold, 12)
    c.ring(ex, ey, r * 0.47, gold, 3)
    for i in range(36):
        c.line(_spoke(ex, ey, r * 0.47, r * 0.56, math.tau * i / 36 + lean), mix(p.ink, gold, 0.3), 2)
    for i in range(15):
        _pointer(c, x, y, r * rng.uniform(0.3, 0.78), math.tau * (i + rng.uniform(-0.3, 0.3)) / 15, gold)
    turn = rng.uniform(0, math.pi)
    for half in (turn, turn + math.pi):
        c.polygon(
            [
                (x + 10 * math.cos(half + 1.57), y + 10 * math.sin(half + 1.57)),
                (x + r * 0.88 * math.cos(half), y + r * 0.88 * math.sin(half)),
                (x + 10 * math.cos(half - 1.57), y + 10 * math.sin(half - 1.57)),
            ],
            p.accent,
        )
    c.disc(x, y, 17, p.accent)
    c.disc(x, y, 7, p.ink)


def _spoke(x: float, y: float, inner: float, outer: float, turn: float) -> list[Point]:
    cos, sin = math.cos(turn), math.sin(turn)
    return [(x + inner * cos, y + inner * sin), (x + outer * cos, y + outer * sin)]


def _pointer(c: Canvas, x: float, y: float, r: float, turn: float, colour: Colour) -> None:
    tip = (x + r * math.cos(turn), y + r * math.sin(turn))
    for side in (-1, 1):
        root = (x + r * 0.82 * math.cos(turn + 0.02 * side), y + r * 0.82 * math.sin(turn + 0.02 * side))
        bulge = (x + r * 0.92 * math.cos(turn + 0.07 * side), y + r * 0.92 * math.sin(turn + 0.07 * side))
        c.polygon(bezier(root, bulge, tip, steps=8) + [_spoke(x, y, 0, r * 0.8, turn)[1]], colour)
    c.ring(x, y, r * 0.82, colour, 4, arc=(math.degrees(turn) - 18, math.degrees(turn) + 18))


def armillary(c: Canvas, x: float) -> None:
    """Nested rings seen at an angle, on a turned foot."""
    p, rng = c.palette, c.rng
    gold, y, r = mix(p.accent, p.paper, 0.2), 430, rng.uniform(280, 320)
    tilt = rng.uniform(-0.55, 0.55)
    c.glow(x, y, r * 1.9, p.accent, 0.22)
    foot = ((16, y + r), (16, 800), (46, 815), (24, 840), (60, 872), (170, 900), (190, 935))
    c.shaded(
        [(x - w, h) for w, h in foot] + [(x + w, h) for w, h in foot[::-1]],
        mix(gold, p.ink, 0.55),
        gold,
        mix(gold, p.ink, 0.65),
        sideways=True,
    )
    hoops = [
        (r, r, 0.0),
        (r, r * 0.3, tilt),
        (r * 0.96, r * 0.22, tilt + 0.41),
        (r * 0.3, r * 0.97, tilt),
        (r * 0.72, r * 0.97, tilt),
        (r * 0.84, r * 0.13, tilt - 0.2),
        (r * 0.6, r * 0.16, tilt + 0.1),
    ]
    shapes = [oval(x, y, a, b, turn, 90) for a, b, turn in hoops]
    for shape in shapes:
        c.line(shape[45:] + shape[:1], mix(gold, p.ink, 0.5), 8)
    c.line(_spoke(x, y, -r * 1.12, r * 1.12, tilt - math.pi / 2), mix(gold, p.ink, 0.3), 5)
    c.glow(x, y, 130, p.paper, 0.5)
    c.disc(x, y, 42, mix(p.mid, p.paper, 0.3))
    c.soft([oval(x + 14, y + 12, 30, 30)], p.ink, 0.5, 9)
    for shape in shapes:
        c.line(shape[:46], mix(gold, p.ink, 0.45), 13)
        c.line(shape[:46], gold, 8)
    for shape in (shapes[1], shapes[2]):
        for sx, sy in shape[1:45]:
            c.disc(sx, sy, 1.6, p.ink)


def star_trails(c: Canvas, x: float) -> None:
    """Stars turning about the pole above an observatory."""
    p, rng = c.palette, c.rng
    y = rng.uniform(260, 460)
    for _ in range(230):
        reach, start = 1100 * rng.random() ** 0.7, rng.uniform(0, 360)
        tint = mix(rng.choice((p.paper, p.accent, p.mid)), p.ink, rng.uniform(0, 0.5))
        c.ring(x, y, reach + 8, tint, rng.uniform(1, 2.4), arc=(start, start + 34))
    c.glow(x, 960, 900, p.accent, 0.35)
    hill = ridge(rng, c.w, 960, 110, 0.4)
    dome, half = rng.uniform(0.2, 0.8) * c.w, rng.uniform(80, 115)
    c.shaded(ground(ridge(rng, c.w, 930, 150, 0.42), c.h), mix(p.ink, p.deep, 0.8), p.ink)
    c.disc(dome, 800, half, mix(p.ink, p.deep, 0.45))
    c.ring(dome, 800, half, mix(p.deep, p.mid, 0.4), 3, arc=(180, 320))
    c.rect(dome - half - 8, 800, 2 * half + 16, 140, mix(p.ink, p.deep, 0.25))
    c.polygon([(dome, 800), (dome + 16, 800), (dome + 46, 705), (dome + 24, 696)], mix(p.accent, p.paper, 0.4))
    for i in range(5):
        c.rect(dome - half + 14 + i * half * 0.4, 850, 13, 32, p.accent, 0.8)
    c.polygon(ground(hill, c.h), mix(p.ink, (0, 0, 0), 0.35))


def constellations(c: Canvas, x: float) -> None:
    """A celestial chart: circles of declination, joined stars and the phases of the moon."""
    p, rng = c.palette, c.rng
    fine = mix(p.mid, p.ink, 0.35)
    for k in range(1, 6):
        c.ring(x, 470, 82 * k, fine, 2 if k < 5 else 5)
    for i in range(24):
        c.line(_spoke(x, 470, 82, 410, math.tau * i / 24), fine, 1.5)
    c.ring(x, 470, 428, fine, 2)
    for i in range(7):
        turn, reach = math.tau * (i + rng.uniform(-0.2, 0.2)) / 7, rng.uniform(150, 330)
        chain = [(x + reach * math.cos(turn), 470 + reach * math.sin(turn))]
        heading = turn + rng.choice((-1, 1)) * rng.uniform(1.4, 2.2)
        for _ in range(rng.randint(2, 5)):
            heading += rng.uniform(-0.9, 0.9)
            step = rng.uniform(38, 78)
            chain.append((chain[-1][0] + step * math.cos(heading), chain[-1][1] + step * math.sin(heading)))
        c.line(chain, mix(p.accent, p.ink, 0.25), 2.5)
        for sx, sy in chain:
            c.glow(sx, sy, 26, p.paper, 0.8)
            c.disc(sx, sy, rng.uniform(3, 7), p.paper)
    for i in range(7):
        _moon(c, c.w * (i + 1) / 8, 938, 24, i / 6)


def _moon(c: Canvas, x: float, y: float, r: float, age: float) -> None:
    p = c.palette
    c.disc(x, y, r, mix(p.ink, p.mid, 0.3))
    width = math.cos(age * math.pi * 2)
    side = 1 if age <= 0.5 else -1
    edge = [(x + side * r * math.sin(math.pi * k / 20), y - r * math.cos(math.pi * k / 20)) for k in range(21)]
    inner = [(x + side * r * width * math.sin(math.pi * k / 20), y - r * math.cos(math.pi * k / 20)) for k in range(21)]
    c.polygon(edge + inner[::-1], mix(p.paper, p.accent, 0.2))
