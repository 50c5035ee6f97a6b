"""Gardens seen from above: channels, pools, beds, paving and the shadows of trees."""

import math

from PIL import Image

from .canvas import Canvas
from .colours import BLACK, WHITE, Colour, mix
from .curves import oval, regular, star

Box = tuple[float, float, float, float]


_LEAF, _SHADE, _WATER = (124, 156, 104), (44, 84, 62), (92, 168, 176)


def garden(c: Canvas, seed: int) -> None:
    """Plants keep something green under every palette."""
    p, rng = c.palette, c.rng
    p = c.palette = p._replace(deep=mix(p.deep, _SHADE, 0.62), mid=mix(p.mid, _LEAF, 0.62))
    stone = mix(p.paper, p.accent, rng.uniform(0.12, 0.3))
    c.wash(mix(stone, WHITE, 0.2), stone)
    _paving(c, (0, 0, c.w, c.h), stone)
    margin = rng.uniform(70, 110)
    _wall(c, margin, stone)
    (_fourfold, _long_axis, _chequer)[seed % 3](c, margin + 34, stone)
    if seed // 3 % 2:
        _fly_over(c, rng.uniform(1.5, 2.1), math.radians(rng.choice((-1, 1)) * rng.uniform(8, 32)))


def _fly_over(c: Canvas, zoom: float, turn: float) -> None:
    """Look closer and at an angle."""
    w, h = c.image.size
    cos, sin = math.cos(turn) / zoom, math.sin(turn) / zoom
    x = w / 2 + c.rng.uniform(-0.1, 0.1) * w
    matrix = (cos, -sin, x - cos * w / 2 + sin * h / 2, sin, cos, h / 2 - sin * w / 2 - cos * h / 2)
    c.adopt(
        c.image.transform(
            (w, h),
            Image.Transform.AFFINE,
            matrix,
            Image.Resampling.BILINEAR,
            fillcolor=mix(c.palette.deep, c.palette.mid, 0.4),
        )
    )


def _paving(c: Canvas, box: Box, stone: Colour) -> None:
    x, y, w, h = box
    joint, pitch = mix(stone, c.palette.deep, 0.22), 34
    for row in range(int(h / pitch) + 1):
        c.rect(x, y + row * pitch, w, 1.4, joint)
        for column in range(int(w / pitch / 2) + 1):
            c.rect(x + column * 2 * pitch + (row % 2) * pitch, y + row * pitch, 1.4, pitch, joint)


def _wall(c: Canvas, margin: float, stone: Colour) -> None:
    p = c.palette
    c.soft(
        [
            [
                (margin, margin),
                (c.w - margin, margin),
                (c.w - margin, margin + 26),
                (margin + 26, margin + 26),
                (margin + 26, c.h - margin),
                (margin, c.h - margin),
            ]
        ],
        p.ink,
        0.5,
        9,
    )
    brick = mix(p.accent, p.deep, 0.45)
    thick = 24
    for box in (
        (margin - thick, margin - thick, c.w - 2 * margin + 2 * thick, thick),
        (margin - thick, c.h - margin, c.w - 2 * margin + 2 * thick, thick),
        (margin - thick, margin, thick, c.h - 2 * margin),
        (c.w - margin, margin, thick, c.h - 2 * margin),
    ):
        c.rect(*box, brick)
        c.rect(box[0] + 4, box[1] + 4, box[2] - 8, box[3] - 8, mix(brick, p.paper, 0.3))
    for x, y in (
        (margin, margin),
        (c.w - margin, margin),
        (margin, c.h - margin),
        (c.w - margin, c.h - margin),
    ):
        c.polygon(regular(x, y, 52, 8, math.pi / 8), brick)
        c.polygon(regular(x, y, 40, 8, math.pi / 8), mix(brick, p.paper, 0.4))
        c.polygon(star(x, y, 30, 20, 8), brick)
    for x in range(int(margin * 0.2), int(c.w), 74):
        for y in (margin * 0.33, c.h - margin * 0.33):
            _tree(c, x + c.rng.uniform(-8, 8), y, c.rng.uniform(24, 38))


def _fourfold(c: Canvas, margin: float, stone: Colour) -> None:
    """The garden of four quarters, each quartered again."""
    rng = c.rng
    w, h = c.w - 2 * margin, c.h - 2 * margin
    centre_x, centre_y = c.w / 2 + rng.choice((0, 0, -0.12, 0.12)) * w, c.h / 2
    walk = rng.uniform(40, 62)
    for left, right in ((margin, centre_x - walk), (centre_x + walk, margin + w)):
        for top, bottom in ((margin, centre_y - walk), (centre_y + walk, margin + h)):
            _quarter(c, (left, top, right - left, bottom - top), stone, rng.randrange(4))
    _channel(c, (margin - 20, centre_y - 15, w + 40, 30))
    _channel(c, (centre_x - 15, margin - 20, 30, h + 40))
    _pool(c, centre_x, centre_y, rng.uniform(96, 142), rng.choice((4, 8, 8, 12)))
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        reach = (w if dx else h) * 0.3
        _pool(c, centre_x + dx * reach, centre_y + dy * reach, 40, 8)


