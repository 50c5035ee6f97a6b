"""Data graphics without words: their numbers are invented by the seed, their caption says the rest."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier


def chart(c: Canvas, seed: int) -> None:
    p = c.palette
    c.grain, c.vignette = 4, 0.04
    c.wash(mix(p.paper, WHITE, 0.5), mix(p.paper, WHITE, 0.25))
    _heading(c)
    (bars, lines, areas, bubbles, dots, slopes, rings, ranges)[seed % 8](c)


LEFT, TOP, FLOOR = 130, 230, 880


def _heading(c: Canvas) -> None:
    """The block an editorial graphic opens with: a rule, a tab and a legend of swatches."""
    p, rng = c.palette, c.rng
    c.rect(LEFT, 84, c.w - 2 * LEFT, 4, p.ink)
    c.rect(c.w - LEFT - 90, 84, 90, 16, p.accent)
    x = c.w - LEFT
    for tone in (p.deep, p.mid, p.accent)[: rng.randint(2, 3)]:
        length = rng.uniform(70, 150)
        c.disc(x - 10, 146, 10, tone)
        c.rect(x - 34 - length, 141, length, 10, mix(p.ink, p.paper, 0.72))
        x -= length + 84


def _grid(c: Canvas, rows: int = 6) -> None:
    p = c.palette
    for i in range(rows):
        y = FLOOR - (FLOOR - TOP) * i / (rows - 1)
        c.rect(LEFT, y, c.w - 2 * LEFT, 1.6 if i else 4, mix(p.ink, p.paper, 0.8 if i else 0.2))
        c.rect(LEFT - 52, y - 5, 34, 10, mix(p.ink, p.paper, 0.72))


def _series(c: Canvas, count: int, low: float, high: float, calm: float = 0.6) -> list[float]:
    """A trend with seasons and small shocks, scaled between two heights."""
    rng = c.rng
    trend, season, phase = rng.uniform(-1, 1), rng.uniform(0.1, 0.5), rng.uniform(0, 6)
    level, values = 0.0, []
    for i in range(count):
        level += rng.gauss(0, 0.09)
        values.append(trend * i / count + season * math.sin(phase + i * 9 / count) * calm + level)
    least, most = min(values), max(values)
    return [low + (high - low) * (v - least) / (most - least or 1) for v in values]


def _plot(c: Canvas, values: list[float]) -> list[Point]:
    last = len(values) - 1
    return [(LEFT + (c.w - 2 * LEFT) * i / last, FLOOR - (FLOOR - TOP) * v) for i, v in enumerate(values)]


def bars(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    _grid(c)
    count = rng.randint(9, 22)
    values, pitch = _series(c, count, 0.16, 0.96), (c.w - 2 * LEFT) / count
    chosen, paired = rng.randrange(count), count < 13
    for i, value in enumerate(values):
        tone = p.accent if i == chosen else p.deep
        x, wide = LEFT + pitch * (i + 0.14), pitch * (0.44 if paired else 0.72)
        y = FLOOR - (FLOOR - TOP) * value
        c.shaded([(x, y), (x + wide, y), (x + wide, FLOOR), (x, FLOOR)], tone, mix(tone, p.mid, 0.35))
        if paired:
            y = FLOOR - (FLOOR - TOP) * value * rng.uniform(0.45, 0.9)
            c.rect(x + wide + 3, y, pitch * 0.26, FLOOR - y, mix(p.mid, p.paper, 0.25))
        c.rect(x + wide * 0.15, FLOOR + 18, wide * 0.7, 9, mix(p.ink, p.paper, 0.72))
    average = FLOOR - (FLOOR - TOP) * sum(values) / count
    for k in range(int((c.w - 2 * LEFT) / 22)):
        c.rect(LEFT + 22 * k, average, 13, 3, p.ink)


def lines(c: Canvas) -> None:
    p, rng = c.palette, c.rng
    _grid(c)
    count = rng.choice((24, 36, 60))
    for _ in range(rng.randint(4, 7)):
        low = rng.uniform(0.05, 0.5)
        c.line(_plot(c, _series(c, count, low, low + rng.uniform(0.15, 0.42))), mix(p.mid, p.paper, 0.35), 4)
    calm = _plot(c, _series(c, count, 0.1, rng.uniform(0.4, 0.6)))
    c.rope(calm, p.deep, 7)
    c.disc(*calm[-1], 12, p.deep)
    chosen = _plot(c, _series(c, count, rng.uniform(0.1, 0.3), 0.95))
    c.shaded([*chosen, (chosen[-1][0], FLOOR), (chosen[0][0], FLOOR)], p.accent, p.paper, alpha=0.3)
    c.rope(chosen, p.accent, 10)
    for x, y in (chosen[-1], min(chosen, key=lambda point: point[1])):
        c.disc(x, y, 19, p.paper)
        c.disc(x, y, 14, p.accent)
    _ticks(c, 12)


def _ticks(c: Canvas, count: int) -> None:
    p = c.palette
    for i in range(count + 1):
        x = LEFT + (c.w - 2 * LEFT) * i / count
        c.rect(x - 1, FLOOR, 2, 14, p.ink)
        if i % 2 == 0:
            c.rect(x - 22, FLOOR + 26, 44, 9, mix(p.ink, p.paper, 0.72))


def areas(c: Canvas) -> None:
    """Layers stacked on the floor, or flowing around a middle line."""
    p, rng = c.palette, c.rng
    flowing, count = rng.random() < 0.5, 60
    if not flowing:
        _grid(c)
    tones = (
        p.deep,
        mix(p.deep, p.mid, 0.6),
        p.mid,
        mix(p.mid, p.paper, 0.5),
        mix(p.accent, p.paper, 0.45),
        p.accent,
    )
    layers = [_smooth(_series(c, count, rng.uniform(0.02, 0.06), rng.uniform(0.12, 0.26))) for _ in tones]
    total = [sum(values) for values in zip(*layers, strict=True)]
    scale = 0.94 / max(total)
    floor = [(0.5 - t * scale / 2) if flowing else 0.0 for t in total]
    for tone, layer in zip(tones, layers, strict=True):
        roof = [f + v * scale for f, v in zip(floor, layer, strict=True)]
        top, bottom = _plot(c, roof), _plot(c, floor)
        c.shaded(top + bottom[::-1], mix(tone, p.paper, 0.08), tone)
        c.line(top, p.paper, 3)
        floor = roof
    _ticks(c, 12)


def _smooth(values: list[float]) -> list[float]:
    for _ in range(3):
        values = [sum(values[max(0, i - 2) : i + 3]) / len(values[max(0, i - 2) : i + 3]) for i in range(len(values))]
    return values


def bubbles(c: Canvas) -> None:
    """Size against growth, with the trend drawn through."""
    p, rng = c.palette, c.rng
    _grid(c)
    for i in range(9):
        c.rect(LEFT + (c.w - 2 * LEFT) * i / 8, TOP, 1.6, FLOOR - TOP, mix(p.ink, p.paper, 0.86))
    rise = rng.choice((-1, 1)) * rng.uniform(0.4, 0.8)
    start = 0.5 - rise / 2
    c.line(_plot(c, [start + rise * 0.02, start + rise * 0.98]), mix(p.ink, p.paper, 0.35), 4)
    spots = sorted(((rng.random(), rng.random() ** 3) for _ in range(56)), key=lambda s: -s[1])
    for i, (x, size) in enumerate(spots):
        y = min(0.95, max(0.05, start + rise * x + rng.gauss(0, 0.13)))
        tone = p.accent if i in (1, 4, 9) else rng.choice((p.deep, p.mid, p.mid))
        cx, cy, r = LEFT + 50 + (c.w - 2 * LEFT - 100) * x, FLOOR - (FLOOR - TOP) * y, 9 + 62 * size
        c.disc(cx, cy, r, tone, 0.72)
        c.ring(cx, cy, r, mix(tone, p.ink, 0.25), 2)


def dots(c: Canvas) -> None:
    """One dot a unit: shares of a whole."""
    p, rng = c.palette, c.rng
    columns, rows = rng.choice(((30, 16), (24, 13), (36, 19)))
    pitch = min((c.w - 2 * LEFT) / columns, 690 / rows)
    tones = (p.accent, p.deep, p.mid, mix(p.mid, p.paper, 0.65))
    cuts = [(k + rng.uniform(-0.7, 0.6)) / 4 for k in (1, 2, 3)]
    left = (c.w - pitch * columns) / 2
    for column in range(columns):
        for row in range(rows):
            place = (column * rows + row) / (columns * rows)
            tone = tones[sum(place > cut for cut in cuts)]
            c.disc(left + pitch * (column + 0.5), 215 + pitch * (row + 0.5), pitch * 0.38, tone)


def slopes(c: Canvas) -> None:
    """Ranks before and after, in three columns."""
    p, rng = c.palette, c.rng
    count = rng.randint(8, 12)
    orders = [rng.sample(range(count), count) for _ in range(rng.choice((2, 3, 4)))]
    chosen = set(rng.sample(range(count), 2))
    span = (c.w - 2 * LEFT - 80) / (len(orders) - 1)
    places = [
        [
            (LEFT + 40 + span * i, TOP + 10 + (FLOOR - TOP + 20) * order.index(k) / (count - 1))
            for i, order in enumerate(orders)
        ]
        for k in range(count)
    ]
    for i in range(len(orders)):
        c.rect(LEFT + 38 + span * i, TOP - 24, 3, FLOOR - TOP + 88, mix(p.ink, p.paper, 0.8))
    for k in sorted(range(count), key=lambda k: k in chosen):
        tone = (p.accent if k == min(chosen) else p.deep) if k in chosen else mix(p.mid, p.paper, 0.35)
        for (x0, y0), (x1, y1) in zip(places[k], places[k][1:], strict=False):
            c.line(
                bezier((x0, y0), (x0 + span * 0.45, y0), (x1 - span * 0.45, y1), (x1, y1), steps=26),
                tone,
                12 if k in chosen else 6,
            )
        for x, y in places[k]:
            c.disc(x, y, 19 if k in chosen else 13, p.paper)
            c.disc(x, y, 15 if k in chosen else 9, tone)


def rings(c: Canvas) -> None:
    """Shares around a circle beside ranked bars."""
    p, rng = c.palette, c.rng
    x, y, r = c.w * 0.31, 560, 305
    tones = (p.accent, p.deep, p.mid, mix(p.mid, p.paper, 0.5), mix(p.deep, p.mid, 0.5))
    shares = sorted((rng.uniform(0.5, 3) for _ in tones), reverse=True)
    start = -90.0
    for tone, share in zip(tones, shares, strict=True):
        sweep = 360 * share / sum(shares)
        c.ring(x, y, r, tone, 120, arc=(start + 0.7, start + sweep - 0.7))
        c.ring(
            x,
            y,
            r - 130,
            mix(tone, p.paper, 0.5),
            22,
            arc=(start + 0.7, start + sweep * rng.uniform(0.4, 0.95)),
        )
        start += sweep
    _ranked(c, c.w * 0.57, tones[0])


def _ranked(c: Canvas, left: float, chosen: Colour) -> None:
    p, rng = c.palette, c.rng
    values = sorted((rng.uniform(0.2, 1) for _ in range(8)), reverse=True)
    reach, marked = c.w - LEFT - left, rng.randrange(4)
    for i, value in enumerate(values):
        y = 262 + 79 * i
        c.rect(left, y, reach, 42, mix(p.ink, p.paper, 0.9))
        tone = chosen if i == marked else p.deep
        c.shaded(
            [(left, y), (left + reach * value, y), (left + reach * value, y + 42), (left, y + 42)],
            mix(tone, p.mid, 0.4),
            tone,
            sideways=True,
        )


def ranges(c: Canvas) -> None:
    """A band of past values with this year's line through it, and rain as bars below."""
    p, rng = c.palette, c.rng
    _grid(c)
    count = 48
    middle = _smooth(_series(c, count, 0.4, 0.72, 1.2))
    wide = _smooth([rng.uniform(0.07, 0.2) for _ in range(count)])
    for share, tone in ((1.0, mix(p.mid, p.paper, 0.65)), (0.5, mix(p.mid, p.paper, 0.35))):
        upper = _plot(c, [m + w * share for m, w in zip(middle, wide, strict=True)])
        lower = _plot(c, [m - w * share for m, w in zip(middle, wide, strict=True)])
        c.polygon(upper + lower[::-1], tone)
    c.line(_plot(c, middle), p.deep, 4)
    actual = _plot(c, [m + rng.gauss(0, 0.03) + 0.2 * math.sin(i / 7) * i / count for i, m in enumerate(middle)])[
        : rng.randint(32, 46)
    ]
    pitch = (c.w - 2 * LEFT) / count
    for i in range(count):
        tall = 130 * rng.random() ** 2.2
        c.rect(LEFT + pitch * (i + 0.2), FLOOR - tall, pitch * 0.6, tall, p.deep, 0.85)
    c.rope(actual, p.accent, 9)
    c.disc(*actual[-1], 20, p.paper)
    c.disc(*actual[-1], 15, p.accent)
    _ticks(c, 12)
