"""Birds in flight: cranes in line, flocks over wetlands, gulls and the paths they keep."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, ground, ridge, swell, taper
from .plants import reeds
from .sky import clouds, sky, stars, sun


def birds(c: Canvas, seed: int) -> None:
    (formation, murmuration, wetland, close)[seed % 4](c)


def bird(
    c: Canvas, x: float, y: float, span: float, beat: float, colour: Colour, *, heading: int = 1, long_neck: bool = True
) -> None:
    """One bird from the side; `beat` runs from -1, wings down, to 1, wings up."""

    def at(*points: Point) -> list[Point]:
        return [(x + heading * a * span, y + b * span) for a, b in points]

    lift = -0.34 * beat
    for root, tip, lag in (
        ((0.03, -0.01), (-0.06, lift), -0.12),
        ((0.0, 0.0), (0.1, lift * 0.82 - 0.02), 0.16),
    ):
        elbow = (root[0] + lag * 0.7 + 0.05, lift * 0.62 - 0.07)
        front = bezier(*at((root[0] + 0.09, root[1]), (elbow[0] + 0.08, elbow[1]), (tip[0] + lag, tip[1])), steps=8)
        back = bezier(
            *at((tip[0] + lag, tip[1]), (elbow[0] - 0.1, elbow[1] + 0.1), (root[0] - 0.12, root[1] + 0.02)),
            steps=8,
        )
        c.polygon(front + back, colour)
    body = bezier(*at((-0.2, 0.02), (-0.06, -0.05), (0.1, -0.045), (0.17, 0)), steps=8)
    belly = bezier(*at((0.17, 0), (0.08, 0.055), (-0.08, 0.06), (-0.2, 0.02)), steps=8)
    c.polygon(body + belly, colour)
    if long_neck:
        c.polygon(
            taper(bezier(*at((0.14, 0), (0.26, 0.015), (0.36, -0.02)), steps=6), span * 0.035, span * 0.016),
            colour,
        )
        c.polygon(at((0.345, -0.035), (0.385, -0.025), (0.46, -0.008), (0.37, 0.0)), colour)
        c.line(at((-0.18, 0.02), (-0.42, 0.045)), colour, max(1, span * 0.016))
    else:
        c.polygon(at((0.15, -0.03), (0.2, -0.03), (0.25, 0), (0.19, 0.02), (0.14, 0.02)), colour)
        c.polygon(at((-0.17, 0.02), (-0.31, -0.01), (-0.3, 0.05)), colour)


def _chevron(c: Canvas, x: float, y: float, count: int, span: float, colour: Colour, heading: int) -> None:
    """A skein: a leader and two arms of unequal length."""
    rng = c.rng
    slant, beat = rng.uniform(0.28, 0.5), rng.uniform(0, 6)
    for i in range(count):
        place, arm = (i + 1) // 2, 1 if i % 2 else -1
        fade = 0.7 + 0.3 * math.sin(i * 2.1)
        bird(
            c,
            x - heading * place * span * 0.98 + rng.uniform(-0.06, 0.06) * span,
            y + arm * place * span * slant * (1 if arm > 0 else 0.8) + rng.uniform(-0.05, 0.05) * span,
            span * (0.94 + 0.06 * fade),
            math.sin(beat + place * 0.8 + arm),
            colour,
            heading=heading,
        )


def formation(c: Canvas) -> None:
    """Cranes crossing above ranges of hills."""
    p, rng = c.palette, c.rng
    haze = sky(c, c.h)
    sun(c, rng.uniform(0.2, 0.8) * c.w, rng.uniform(300, 560), rng.uniform(90, 150), haze)
    clouds(c, 90, 560, 7, mix(haze, WHITE, 0.4), 0.45)
    for i in range(4):
        body = mix(haze, mix(p.deep, p.ink, i / 6), 0.3 + 0.22 * i)
        c.shaded(ground(ridge(rng, c.w, 800 + 66 * i, 190 - 24 * i, 0.46), c.h), body, mix(body, haze, 0.5))
    heading = rng.choice((-1, 1))
    _chevron(
        c,
        c.w * (0.5 + 0.22 * heading),
        rng.uniform(280, 400),
        rng.choice((9, 11, 13)),
        rng.uniform(110, 150),
        p.ink,
        heading,
    )
    for _ in range(rng.randint(1, 3)):
        _chevron(
            c,
            rng.uniform(0.2, 0.8) * c.w,
            rng.uniform(110, 620),
            rng.choice((5, 7, 9)),
            rng.uniform(30, 52),
            mix(p.deep, haze, 0.35),
            heading,
        )


def murmuration(c: Canvas) -> None:
    """Thousands of starlings as one shape over dark trees."""
    p, rng = c.palette, c.rng
    haze = sky(c, c.h, rng.choice((1, 3, 2)))
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(640, 780), rng.uniform(60, 90), haze)
    spine = bezier(
        *((c.w * (0.08 + 0.28 * k) + rng.uniform(-90, 90), rng.uniform(130, 600)) for k in range(4)), steps=60
    )
    phase = rng.uniform(0, 6)
    for _ in range(2600):
        k = rng.randrange(61)
        x, y = spine[k]
        width = (26 + 92 * abs(math.sin(k / 11 + phase))) * math.sin(math.pi * (k + 3) / 67)
        bx, by = x + rng.gauss(0, width * 0.75), y + rng.gauss(0, width)
        size, tilt = rng.uniform(2.5, 6.5), rng.uniform(-0.5, 0.5)
        c.line(
            [(bx - size, by - size * (0.5 + tilt)), (bx, by), (bx + size, by - size * (0.5 - tilt))],
            mix(p.ink, p.deep, rng.random() * 0.5),
            1.7,
        )
    for i in range(3):
        body = mix(haze, p.ink, 0.45 + 0.25 * i)
        c.shaded(ground(ridge(rng, c.w, 870 + 46 * i, 74, 0.62), c.h), body, mix(body, haze, 0.2))
    for _ in range(26):
        reeds(c, rng.uniform(0, c.w), c.h + 6, rng.uniform(60, 190), p.ink)


def wetland(c: Canvas) -> None:
    """A flock rising from shallow water among reeds."""
    p, rng = c.palette, c.rng
    shore = rng.uniform(560, 640)
    haze = sky(c, shore)
    sun(c, rng.uniform(0.2, 0.8) * c.w, rng.uniform(240, 420), rng.uniform(70, 120), haze)
    clouds(c, 90, 380, 5, mix(haze, WHITE, 0.4), 0.45)
    for i in range(2):
        body = mix(haze, p.deep, 0.3 + 0.25 * i)
        c.shaded(ground(ridge(rng, c.w, shore, 110 - 50 * i, 0.5), shore + 2), body, mix(body, haze, 0.4))
    heading = rng.choice((-1, 1))
    for i in range(rng.randint(18, 30)):
        t = i / 30
        x = c.w * (0.5 - 0.45 * heading) + heading * t * c.w * 0.95
        bird(
            c,
            x + rng.uniform(-90, 90),
            shore - 60 - 420 * t * rng.uniform(0.5, 1.15),
            34 + 90 * rng.random() ** 2,
            rng.uniform(-1, 1),
            rng.choice((p.ink, p.deep, p.paper, p.paper)),
            heading=heading,
        )
    c.mirror(shore, c.h - shore, 12)
    c.shaded([(0, shore), (c.w, shore), (c.w, c.h), (0, c.h)], p.deep, p.ink, alpha=0.3)
    for _ in range(80):
        t = rng.random()
        x, y = rng.uniform(0, c.w), shore + (c.h - shore) * t
        c.line([(x, y), (x + 26 + 120 * t, y)], p.paper, 1 + 2 * t, 0.25)
    for i in range(5):
        _wader(c, c.w * (i + rng.uniform(0.2, 0.8)) / 5, shore + rng.uniform(80, 260), rng.uniform(90, 170))
    for _ in range(40):
        reeds(
            c,
            rng.choice((rng.uniform(-0.02, 0.34), rng.uniform(0.66, 1.02))) * c.w,
            c.h + 12,
            rng.uniform(120, 400),
            mix(p.ink, p.deep, rng.random() * 0.4),
        )


def _wader(c: Canvas, x: float, y: float, tall: float) -> None:
    p, rng = c.palette, c.rng
    h, tone = rng.choice((-1, 1)), rng.choice((p.ink, p.paper, mix(p.accent, p.paper, 0.4)))
    for foot in (-0.03, 0.05):
        c.line(
            [(x + foot * tall, y - tall * 0.45), (x + foot * tall, y)],
            mix(tone, p.ink, 0.4),
            max(1.5, tall * 0.018),
        )
    c.polygon(
        [
            (x + h * a * tall, y - b * tall)
            for a, b in ((-0.3, 0.42), (-0.1, 0.6), (0.12, 0.6), (0.2, 0.52), (0.1, 0.42), (-0.08, 0.38))
        ],
        tone,
    )
    neck = bezier(
        *((x + h * a * tall, y - b * tall) for a, b in ((0.14, 0.54), (0.34, 0.66), (0.08, 0.8), (0.2, 0.97)))
    )
    c.polygon(taper(neck, tall * 0.07, tall * 0.04), tone)
    c.disc(x + h * 0.21 * tall, y - 0.97 * tall, tall * 0.035, tone)
    c.polygon(
        [
            (x + h * 0.22 * tall, y - 0.99 * tall),
            (x + h * 0.42 * tall, y - 0.94 * tall),
            (x + h * 0.22 * tall, y - 0.95 * tall),
        ],
        p.accent,
    )
    c.line([(x - tall * 0.2, y), (x + tall * 0.2, y)], p.paper, 2, 0.6)


def close(c: Canvas) -> None:
    """Three or four large birds against the disc of the sun, the night side starred."""
    p, rng = c.palette, c.rng
    dark = rng.random() < 0.5
    haze = sky(c, c.h, 4 if dark else rng.randrange(4))
    if dark:
        stars(c, 620, 120)
    x, y, r = c.w * rng.uniform(0.35, 0.65), rng.uniform(400, 520), rng.uniform(230, 310)
    sun(c, x, y, r, haze)
    for k in range(5):
        line = swell(rng, c.w, 720 + 66 * k, 14, 700)
        tone = mix(haze, p.deep if k % 2 else p.ink, 0.45 + 0.12 * k)
        c.shaded(ground(line, c.h), tone, mix(tone, haze, 0.35))
    heading, count = rng.choice((-1, 1)), rng.randint(3, 5)
    for i in range(count):
        span = rng.uniform(230, 430)
        bx = c.w * (i + 0.5) / count + rng.uniform(-50, 50)
        by = y + rng.uniform(-190, 190) + (90 if i % 2 else -90)
        tone = p.ink if i % 2 else mix(p.ink, p.deep, 0.6)
        bird(c, bx, by, span, rng.choice((-0.9, 0.2, 0.75, 1)), tone, heading=heading)