def _long_axis(c: Canvas, margin: float, stone: Colour) -> None:
    """Terraces along one canal with a row of basins, a pavilion at its end."""
    rng = c.rng
    w, h = c.w - 2 * margin, c.h - 2 * margin
    centre, walk = c.h / 2, rng.uniform(74, 104)
    count = rng.randint(3, 5)
    span = w / count
    for i in range(count):
        for top, tall in ((margin, centre - walk - margin), (centre + walk, margin + h - centre - walk)):
            _quarter(c, (margin + span * i + 14, top, span - 28, tall), stone, rng.randrange(4))
    _channel(c, (margin - 20, centre - 34, w + 40, 68))
    for i in range(count + 1):
        x = margin + span * i
        _channel(c, (x - 8, margin, 16, h))
        if 0 < i < count:
            _pool(c, x, centre, 76, (8, 12, 4)[i % 3])
    side = rng.choice((margin + 90, margin + w - 90))
    _pavilion(c, side, centre, 118)


def _chequer(c: Canvas, margin: float, stone: Colour) -> None:
    """Many small plots, no two neighbours alike, around a wide basin."""
    rng = c.rng
    w, h = c.w - 2 * margin, c.h - 2 * margin
    columns, rows = rng.choice(((6, 4), (5, 3), (7, 4)))
    step_x, step_y = w / columns, h / rows
    for column in range(columns):
        for row in range(rows):
            box = (margin + column * step_x + 13, margin + row * step_y + 13, step_x - 26, step_y - 26)
            _plot(c, box, (column + 2 * row + rng.randrange(2)) % 5)
    for column in range(1, columns):
        _channel(c, (margin + column * step_x - 5, margin, 10, h))
    for row in range(1, rows):
        _channel(c, (margin, margin + row * step_y - 5, w, 10))
    x = margin + step_x * rng.randint(1, columns - 1)
    y = margin + step_y * rng.randint(1, rows - 1)
    _pool(c, x, y, min(step_x, step_y) * 0.6, rng.choice((8, 12)))


def _quarter(c: Canvas, box: Box, stone: Colour, kind: int) -> None:
    p = c.palette
    x, y, w, h = box
    c.rect(x - 6, y - 6, w + 12, h + 12, mix(stone, p.deep, 0.35))
    if kind == 0 or min(w, h) < 160:
        _plot(c, box, c.rng.randrange(5))
        return
    gap = 18
    c.rect(x, y, w, h, stone)
    columns, rows = (2, 2) if kind < 3 else (3, 2)
    pw, ph = (w - gap * (columns - 1)) / columns, (h - gap * (rows - 1)) / rows
    for i in range(columns):
        for j in range(rows):
            _plot(c, (x + i * (pw + gap), y + j * (ph + gap), pw, ph), (i + j + kind) % 2 * 2 + kind % 3)
    if columns == 2:
        _pool(c, x + w / 2, y + h / 2, 34, 8)


def _plot(c: Canvas, box: Box, kind: int) -> None:
    """A bed: orchard, flowers, clipped knot, furrows or lawn with a star."""
    p, rng = c.palette, c.rng
    x, y, w, h = box
    lawn = mix(p.mid, p.deep, rng.uniform(0.15, 0.5))
    c.shaded([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], mix(lawn, p.paper, 0.14), lawn)
    c.rect(x, y, w, 5, BLACK, 0.18)
    c.rect(x, y, 5, h, BLACK, 0.14)
    cx, cy, r = x + w / 2, y + h / 2, min(w, h) / 2
    if kind == 1:
        _flowers(c, box)
    elif kind == 2:
        for k, tone in enumerate((mix(lawn, p.ink, 0.35), p.accent, mix(lawn, p.paper, 0.5), p.deep)):
            c.polygon(star(cx, cy, r * (0.9 - 0.2 * k), r * (0.62 - 0.14 * k), 8), tone)
    elif kind == 3:
        for k in range(int(h / 13)):
            c.rect(x + 10, y + 9 + k * 13, w - 20, 6, mix(p.accent if k % 4 == 1 else p.deep, lawn, 0.25))
    else:
        columns, rows = max(1, int(w / 62)), max(1, int(h / 62))
        for i in range(columns):
            for j in range(rows):
                _tree(
                    c,
                    x + w * (i + 0.5) / columns + rng.uniform(-5, 5),
                    y + h * (j + 0.5) / rows + rng.uniform(-5, 5),
                    rng.uniform(18, 27),
                )


