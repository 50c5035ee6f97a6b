"""Working harbours: quays, cranes, stacked boxes and a ship alongside."""

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import ground, ridge
from .sky import clouds, sky, sun
from .water import dhow


def harbour(c: Canvas, seed: int) -> None:
    """A quay with cranes and stacked boxes, a ship alongside, all doubled in the water."""
    p, rng = c.palette, c.rng
    quay = rng.uniform(610, 690)
    haze = sky(c, quay, (1, 0, 3, 2, 4)[seed % 5])
    light = rng.uniform(0.1, 0.9) * c.w
    sun(c, light, rng.uniform(180, 400), rng.uniform(50, 96), haze)
    clouds(c, 60, 330, 5, mix(haze, WHITE, 0.35), 0.4)
    body = mix(haze, p.deep, 0.3)
    c.shaded(ground(ridge(rng, c.w, quay, 150, 0.45), quay), body, mix(body, haze, 0.6))
    for i in range(rng.randint(3, 5)):
        _gantry(c, c.w * (i + rng.uniform(0.1, 0.7)) / 4, quay - 34, rng.uniform(180, 260), mix(haze, p.deep, 0.5))
    _stacks(c, quay - 28, haze)
    for i in range(rng.randint(2, 3)):
        x = c.w * (i + rng.uniform(0.1, 0.6)) / 3
        _gantry(c, x, quay - 24, rng.uniform(360, 470), rng.choice((p.ink, mix(p.accent, p.ink, 0.25))))
    c.rect(0, quay - 28, c.w, 34, mix(p.ink, p.deep, 0.35))
    c.rect(0, quay - 28, c.w, 5, mix(p.accent, p.paper, 0.2))
    _freighter(c, rng.uniform(0.3, 0.68) * c.w, quay + 16, rng.uniform(560, 760))
    c.mirror(quay + 20, c.h - quay - 20, 16)
    c.shaded([(0, quay + 20), (c.w, quay + 20), (c.w, c.h), (0, c.h)], p.deep, p.ink, alpha=0.5)
    for _ in range(90):
        t = rng.random()
        x, y = rng.gauss(light, 80 + 240 * t), quay + 24 + (c.h - quay) * t
        c.line([(x - 40 * t - 8, y), (x + 40 * t + 8, y)], mix(haze, p.accent, 0.3), 1 + 3 * t, 0.45)
    for i in range(seed % 3 + 1):
        dhow(c, c.w * (i + rng.uniform(0.15, 0.8)) / 3, rng.uniform(860, 940), rng.uniform(110, 190), 1)


def _stacks(c: Canvas, floor: float, haze: Colour) -> None:
    p, rng = c.palette, c.rng
    tones = (p.mid, p.accent, p.deep, mix(p.accent, p.ink, 0.35), p.paper, mix(p.mid, p.paper, 0.4))
    x = -20.0
    while x < c.w:
        for column in range(rng.randint(2, 6)):
            for level in range(rng.randint(1, 5)):
                tone = mix(rng.choice(tones), haze, 0.15)
                left, top = x + column * 62, floor - 25 * (level + 1)
                c.rect(left, top, 60, 24, tone)
                c.rect(left, top + 17, 60, 7, mix(tone, p.ink, 0.22))
                for k in range(1, 10):
                    c.rect(left + 6 * k, top + 2, 1.4, 20, mix(tone, p.ink, 0.2))
        x += 62 * 6 + rng.uniform(-60, 120)


def _gantry(c: Canvas, x: float, floor: float, height: float, colour: Colour) -> None:
    """A ship-to-shore crane: portal legs, boom with stays, trolley and hanging box."""
    p, rng = c.palette, c.rng
    k, side = height / 100, rng.choice((-1, 1))

    def bar(*points: Point, width: float = 2.4) -> None:
        c.line([(x + side * a * k, floor - b * k) for a, b in points], colour, max(1.5, width * k))

    for foot in (-18, 18):
        bar((foot, 0), (foot * 0.86, 66), width=3)
    bar((-18, 26), (18, 26), width=2.6)
    bar((-17, 27), (16, 62), width=1.2)
    bar((17, 27), (-16, 62), width=1.2)
    bar((-46, 66), (92, 66), width=4)
    bar((-46, 71), (92, 71), width=1)
    for i in range(-4, 9):
        bar((i * 11, 66), (i * 11 + 5, 71), (i * 11 + 10, 66), width=0.8)
    bar((-15, 66), (2, 100), (15, 66), width=2.4)
    for reach in (88, 54, -42):
        bar((2, 99), (reach, 69), width=0.9)
    bar((-40, 66), (-40, 74), (-24, 74), (-24, 66), width=3)
    trolley, drop = rng.uniform(30, 80), rng.uniform(18, 44)
    bar((trolley - 3, 66), (trolley - 3, 66 - drop), width=0.6)
    bar((trolley + 3, 66), (trolley + 3, 66 - drop), width=0.6)
    c.rect(x + side * trolley * k - 8 * k, floor - (66 - drop) * k, 16 * k, 6.5 * k, mix(p.accent, colour, 0.3))


def _freighter(c: Canvas, x: float, y: float, length: float) -> None:
    p, rng = c.palette, c.rng
    half, tones = length / 2, (p.accent, p.mid, p.paper, p.deep, mix(p.mid, p.paper, 0.5))
    for column in range(11):
        for level in range(rng.randint(2, 5)):
            tone = rng.choice(tones)
            left, top = x - half * 0.6 + column * half * 0.125, y - 74 - 23 * (level + 1)
            c.rect(left, top, half * 0.12, 22, tone)
            c.rect(left, top + 16, half * 0.12, 6, mix(tone, p.ink, 0.25))
    bridge = x - half * 0.9
    c.rect(bridge, y - 210, half * 0.2, 150, p.paper)
    c.rect(bridge - 8, y - 214, half * 0.2 + 16, 30, mix(p.paper, p.mid, 0.25))
    for row in range(4):
        for column in range(4):
            c.rect(
                bridge + 9 + column * half * 0.048,
                y - 208 + row * 32,
                half * 0.026,
                11,
                mix(p.deep, p.ink, 0.4),
            )
    c.rect(bridge + half * 0.06, y - 250, half * 0.08, 38, p.accent)
    hull = [
        (x - half, y - 78),
        (x + half * 0.86, y - 78),
        (x + half * 1.04, y - 104),
        (x + half * 0.9, y + 10),
        (x - half * 0.94, y + 10),
    ]
    c.shaded(hull, mix(p.deep, p.mid, 0.15), mix(p.deep, p.ink, 0.7))
    c.polygon(
        [(x - half * 0.955, y - 10), (x + half * 0.925, y - 10), (x + half * 0.9, y + 10), (x - half * 0.94, y + 10)],
        mix(p.accent, p.ink, 0.2),
    )
    c.line(hull[:3], mix(p.paper, p.accent, 0.3), 4)
