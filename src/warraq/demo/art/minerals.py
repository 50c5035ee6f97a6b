"""Stones: crystals, agates, strata and trays of specimens."""

import math

from .canvas import Canvas, Point
from .colours import BLACK, WHITE, Colour, mix
from .curves import oval, ridge


def minerals(c: Canvas, seed: int) -> None:
    p, rng = c.palette, c.rng
    kind = seed % 4
    if kind == 0:
        c.wash(mix(p.deep, p.ink, 0.4), p.ink)
        _cluster(c, c.w * rng.uniform(0.4, 0.6), 880, rng.uniform(600, 730), rng.randint(13, 19))
    elif kind == 1:
        _agate(c)
    elif kind == 2:
        _strata(c)
    else:
        _tray(c)


def _cluster(c: Canvas, x: float, y: float, reach: float, count: int) -> None:
    """Prisms fanning out of one root, the back ones dark, light from the left."""
    p, rng = c.palette, c.rng
    c.glow(x, y - reach * 0.5, reach * 1.9, mix(p.mid, p.accent, 0.4), 0.55)
    c.soft([oval(x, y + reach * 0.08, reach * 1.15, reach * 0.12)], BLACK, 0.6, 24)
    main = rng.choice((p.mid, p.accent, mix(p.mid, p.accent, 0.5)))
    prisms = [
        (math.radians(-90 + 128 * (i / (count - 1) - 0.5)) + rng.uniform(-0.09, 0.09), rng.uniform(0.5, 1.0))
        for i in range(count)
    ]
    for turn, size in sorted(prisms, key=lambda prism: -prism[1]):
        tall = reach * size * (1.1 - 0.45 * abs(turn + math.pi / 2))
        tone = mix(main, rng.choice((p.paper, p.deep, p.accent)), rng.uniform(0.05, 0.4))
        _prism(c, x + (turn + math.pi / 2) * reach * 0.36, y, turn, tall, tall * rng.uniform(0.2, 0.3), tone)
    for _ in range(30):
        turn = rng.uniform(0, math.tau)
        gx, gy = x + reach * 0.9 * math.cos(turn) * rng.random(), y + rng.uniform(-14, 40) * reach / 500
        _gem(c, gx, gy, rng.uniform(0.03, 0.1) * reach, mix(main, p.deep, rng.uniform(0.2, 0.7)))


def _prism(c: Canvas, x: float, y: float, turn: float, tall: float, wide: float, tone: Colour) -> None:
    """A six-sided column: three visible faces and a bevelled point."""
    cos, sin = math.cos(turn), math.sin(turn)

    def at(along: float, across: float) -> Point:
        return x + cos * along - sin * across, y + sin * along + cos * across

    half, rng, ink = wide / 2, c.rng, c.palette.ink
    neck, ridge_at = tall * rng.uniform(0.78, 0.86), rng.uniform(-0.25, 0.1)
    edges = (-half, half * (ridge_at - 0.2), half * (ridge_at + 0.7), half)
    tip = at(tall, half * rng.uniform(-0.3, 0.3))
    lights = (mix(tone, WHITE, 0.5), tone, mix(tone, ink, 0.5))
    for left, right, light in zip(edges, edges[1:], lights, strict=False):
        face = [at(0, left * 0.7), at(neck, left), at(neck, right), at(0, right * 0.7)]
        c.shaded(face, mix(light, WHITE, 0.14), light, mix(light, ink, 0.55))
        c.polygon([at(neck, left), tip, at(neck, right)], mix(light, WHITE, 0.28))
    for edge in edges[1:3]:
        c.line([at(tall * 0.1, edge * 0.75), at(neck, edge), tip], mix(tone, WHITE, 0.7), 2, 0.65)
    c.line([at(neck, edges[0]), at(neck, edges[3])], mix(tone, WHITE, 0.6), 2, 0.4)
    for _ in range(3):
        start = rng.uniform(0.25, 0.6) * tall
        lane = rng.uniform(-0.7, 0.1) * half
        c.line([at(start, lane), at(start + tall * rng.uniform(0.05, 0.2), lane)], WHITE, 3, 0.4)


