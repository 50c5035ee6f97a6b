"""Land: mountains, valleys, terraces, lakes and dunes."""

import math
from collections.abc import Callable

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, ground, height_at, ridge, swell
from .plants import crown, cypress, palm
from .sky import clouds, sky, sun


def landscape(c: Canvas, seed: int) -> None:
    (mountains, valley, terraces, lake)[seed % 4](c)


def mountains(c: Canvas) -> None:
    """Ranges behind ranges, each drowned in the haze of the next."""
    p, rng = c.palette, c.rng
    haze = sky(c, c.h)
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(190, 380), rng.uniform(46, 84), haze)
    clouds(c, 90, 380, 5, mix(haze, WHITE, 0.4), 0.45)
    count = rng.randint(5, 7)
    for i in range(count):
        share = i / (count - 1)
        body = mix(mix(haze, p.mid, 0.6), p.deep if share < 0.8 else p.ink, share)
        line = ridge(rng, c.w, 470 + 480 * share, 330 - 130 * share, rng.uniform(0.44, 0.56), 8)
        c.shaded(ground(line, c.h), body, mix(body, haze, 0.75 - 0.5 * share), mix(body, haze, 0.9 - 0.6 * share))
        if share > 0.3:
            _flanks(c, line, mix(body, haze, 0.3), 0.35 * share)
    for _ in range(rng.randint(16, 40)):
        x = rng.uniform(0, c.w)
        tall = rng.uniform(34, 84)
        cypress(c, x, height_at(line, x) + 14, tall, mix(p.ink, p.deep, 0.2), mix(p.ink, p.deep, 0.55))


def _flanks(c: Canvas, line: list[Point], lit: Colour, alpha: float) -> None:
    """The sunlit side under each summit."""
    for i in range(6, len(line) - 12):
        x, y = line[i]
        if y == min(q for _, q in line[max(0, i - 6) : i + 7]):
            fall = line[i : i + 11]
            tail = [(fall[-1][0] - 8 * k + c.rng.uniform(-9, 9), fall[-1][1] + 12 * k) for k in range(1, 5)]
            spine = [(x + c.rng.uniform(-10, 10) - 2 * k, y + (tail[-1][1] - y) * k / 5) for k in range(4, 0, -1)]
            c.polygon([*fall, *tail, *spine], lit, alpha)


def valley(c: Canvas) -> None:
    """A river winding from the hills to the viewer between striped fields."""
    p, rng = c.palette, c.rng
    horizon = rng.uniform(400, 500)
    haze = sky(c, horizon)
    sun(c, rng.uniform(0.25, 0.75) * c.w, horizon - rng.uniform(60, 170), rng.uniform(40, 66), haze)
    clouds(c, 60, horizon - 130, 5, mix(haze, WHITE, 0.5), 0.5)
    for i in range(3):
        body = mix(haze, p.deep, 0.3 + 0.18 * i)
        c.shaded(ground(ridge(rng, c.w, horizon + 12 * i, 170 - 42 * i, 0.45), c.h), body, mix(body, haze, 0.5))
    c.wash(mix(p.mid, haze, 0.4), mix(p.mid, p.deep, 0.55), mix(p.deep, p.ink, 0.35), top=horizon + 14)
    _fields(c, horizon + 14)
    centre = _river(c, horizon + 14, haze)
    for _ in range(46):
        t = rng.random() ** 0.8
        x, y, half = centre(t)
        side = rng.choice((-1, 1))
        shade = mix(p.deep, p.ink, 0.25 + 0.6 * t)
        plant = palm if rng.random() < 0.5 else None
        foot = x + side * (half + 14 + rng.uniform(10, 330) * (0.12 + t))
        if plant:
            palm(c, foot, y, 16 + 170 * t, shade)
        else:
            crown(c, foot, y, 12 + 110 * t, shade, mix(shade, p.mid, 0.35))


