"""The sea and what floats on it: swell, currents and lateen sails."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, ground, ridge, taper
from .plants import reeds
from .sky import clouds, sky, sun


def waves(c: Canvas, seed: int) -> None:
    (rollers, scales, currents)[seed % 3](c)


def rollers(c: Canvas) -> None:
    """Engraved swells rising towards the viewer under a low sun."""
    p, rng = c.palette, c.rng
    haze = sky(c, 520)
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(230, 400), rng.uniform(60, 110), haze)
    clouds(c, 70, 300, 5, mix(haze, WHITE, 0.4), 0.45)
    count = rng.randint(8, 10)
    for i in range(count):
        share = i / (count - 1)
        body = mix(mix(haze, p.mid, 0.75), p.deep if i % 2 else mix(p.deep, p.ink, 0.5), 0.15 + 0.85 * share)
        line = _cusps(c, 440 + 480 * share**1.15, 12 + 52 * share, 260 + 420 * share)
        c.polygon(ground([(x, y - 2 - 4 * share) for x, y in line], c.h), mix(haze, p.paper, 0.6))
        c.shaded(ground(line, c.h), mix(body, p.mid, 0.35), body, mix(body, p.ink, 0.3))
        for k in range(1, 8):
            drop = k * (5 + 10 * share)
            c.line(
                [(x, y + drop + 0.12 * k * (440 + 480 * share**1.15 - y)) for x, y in line],
                mix(p.mid, p.paper, 0.5),
                1 + 1.4 * share,
                0.42 - 0.045 * k,
            )


def _cusps(c: Canvas, base: float, height: float, length: float) -> list[Point]:
    """Broad troughs between leaning crests."""
    rng = c.rng
    phase, second = rng.uniform(0, math.tau), rng.uniform(0, math.tau)
    line = []
    for i in range(-4, int(c.w / 8) + 8):
        turn = math.tau * i * 8 / length + phase
        lift = height * (1 - abs(math.sin(turn / 2)) ** 0.7) + 0.3 * height * math.sin(turn * 0.37 + second)
        line.append((i * 8 + height * 0.35 * math.sin(turn), base - lift))
    return line


def scales(c: Canvas) -> None:
    """Concentric arcs overlapping like roof tiles; the colours drift across the sheet as light on water."""
    p, rng = c.palette, c.rng
    r = rng.uniform(62, 105)
    c.image.paste(p.deep, (0, 0, *c.image.size))
    tones = (p.deep, mix(p.deep, p.mid, 0.5), p.mid, mix(p.mid, p.paper, 0.5), mix(p.accent, p.mid, 0.25))
    lean, phase = rng.uniform(-1.5, 1.5), rng.uniform(0, 6)
    rows = int(c.h / (r * 0.5)) + 3
    for row in range(rows):
        y = row * r * 0.5
        for column in range(-1, int(c.w / (2 * r)) + 2):
            x = column * 2 * r + (row % 2) * r
            drift = 2 + 1.7 * math.sin(x / 310 + lean * y / 300 + phase) + rng.uniform(-0.7, 0.7)
            body = tones[min(4, max(0, round(drift)))]
            c.disc(x, y, r, p.paper)
            for k, reach in enumerate((0.95, 0.76, 0.58, 0.4, 0.22)):
                c.disc(x, y, r * reach, body if k % 2 == 0 else mix(body, p.paper, 0.72))
    c.glow(rng.uniform(0.2, 0.8) * c.w, 180, 900, p.paper, 0.3)
    c.shaded([(0, 0), (c.w, 0), (c.w, c.h), (0, c.h)], p.deep, p.ink, alpha=0.22)


def currents(c: Canvas) -> None:
    """Sea from above: lines of current parting around islands ringed with shallows."""
    p, rng = c.palette, c.rng
    c.wash(mix(p.deep, p.mid, 0.45), p.deep, mix(p.deep, p.ink, 0.5))
    islands = [
        (c.w * (k + rng.uniform(0.25, 0.75)) / 3, rng.uniform(220, 780), rng.uniform(60, 170)) for k in (0, 0.6, 1.3, 2)
    ]
    wave, phase = rng.uniform(500, 900), rng.uniform(0, 6)
    for row in range(-8, 100):
        y0 = row * 12
        line = []
        for i in range(int(c.w / 14) + 3):
            x, y = i * 14, y0 + 46 * math.sin(math.tau * i * 14 / wave + phase + row * 0.035)
            for ix, iy, ir in islands:
                gap = (x - ix) ** 2 + (y - iy) ** 2 + ir * ir * 0.5
                y += 1.15 * ir * ir * (y - iy) / gap
            line.append((x, y))
        tint = mix(p.mid, p.paper, 0.5 + 0.5 * math.sin(row * 0.9 + phase) ** 3)
        c.line(line, tint, 1.5 + 1.5 * abs(math.sin(row * 0.4)), 0.5)
    for ix, iy, ir in islands:
        _island(c, ix, iy, ir)


def _island(c: Canvas, x: float, y: float, r: float) -> None:
    p, rng = c.palette, c.rng
    bumps = [rng.uniform(0, math.tau) for _ in range(3)]

    def shore(reach: float) -> list[Point]:
        return [
            (
                x + reach * (1 + 0.2 * math.sin(2 * t + bumps[0]) + 0.05 * math.sin(5 * t + bumps[1])) * math.cos(t),
                y + reach * 0.82 * (1 + 0.1 * math.sin(3 * t + bumps[2])) * math.sin(t),
            )
            for t in (math.tau * k / 60 for k in range(60))
        ]

    c.polygon(shore(r * 1.16), mix(p.mid, p.paper, 0.4), 0.4)
    c.polygon(shore(r), mix(p.mid, p.paper, 0.75), 0.85)
    c.polygon(shore(r * 0.88), mix(p.accent, p.paper, 0.35))
    c.polygon(shore(r * 0.7), mix(p.mid, p.deep, 0.4))
    c.polygon([(a - r * 0.03, b - r * 0.04) for a, b in shore(r * 0.5)], mix(p.mid, p.deep, 0.22))
    c.polygon([(a - r * 0.05, b - r * 0.06) for a, b in shore(r * 0.26)], mix(p.mid, p.paper, 0.12), 0.8)


def _sea(c: Canvas, horizon: float, haze: Colour, glitter: float) -> None:
    """Open water with a path of light below `glitter`."""
    p, rng = c.palette, c.rng
    c.wash(mix(haze, p.mid, 0.55), mix(p.mid, p.deep, 0.6), mix(p.deep, p.ink, 0.45), top=horizon)
    for _ in range(240):
        t = rng.random() ** 1.4
        y = horizon + (c.h - horizon) * t
        reach = 8 + 110 * t * rng.random()
        x = rng.gauss(glitter, 60 + 130 * t) if rng.random() < 0.6 else rng.uniform(0, c.w)
        near = abs(x - glitter) < 170
        c.line(
            [(x - reach, y), (x + reach, y)],
            mix(p.accent, p.paper, 0.5) if near else p.paper,
            1 + 3.5 * t,
            0.55 if near else 0.16,
        )


def boats(c: Canvas, seed: int) -> None:
    """Lateen sails: a fleet, one large dhow, or a river at evening."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(400, 520)
    haze = sky(c, horizon)
    light = rng.uniform(0.15, 0.85) * c.w
    sun(c, light, horizon - rng.uniform(40, 210), rng.uniform(48, 84), haze)
    clouds(c, 60, horizon - 110, 5, mix(haze, WHITE, 0.5), 0.5)
    for i in range(2):
        body = mix(haze, p.deep, 0.3 + 0.2 * i)
        c.shaded(ground(ridge(rng, c.w, horizon + 3, 120 - 66 * i, 0.45), horizon + 2), body, mix(body, haze, 0.5))
    _sea(c, horizon, haze, light)
    if seed % 3 == 1:
        distant = [(rng.uniform(0, c.w), 0.02 + 0.1 * rng.random()) for _ in range(5)]
        fleet = [*distant, (c.w * rng.uniform(0.36, 0.6), 0.66)]
    else:
        fleet = [(c.w * (i + rng.uniform(0.2, 0.8)) / 9 * 1.1, 0.02 + 0.4 * rng.random() ** 1.3) for i in range(9)]
    heading = rng.choice((-1, 1))
    for x, t in sorted(fleet, key=lambda spot: spot[1]):
        dhow(c, x, horizon + (c.h - horizon) * (0.04 + t), 46 + 720 * t, heading)
    if seed % 3 == 2:
        for _ in range(17):
            reeds(
                c, rng.choice((rng.uniform(0, 0.3), rng.uniform(0.75, 1))) * c.w, c.h + 10, rng.uniform(120, 320), p.ink
            )


