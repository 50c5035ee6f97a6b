"""Woven cloth, drawn knot by knot on a small grid and enlarged under a thread texture."""

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops

from .canvas import Canvas
from .colours import WHITE, Colour, Palette, mix

Weave = Callable[[int, int], Colour]


def textile(c: Canvas, seed: int) -> None:
    columns = c.rng.choice((150, 180, 216))
    rows = round(columns * c.h / c.w)
    weave = (kilim, carpet, ikat, lattice)[seed % 4](c.rng, c.palette, columns, rows)
    rng, sheet = c.rng, Image.new("RGB", (columns, rows))
    fade = [rng.uniform(-0.05, 0.05) for _ in range(rows)]
    knots = []
    for y in range(rows):
        # Dye lots differ a little from row to row, as in cloth woven over months.
        for x in range(columns):
            shift = fade[y // 3] + rng.uniform(-0.045, 0.045)
            knots.append(mix(weave(x, y), WHITE if shift > 0 else c.palette.ink, abs(shift) * 1.6))
    sheet.putdata(knots)
    c.image.paste(sheet.resize(c.image.size, Image.Resampling.NEAREST))
    _threads(c, columns, rows)
    _folds(c)


def _threads(c: Canvas, columns: int, rows: int) -> None:
    """Shade every knot as a thread that rises and dips, neighbours in opposite phase."""
    wide, tall = c.image.width / columns, c.image.height / rows
    cell = 8
    tile = Image.new("L", (2 * cell, 2 * cell))
    tile.putdata(
        [
            round(
                148
                + 78 * math.sin(math.pi * ((y + cell * (x // cell)) % cell + 0.5) / cell) ** 0.6
                + 29 * math.sin(math.pi * (x % cell + 0.5) / cell)
            )
            for y in range(2 * cell)
            for x in range(2 * cell)
        ]
    )
    strip = Image.new("L", (columns * cell // 2 * 2, rows * cell // 2 * 2))
    for x in range(0, strip.width, 2 * cell):
        strip.paste(tile, (x, 0))
    row = strip.crop((0, 0, strip.width, 2 * cell))
    for y in range(2 * cell, strip.height, 2 * cell):
        strip.paste(row, (0, y))
    scale = (wide / cell, tall / cell)
    shade = strip.resize((round(strip.width * scale[0]), round(strip.height * scale[1])), Image.Resampling.BILINEAR)
    shade = shade.resize(c.image.size, Image.Resampling.NEAREST) if shade.size != c.image.size else shade
    c.adopt(ImageChops.multiply(c.image, Image.merge("RGB", [shade] * 3)))


def _folds(c: Canvas) -> None:
    """Broad soft light, so the cloth seems to lie rather than to be printed."""
    rng = c.rng
    lean, x = rng.uniform(-300, 300), rng.uniform(-100, 200)
    while x < c.w:
        wide = rng.uniform(60, 150)
        c.soft(
            [[(x, 0), (x + wide, 0), (x + wide + lean, c.h), (x + lean, c.h)]],
            rng.choice((c.palette.ink, WHITE)),
            rng.uniform(0.06, 0.15),
            60,
        )
        x += wide + rng.uniform(260, 520)


def _tones(rng: random.Random, p: Palette) -> list[Colour]:
    tones = [p.deep, p.accent, p.mid, p.paper, mix(p.accent, p.ink, 0.45), mix(p.mid, p.paper, 0.5), p.ink]
    rng.shuffle(tones)
    return tones


def _diamond(x: int, y: int, half: int, tall: int, tones: list[Colour], step: int = 2) -> Colour:
    """Nested stepped diamonds, repeated every `2 * half` knots."""
    dx, dy = abs(x % (2 * half) - half) // step * step, abs(y - tall // 2) // step * step
    ring = int((dx / half + dy / (tall / 2)) * 4.6)
    return tones[ring % len(tones)]


def kilim(rng: random.Random, p: Palette, columns: int, rows: int) -> Weave:
    """Bands of diamonds, zigzags, combs and triangles between plain stripes."""
    bands: list[tuple[int, int, int, int, list[Colour]]] = []
    y = 0
    while y < rows:
        stripe = rng.choice((2, 3, 4))
        bands.append((y, stripe, 0, 1, [rng.choice((p.ink, p.paper, p.accent))] * 7))
        y += stripe
        tall = rng.choice((10, 14, 18, 26, 34))
        bands.append((y, tall, rng.randint(1, 4), rng.choice((6, 9, 12, 15)), _tones(rng, p)))
        y += tall
    table = {row: band for band in bands for row in range(band[0], band[0] + band[1])}

    def at(x: int, row: int) -> Colour:
        top, tall, kind, half, tones = table[row]
        v = row - top
        if kind == 0:
            return tones[0]
        if kind == 1:
            return _diamond(x, v, half, tall, tones)
        if kind == 2:
            wave = abs(x % (2 * half) - half) * tall // (3 * half)
            return tones[(v + wave) * 4 // tall % 4]
        if kind == 3:
            return tones[0] if abs(x % half - half // 2) * 2 < half * v / tall else tones[1]
        comb = x % 6 < 3 and (v < tall * 0.35 or v > tall * 0.65)
        return tones[2] if comb else tones[0] if tall * 0.42 < v < tall * 0.58 else tones[1]

    return at


def carpet(rng: random.Random, p: Palette, columns: int, rows: int) -> Weave:
    """Borders around a field with a stepped medallion and its quarters in the corners."""
    tones, border = _tones(rng, p), rng.randint(18, 26)
    field, ground = (p.deep, p.accent) if rng.random() < 0.5 else (mix(p.accent, p.ink, 0.4), p.paper)
    mid_x, mid_y = columns / 2, rows / 2
    reach_x, reach_y = columns * rng.uniform(0.26, 0.36), rows * rng.uniform(0.3, 0.4)
    spacing = rng.choice((10, 12, 14))

    def edge(x: int, y: int, depth: int) -> Colour:
        along = x if min(y, rows - 1 - y) <= min(x, columns - 1 - x) else y
        if depth < 3 or border - 4 < depth:
            return tones[1] if (along // 2) % 2 else tones[3]
        if depth in (3, border - 4):
            return p.ink
        cell = border - 7
        return _diamond(along, depth - 4, cell // 2, cell, [tones[0], tones[3], tones[2]])

    def at(x: int, y: int) -> Colour:
        depth = min(x, y, columns - 1 - x, rows - 1 - y)
        if depth < border:
            return edge(x, y, depth)
        dx, dy = abs(x - mid_x) // 2 * 2, abs(y - mid_y) // 2 * 2
        ring = dx / reach_x + dy / reach_y + 0.06 * (int(dx + dy) // 6 % 2)
        corner = (mid_x - border - dx) / reach_x + (mid_y - border - dy) / reach_y
        if ring < 1 or corner < 0.62:
            return tones[int((ring if ring < 1 else corner + 0.3) * 7) % 7]
        bud = abs(x % spacing - spacing // 2) + abs((y + x // spacing % 2 * (spacing // 2)) % spacing - spacing // 2)
        return ground if bud < 2 else mix(ground, field, 0.4) if bud == 3 else field

    return at


def ikat(rng: random.Random, p: Palette, columns: int, rows: int) -> Weave:
    """Warps dyed before weaving: tall motifs whose edges flicker up and down."""
    tones = _tones(rng, p)
    slips = [rng.randint(-4, 4) for _ in range(columns)]
    half, tall = rng.choice((18, 25, 30)), rng.choice((44, 60))
    stripe = rng.choice((0, 6, 9))

    def at(x: int, y: int) -> Colour:
        u = x % (2 * half) - half
        if stripe and abs(u) > half - stripe:
            return tones[5] if abs(u) % 3 else tones[6]
        v = (y + slips[x] + (x // (2 * half) % 2) * tall // 2) % tall - tall / 2
        place = (abs(u) / half) ** 1.3 + (abs(v) / (tall / 2)) ** 1.6
        return tones[min(6, int(place * 3.4))]

    return at


def lattice(rng: random.Random, p: Palette, columns: int, rows: int) -> Weave:
    """A net of lozenges, each holding an eight-pointed flower, in changing colours."""
    tones, half = _tones(rng, p), rng.choice((14, 18, 22))
    ground = rng.choice((p.deep, p.ink, mix(p.accent, p.ink, 0.3)))
    fillings: dict[tuple[int, int], Colour] = {}

    def at(x: int, y: int) -> Colour:
        a, b = (x + y) // (2 * half), (x - y) // (2 * half)
        u, v = (x + y) % (2 * half) - half, (x - y) % (2 * half) - half
        if min(half - abs(u), half - abs(v)) < 3:
            return tones[3] if (x // 2 + y // 2) % 2 else p.paper
        body = fillings.setdefault((a, b), rng.choice((ground, ground, tones[0], tones[2])))
        dx, dy = abs(u + v) / 2, abs(u - v) / 2
        bloom = max(dx, dy) < half * 0.42 and (min(dx, dy) < 2 or abs(dx - dy) < 2)
        if dx + dy < 4:
            return p.accent
        return tones[1] if bloom else body if dx + dy < half * 0.86 else mix(body, p.ink, 0.3)

    return at