def _fields(c: Canvas, top: float) -> None:
    p, rng = c.palette, c.rng
    vanish = rng.uniform(0.35, 0.65) * c.w
    for row in range(7):
        y0, y1 = (top + (c.h - top) * (k / 7) ** 1.7 for k in (row, row + 1))
        x = -2.5 * c.w
        while x < 3.5 * c.w:
            span = rng.uniform(220, 620)
            tint = mix(rng.choice((p.mid, p.accent, p.deep, p.paper)), p.deep, 0.3 + 0.05 * row)
            corners = [(x, y0), (x + span, y0), (x + span, y1), (x, y1)]
            c.polygon(
                [(vanish + (a - vanish) * (0.14 + 0.86 * (b - top) / (c.h - top)), b) for a, b in corners],
                tint,
                rng.uniform(0.25, 0.7),
            )
            x += span
    for k in range(-60, 61):
        c.line([(vanish + k * 9, top), (vanish + k * 75, c.h)], p.ink, 1.2, 0.13)


def _river(c: Canvas, top: float, haze: Colour) -> Callable[[float], tuple[float, float, float]]:
    """Draw the water and return its course: for 0 to 1, the middle, the height and half the width."""
    p, rng = c.palette, c.rng
    middle, bend = rng.uniform(0.4, 0.6) * c.w, rng.choice((-1, 1)) * rng.uniform(90, 190)
    phase = rng.uniform(0, 1.5)

    def centre(t: float) -> tuple[float, float, float]:
        x = middle + bend * math.sin(phase + 7.5 * t**0.55) * (0.25 + 1.3 * t)
        return x, top + (c.h - top) * t, 3 + 150 * t**1.6

    course = [centre(k / 60) for k in range(63)]
    for margin, colours in (
        (1.14, (mix(p.accent, p.deep, 0.4),) * 2),
        (1, (haze, mix(haze, p.mid, 0.6), p.deep)),
    ):
        left = [(x - half * margin, y) for x, y, half in course]
        right = [(x + half * margin, y) for x, y, half in course]
        c.shaded(left + right[::-1], *colours)
    for _ in range(60):
        x, y, half = centre(rng.random() ** 0.6)
        reach = half * rng.uniform(0.1, 0.5)
        x += rng.uniform(-0.5, 0.5) * half
        c.line([(x - reach, y), (x + reach, y)], haze, 1 + half / 60, 0.5)
    return centre


def terraces(c: Canvas) -> None:
    """Contour bands stepping down a hillside, with furrows and trees on the edges."""
    p, rng = c.palette, c.rng
    haze = sky(c, 560, rng.choice((0, 2, 3)))
    sun(c, rng.uniform(0.2, 0.8) * c.w, rng.uniform(130, 220), rng.uniform(44, 70), haze)
    clouds(c, 80, 260, 4, mix(haze, WHITE, 0.5), 0.5)
    body = mix(haze, p.deep, 0.4)
    c.shaded(ground(ridge(rng, c.w, 420, 150, 0.46), c.h), body, mix(body, haze, 0.6))
    count = rng.randint(11, 15)
    greens = (mix(p.mid, p.deep, 0.2), mix(p.mid, p.accent, 0.45), mix(p.deep, p.mid, 0.35), p.mid, p.accent)
    slope = rng.uniform(-170, 170)
    for i in range(count):
        share = i / (count - 1)
        base = 380 + 600 * share**1.25
        line = [
            (x, y + slope * (x / c.w - 0.5) * (1 - share * 0.6))
            for x, y in swell(rng, c.w, base, 24 + 16 * share, rng.uniform(500, 1100))
        ]
        body = mix(haze, mix(greens[rng.randrange(5)], p.ink, 0.28 * share), 0.5 + 0.5 * share)
        c.polygon(ground([(x, y - 5 - 5 * share) for x, y in line], c.h), mix(body, p.paper, 0.45))
        c.shaded(ground(line, c.h), body, mix(body, p.deep, 0.5))
        for k in range(1, 4):
            c.line([(x, y + k * (7 + 9 * share)) for x, y in line], p.ink, 1.4, 0.16)
        _orchard(c, line, share)