def _gem(c: Canvas, x: float, y: float, r: float, tone: Colour) -> None:
    rng = c.rng
    sides, turn = rng.randint(5, 7), rng.uniform(0, 6)
    rim = [
        (
            x + r * rng.uniform(0.8, 1.15) * math.cos(turn + math.tau * k / sides),
            y + r * rng.uniform(0.75, 1.05) * math.sin(turn + math.tau * k / sides),
        )
        for k in range(sides)
    ]
    table = [(x + (px - x) * 0.5 - r * 0.06, y + (py - y) * 0.5 - r * 0.1) for px, py in rim]
    for k in range(sides):
        a, b, d, e = rim[k], rim[(k + 1) % sides], table[(k + 1) % sides], table[k]
        facing = math.cos(math.atan2((a[1] + b[1]) / 2 - y, (a[0] + b[0]) / 2 - x) - math.radians(225))
        c.polygon([a, b, d, e], mix(tone, WHITE if facing > 0 else c.palette.ink, abs(facing) * 0.45))
    c.polygon(table, mix(tone, WHITE, 0.3))
    c.line([*table, table[0]], WHITE, max(1, r * 0.03), 0.5)


def _agate(c: Canvas) -> None:
    """A polished slice: bands that repeat the outline, closing on a hollow of crystals."""
    p, rng = c.palette, c.rng
    c.wash(mix(p.paper, WHITE, 0.3), mix(p.paper, p.mid, 0.16))
    x, y = c.w * rng.uniform(0.44, 0.56), 500
    fills_sheet = rng.random() < 0.4
    outline = [(n, rng.uniform(0.3, 1) * 0.2 / n**0.7, rng.uniform(0, math.tau)) for n in (1, 2, 3, 5, 8)]
    inner = [(n, rng.uniform(0.2, 1) * 0.22 / n**0.6, rng.uniform(0, math.tau)) for n in (2, 3, 4, 7, 11)]
    size = 1050 if fills_sheet else rng.uniform(390, 430)

    def band(share: float) -> list[Point]:
        def swing(waves, turn: float) -> float:
            return sum(a * math.sin(n * turn + f) for n, a, f in waves)

        turns = [math.tau * k / 130 for k in range(130)]
        reach = [size * share * (1 + swing(outline, t) * share + swing(inner, t) * (1 - share) * 0.8) for t in turns]
        return [(x + 1.3 * r * math.cos(t), y + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)]

    if not fills_sheet:
        c.soft([[(a + 14, b + 26) for a, b in band(1.0)]], p.ink, 0.55, 22)
    c.polygon(band(1.0), mix(p.ink, p.accent, 0.3))
    tones = [
        p.deep,
        p.mid,
        p.paper,
        p.accent,
        mix(p.mid, p.paper, 0.5),
        mix(p.accent, p.paper, 0.5),
        mix(p.deep, p.mid, 0.5),
        mix(p.accent, p.deep, 0.4),
        WHITE,
    ]
    share, last = 0.97, None
    while share > 0.2:
        tone = rng.choice([t for t in tones if t != last])
        c.polygon(band(share), tone)
        last, share = tone, share - rng.choice((0.008, 0.014, 0.02, 0.034, 0.05))
    c.polygon(band(share), mix(p.ink, p.deep, 0.3))
    for _ in range(120):
        turn, r = rng.uniform(0, math.tau), size * share * math.sqrt(rng.random()) * 0.82
        _gem(
            c,
            x + 1.3 * r * math.cos(turn),
            y + r * math.sin(turn),
            size * rng.uniform(0.012, 0.035),
            mix(rng.choice((p.mid, p.paper, p.deep)), p.accent, rng.random() * 0.4),
        )
    c.glow(x - size * 0.5, y - size * 0.6, size * 1.1, WHITE, 0.28)


def _strata(c: Canvas) -> None:
    """A cliff cut through folded layers, displaced along a fault."""
    p, rng = c.palette, c.rng
    c.wash(mix(p.mid, p.paper, 0.6), p.paper)
    fold, wave, phase = rng.uniform(40, 150), rng.uniform(700, 1500), rng.uniform(0, 6)
    fault, slip, lean = c.w * rng.uniform(0.3, 0.7), rng.uniform(-130, 130), rng.uniform(-0.35, 0.35)
    tones = [
        p.accent,
        p.deep,
        mix(p.accent, p.paper, 0.5),
        p.mid,
        mix(p.accent, p.ink, 0.4),
        mix(p.mid, p.paper, 0.5),
        p.paper,
        mix(p.deep, p.mid, 0.5),
        p.ink,
    ]
    y, last = rng.uniform(120, 220), None
    while y < c.h + 260:
        thick = rng.choice((9, 14, 26, 44, 70))
        tone = rng.choice([t for t in tones if t != last])
        rough = ridge(rng, c.w, 0, rng.uniform(6, 16), 0.55, 8)
        line = []
        for x, bump in rough:
            drop = slip if x > fault + lean * (y - 500) else 0
            line.append((x, y + bump + drop + fold * math.sin(math.tau * x / wave + phase) * (0.6 + y / 1600)))
        body = [(line[0][0], c.h), *line, (line[-1][0], c.h)]
        if thick > 40:
            c.shaded(body, mix(tone, WHITE, 0.1), mix(tone, p.ink, 0.18))
        else:
            c.polygon(body, tone)
        c.line(line, mix(tone, p.ink, 0.4), 2, 0.5)
        if thick > 20:
            _inclusions(c, line, thick, tone)
        last, y = tone, y + thick
    c.line([(fault - lean * 500, 0), (fault + lean * 500, c.h)], p.ink, 4, 0.35)