def dhow(c: Canvas, x: float, y: float, size: float, heading: int) -> None:
    """A two-masted sailing boat; `heading` is 1 when it sails to the right."""
    p, rng = c.palette, c.rng

    def at(*points: Point) -> list[Point]:
        return [(x + heading * a * size, y + b * size) for a, b in points]

    cloth = rng.choice((p.paper, mix(p.accent, p.paper, 0.35), p.accent, mix(p.paper, p.mid, 0.25)))
    hull = mix(p.ink, rng.choice((p.deep, p.accent, p.ink)), 0.3)
    c.soft([at((-0.6, 0.02), (0.6, 0.02), (0.45, 0.2), (-0.45, 0.2))], p.ink, 0.5, size * 0.03)
    c.polygon(at((-0.1, 0.06), (0.3, 0.05), (0.1, 0.46), (0.02, 0.5)), cloth, 0.16)
    c.polygon(taper(at((-0.06, 0), (-0.02, -0.95)), size * 0.03, size * 0.016), hull)
    for root, peak, clew, tone in (
        ((-0.5, -0.16), (0.3, -1.12), (0.36, -0.1), cloth),
        ((-0.02, -0.2), (0.52, -0.78), (0.58, -0.12), mix(cloth, p.deep, 0.12)),
    ):
        if tone is not cloth and size < 160:
            continue
        _sail(c, at(root, peak, clew), tone, size, heading)
    deck = bezier(*at((-0.62, -0.15), (-0.3, 0.02), (0.2, 0), (0.68, -0.2)), steps=12)
    keel = bezier(*at((0.68, -0.2), (0.46, 0.13), (-0.4, 0.15), (-0.62, -0.15)), steps=12)
    c.polygon(deck + keel, hull)
    c.line(deck, mix(p.accent, p.paper, 0.3), max(1.5, size * 0.016))
    c.line([(a, b + size * 0.04) for a, b in deck[1:-1]], mix(hull, p.paper, 0.25), max(1, size * 0.006))
    for k in range(3):
        wake = y + size * (0.1 + 0.045 * k)
        c.line(
            [(x - size * (0.62 - 0.1 * k), wake), (x + size * (0.5 - 0.12 * k), wake)], p.paper, 1 + size * 0.008, 0.4
        )