def _orchard(c: Canvas, line: list[Point], share: float) -> None:
    p, rng = c.palette, c.rng
    for _ in range(rng.randint(1, 4)):
        x, tall = rng.uniform(0, c.w), 24 + 105 * share
        shade = mix(p.deep, p.ink, 0.2 + 0.5 * share)
        for k in range(rng.randint(1, 4)):
            spot = x + k * tall * 0.62
            if rng.random() < 0.25:
                cypress(c, spot, height_at(line, spot) + 3, tall * 1.25, shade, mix(shade, p.mid, 0.3))
            else:
                crown(c, spot, height_at(line, spot) + 3, tall * 0.8, shade, mix(shade, p.mid, 0.4))


def lake(c: Canvas) -> None:
    """Mountains doubled in still water, with a near shore."""
    p, rng = c.palette, c.rng
    shore = rng.uniform(520, 620)
    haze = sky(c, shore)
    sun(c, rng.uniform(0.2, 0.8) * c.w, rng.uniform(170, 320), rng.uniform(46, 80), haze)
    clouds(c, 80, 300, 5, mix(haze, WHITE, 0.45), 0.5)
    for i in range(4):
        body = mix(haze, p.deep, 0.28 + 0.22 * i)
        line = ridge(rng, c.w, shore + 4, 330 - 82 * i, 0.52 - 0.03 * i)
        c.shaded(ground(line, shore + 2), body, mix(body, haze, 0.45))
        _flanks(c, line, mix(body, haze, 0.35), 0.3)
    for _ in range(34):
        cypress(c, rng.uniform(0, c.w), shore + 2, rng.uniform(14, 46), mix(p.deep, p.ink, 0.4), p.deep)
    c.mirror(shore, c.h - shore, 9)
    c.soft([[(0, shore - 5), (c.w, shore - 5), (c.w, shore + 12), (0, shore + 12)]], haze, 0.6, 9)
    c.shaded([(0, shore), (c.w, shore), (c.w, c.h), (0, c.h)], p.deep, p.ink, alpha=0.3)
    near = [(x, y) for x, y in swell(rng, c.w, 935, 20, 900)]
    c.shaded(ground(near, c.h), mix(p.ink, p.deep, 0.3), p.ink)
    side = rng.choice((0.06, 0.7))
    for _ in range(rng.randint(3, 6)):
        x = (side + rng.uniform(0, 0.24)) * c.w
        palm(c, x, height_at(near, x) + 6, rng.uniform(180, 380), mix(p.ink, p.deep, 0.15))


def dunes(c: Canvas, seed: int) -> None:
    """Crests with a lit face and a shaded face; every third picture from above."""
    if seed % 3 == 2:
        _dunes_from_above(c)
        return
    p, rng = c.palette, c.rng
    haze = sky(c, 640, (2, 1, 0, 3)[seed % 4])
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(170, 330), rng.uniform(50, 90), haze)
    sand, shade = mix(p.accent, p.paper, 0.3), mix(p.deep, p.accent, 0.22)
    count = rng.randint(5, 7)
    for i in range(count):
        share = i / (count - 1)
        crest = _crest(c, 430 + 430 * share**1.2, 45 + 95 * share)
        lit = mix(haze, mix(sand, p.accent, 0.55 * share), 0.35 + 0.65 * share)
        dark = mix(haze, mix(shade, p.ink, 0.35 * share), 0.4 + 0.6 * share)
        c.shaded(ground(crest, c.h), mix(lit, WHITE, 0.12), lit, mix(lit, dark, 0.5))
        _lee_sides(c, crest, 90 + 330 * share, dark, lit)
        if share > 0.5:
            _wind_ripples(c, crest, dark, share)
        if i == count - 3 and seed % 2:
            for _ in range(rng.randint(3, 5)):
                x = rng.uniform(0.1, 0.4) * c.w + (c.w * 0.4 if seed % 4 == 1 else 0)
                palm(c, x, height_at(crest, x) + 22, rng.uniform(80, 140), mix(dark, p.ink, 0.6))