def _inclusions(c: Canvas, line: list[Point], thick: float, tone: Colour) -> None:
    rng, pale = c.rng, mix(tone, c.palette.paper, 0.5)
    kind = rng.randrange(3)
    for _ in range(rng.randint(30, 90)):
        x, y = rng.choice(line)
        y += rng.uniform(0.2, 0.9) * thick
        if kind == 0:
            c.disc(x, y, rng.uniform(1.5, 4), pale, 0.8)
        elif kind == 1:
            c.line(
                [(x, y), (x + rng.uniform(20, 80), y + rng.uniform(-3, 3))],
                mix(tone, c.palette.ink, 0.4),
                2,
                0.5,
            )
        else:
            c.oval(x, y, rng.uniform(5, 13), rng.uniform(3, 7), mix(tone, c.palette.ink, 0.25), 0.7)


def _tray(c: Canvas) -> None:
    """Specimens in a cabinet drawer, each with its blank label."""
    p, rng = c.palette, c.rng
    columns, rows = rng.choice(((5, 3), (4, 3), (6, 4)))
    wood = mix(p.accent, p.ink, 0.55)
    c.wash(mix(wood, WHITE, 0.1), wood)
    edge, gap = 40, 14
    w, h = (c.w - 2 * edge + gap) / columns - gap, (c.h - 2 * edge + gap) / rows - gap
    for i in range(columns):
        for j in range(rows):
            x, y = edge + i * (w + gap), edge + j * (h + gap)
            lining = mix(p.paper, rng.choice((p.mid, p.paper, p.accent)), 0.2)
            c.shaded([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], mix(lining, p.ink, 0.22), lining)
            c.rect(x, y, w, 9, p.ink, 0.3)
            c.rect(x, y, 9, h, p.ink, 0.22)
            c.rect(x + w * 0.3, y + h * 0.87, w * 0.4, h * 0.07, WHITE)
            c.rect(x + w * 0.35, y + h * 0.9, w * 0.22, 3, p.ink, 0.6)
            _specimen(c, x + w / 2, y + h * 0.46, min(w, h) * 0.34)


def _specimen(c: Canvas, x: float, y: float, r: float) -> None:
    p, rng = c.palette, c.rng
    c.soft([oval(x + r * 0.12, y + r * 0.62, r * 0.95, r * 0.3)], p.ink, 0.6, 9)
    tone = mix(rng.choice((p.mid, p.accent, p.deep, mix(p.mid, p.paper, 0.5))), p.paper, rng.uniform(0, 0.25))
    kind = rng.randrange(3)
    if kind == 0:
        for k in range(5):
            turn = math.radians(-90 + 34 * (k - 2))
            _prism(c, x + (k - 2) * r * 0.2, y + r * 0.7, turn, r * rng.uniform(0.9, 1.5), r * 0.4, tone)
    elif kind == 1:
        _gem(c, x, y + r * 0.05, r * 0.9, tone)
    else:
        shape = [(n, 0.1 / n, rng.uniform(0, 6)) for n in (2, 3, 5)]
        for k, share in enumerate((1, 0.9, 0.78, 0.7, 0.52, 0.44, 0.28)):
            ring = [
                (
                    x + r * share * (1 + sum(a * math.sin(n * t + f) for n, a, f in shape)) * math.cos(t),
                    y + r * 0.84 * share * math.sin(t),
                )
                for t in (math.tau * q / 50 for q in range(50))
            ]
            c.polygon(ring, (mix(tone, p.ink, 0.45), tone, p.paper, mix(tone, p.accent, 0.5))[k % 4])