def _sail(c: Canvas, corners: list[Point], tone: Colour, size: float, heading: int) -> None:
    p = c.palette
    root, peak, clew = corners
    belly = (clew[0] + heading * size * 0.2, (peak[1] + clew[1]) / 2 + size * 0.1)
    leech = bezier(peak, belly, clew, steps=12)
    foot = bezier(clew, ((root[0] + clew[0]) / 2, clew[1] + size * 0.1), root, steps=10)
    stops = (mix(tone, p.ink, 0.16), tone, mix(tone, WHITE, 0.25))
    c.shaded(leech + foot, *(stops if heading > 0 else stops[::-1]), sideways=True)
    for k in (3, 6, 9):
        seam = root[0] + (peak[0] - root[0]) * k / 12, root[1] + (peak[1] - root[1]) * k / 12
        end = leech[12 - k]
        c.line(
            bezier(seam, ((seam[0] + end[0]) / 2, (seam[1] + end[1]) / 2 + size * 0.06), end, steps=8),
            mix(tone, p.ink, 0.35),
            max(1, size * 0.006),
            0.5,
        )
    c.line(
        [(root[0] * 1.06 - peak[0] * 0.06, root[1] * 1.06 - peak[1] * 0.06), peak],
        p.ink,
        max(2, size * 0.016),
    )