def _crest(c: Canvas, base: float, height: float) -> list[Point]:
    """Rounded troughs between pointed tops, as wind leaves them."""
    rng = c.rng
    wave, phase, drift = rng.uniform(520, 1000), rng.uniform(0, math.pi), rng.uniform(0.0008, 0.002)
    return [
        (
            x,
            base
            + height * (1 - 2 * abs(math.sin(phase + math.pi * x / wave)) ** 1.4)
            + 26 * math.sin(drift * 6 * x + phase),
        )
        for x in range(-12, int(c.w) + 24, 6)
    ]


def _lee_sides(c: Canvas, crest: list[Point], depth: float, dark: Colour, lit: Colour) -> None:
    rng = c.rng
    for i in range(2, len(crest) - 2):
        x, y = crest[i]
        if not (y <= crest[i - 1][1] and y < crest[i + 1][1]):
            continue
        trough = next((j for j in range(i + 1, len(crest) - 1) if crest[j + 1][1] < crest[j][1]), len(crest) - 1)
        end = (x + rng.uniform(-0.2, 0.35) * depth, min(c.h + 40, y + depth * 1.5))
        edge = bezier(end, (x - depth * 0.55, y + depth * 0.85), (x + depth * 0.5, y + depth * 0.4), (x, y))
        far = crest[trough]
        hem = bezier((far[0], far[1]), (far[0] - depth * 0.2, far[1] + depth * 0.5), end, steps=10)
        c.shaded([*edge, *crest[i:trough], *hem], dark, mix(dark, lit, 0.75))


def _wind_ripples(c: Canvas, crest: list[Point], dark: Colour, share: float) -> None:
    rng = c.rng
    for k in range(1, 15):
        drop = k * 15 * share + rng.uniform(-3, 3)
        start = rng.randrange(len(crest) - 40)
        part = [(x, y + drop + 4 * math.sin(x / 21 + k)) for x, y in crest[start : start + rng.randint(24, 90)]]
        c.line(part, dark, 1.6, 0.28)


def _dunes_from_above(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    sand, shade = mix(p.accent, p.paper, 0.4), mix(p.accent, p.deep, 0.6)
    c.wash(mix(sand, p.paper, 0.3), sand)
    y, k = -160.0, 0
    lean = rng.uniform(-0.35, 0.35)
    while y < c.h + 260:
        gap = rng.uniform(90, 190)
        line = [(x, q + lean * (x - c.w / 2)) for x, q in swell(rng, c.w, y, gap * 0.24, rng.uniform(520, 900))]
        lower = [(x, q + gap * (0.62 + 0.34 * math.sin(x / 97 + k))) for x, q in line]
        tone = mix(sand, p.accent, rng.uniform(0, 0.6))
        c.shaded(ground(line, max(q for _, q in line) + gap * 2.6), mix(tone, WHITE, 0.3), tone, mix(tone, shade, 0.25))
        c.shaded([*line, *lower[::-1]], shade, mix(shade, tone, 0.7), alpha=0.85)
        c.line(line, mix(sand, WHITE, 0.5), 3)
        for j in range(1, 5):
            c.line([(x, q + gap + 13 * j + 5 * math.sin(x / 31 + j)) for x, q in line], shade, 1.3, 0.3)
        y, k = y + gap, k + 1
    for i in range(rng.randint(5, 9)):
        x, spot = c.w * 0.2 + 46 * i, 520 + lean * 46 * i + 14 * math.sin(i)
        c.polygon([(x, spot), (x + 44, spot + 24), (x + 50, spot + 18), (x + 6, spot - 5)], p.ink, 0.45)
        c.oval(x, spot, 8, 5, p.ink)