def _flowers(c: Canvas, box: Box) -> None:
    p, rng = c.palette, c.rng
    x, y, w, h = box
    tones = (p.accent, p.paper, mix(p.accent, p.paper, 0.5), mix(p.accent, p.deep, 0.3))
    for _ in range(int(w * h / 210)):
        tone = rng.choice(tones)
        c.disc(x + rng.uniform(8, w - 8), y + rng.uniform(8, h - 8), rng.uniform(2.2, 5.5), tone)


def _tree(c: Canvas, x: float, y: float, r: float) -> None:
    """A crown from above with its shadow, leaf clumps and a lit side."""
    p, rng = c.palette, c.rng
    leaf = mix(p.deep, rng.choice((p.mid, p.mid, p.accent)), rng.uniform(0.05, 0.5))
    c.oval(x + r * 0.45, y + r * 0.55, r * 1.02, r * 0.95, p.ink, 0.35)
    turn = rng.uniform(0, 1)
    for k in range(7):
        a = math.tau * k / 7 + turn
        c.disc(x + r * 0.55 * math.cos(a), y + r * 0.55 * math.sin(a), r * 0.48, mix(leaf, p.ink, 0.2))
    c.disc(x, y, r * 0.74, leaf)
    for k in range(5):
        a = math.tau * k / 5 + turn * 2
        c.disc(
            x - r * 0.14 + r * 0.38 * math.cos(a),
            y - r * 0.16 + r * 0.38 * math.sin(a),
            r * 0.24,
            mix(leaf, p.paper, 0.22),
        )
    c.disc(x - r * 0.24, y - r * 0.28, r * 0.24, mix(leaf, p.paper, 0.42))


def _channel(c: Canvas, box: Box) -> None:
    p, rng = c.palette, c.rng
    x, y, w, h = box
    water = mix(mix(p.mid, _WATER, 0.7), p.paper, 0.3)
    c.rect(x - 5, y - 5, w + 10, h + 10, mix(p.paper, p.deep, 0.3))
    c.rect(x, y, w, h, water)
    for _ in range(int(max(w, h) / 26)):
        reach = rng.uniform(8, 30)
        if w > h:
            c.rect(x + rng.uniform(0, w - reach), y + rng.uniform(0.15, 0.85) * h, reach, 2, WHITE, 0.6)
        else:
            c.rect(x + rng.uniform(0.15, 0.85) * w, y + rng.uniform(0, h - reach), 2, reach, WHITE, 0.6)


def _pool(c: Canvas, x: float, y: float, r: float, sides: int) -> None:
    p, rng = c.palette, c.rng
    turn = math.pi / sides
    c.polygon(regular(x, y, r * 1.34, sides, turn), mix(p.paper, p.deep, 0.22))
    c.polygon(regular(x, y, r * 1.26, sides, turn), mix(p.paper, p.accent, 0.3))
    c.polygon(star(x, y, r * 1.26, r * 1.08, sides, 0), mix(p.accent, p.paper, 0.2))
    c.polygon(regular(x, y, r, sides, turn), mix(p.deep, _WATER, 0.3))
    c.shaded(
        regular(x + r * 0.03, y + r * 0.04, r * 0.93, sides, turn), mix(_WATER, p.deep, 0.4), mix(_WATER, p.paper, 0.45)
    )
    for k in range(1, 4):
        c.ring(x, y, r * 0.24 * k, WHITE, 2, 0.55 - 0.1 * k)
    c.polygon(star(x, y, r * 0.17, r * 0.1, 8), mix(p.accent, WHITE, 0.4))
    for _ in range(int(r / 16)):
        turn = rng.uniform(0, math.tau)
        c.polygon(oval(x + r * 0.68 * math.cos(turn), y + r * 0.68 * math.sin(turn), r * 0.09, r * 0.07), p.deep)


def _pavilion(c: Canvas, x: float, y: float, r: float) -> None:
    p = c.palette
    c.soft([regular(x + 18, y + 22, r, 8, math.pi / 8)], p.ink, 0.6, 12)
    tile = mix(p.accent, p.deep, 0.25)
    corners = regular(x, y, r, 8, math.pi / 8)
    for k, (a, b) in enumerate(zip(corners, corners[1:] + corners[:1], strict=True)):
        facing = 0.5 + 0.5 * math.cos(math.tau * (k + 1) / 8 - math.radians(225))
        c.polygon([a, b, (x, y)], mix(mix(tile, p.ink, 0.3), mix(tile, WHITE, 0.4), facing))
    for k in range(1, 5):
        ring = regular(x, y, r * k / 5, 8, math.pi / 8)
        c.line([*ring, ring[0]], mix(tile, p.ink, 0.35), 1.5, 0.5)
    c.disc(x, y, r * 0.16, mix(p.accent, WHITE, 0.5))
    c.disc(x - r * 0.04, y - r * 0.04, r * 0.07, WHITE)
