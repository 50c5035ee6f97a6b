"""Written leaves: pen strokes without words, gold rules, headpieces and figures."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, oval, star

_UPRIGHT, _BOWL, _BED, _TEETH, _LOOP, _TAIL = range(6)  # too few shapes to spell a word by accident


def manuscript(c: Canvas, seed: int) -> None:
    p, rng = c.palette, c.rng
    table = rng.choice((p.deep, mix(p.ink, p.deep, 0.4), mix(p.mid, p.deep, 0.5), mix(p.accent, p.ink, 0.45)))
    c.wash(mix(table, WHITE, 0.1), table, mix(table, p.ink, 0.3))
    c.glow(rng.uniform(0.1, 0.6) * c.w, 60, 1200, mix(p.accent, p.paper, 0.5), 0.3)
    if seed % 3 == 0:
        _book(c)
    elif seed % 3 == 1:
        _detail(c)
    else:
        _leaves(c)


def _paper(c: Canvas) -> Colour:
    return mix(mix(c.palette.paper, (236, 214, 170), 0.55), WHITE, c.rng.uniform(0, 0.2))


def _leaf(c: Canvas, x: float, y: float, w: float, h: float, sheet: Colour) -> None:
    c.soft(
        [[(x + 8, y + 16), (x + w + 14, y + 16), (x + w + 14, y + h + 22), (x + 8, y + h + 22)]], c.palette.ink, 0.6, 20
    )
    c.shaded([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], sheet, mix(sheet, (190, 150, 100), 0.14))
    for _ in range(9):
        c.oval(
            x + c.rng.uniform(0.04, 0.96) * w,
            y + c.rng.uniform(0.04, 0.96) * h,
            c.rng.uniform(2, 7),
            c.rng.uniform(2, 6),
            (150, 110, 70),
            0.1,
        )


def _book(c: Canvas) -> None:
    """An open volume: text facing a headpiece or a figure."""
    p, rng = c.palette, c.rng
    w, h, y = rng.uniform(520, 600), rng.uniform(740, 820), 100
    middle, sheet = c.w / 2, _paper(c)
    c.polygon(
        [
            (middle - w - 26, y - 18),
            (middle + w + 26, y - 18),
            (middle + w + 26, y + h + 26),
            (middle - w - 26, y + h + 26),
        ],
        mix(p.accent, p.ink, 0.6),
    )
    for side in (-1, 1):
        left = middle - w if side < 0 else middle
        for k in range(4, 0, -1):
            c.rect(left + side * 4 * k, y + 3 * k, w, h, mix(sheet, p.ink, 0.1 + 0.07 * (k % 2)))
        _leaf(c, left, y, w, h, sheet)
    _page(c, middle + 66, y + 70, w - 140, h - 140, headed=True)
    if rng.random() < 0.5:
        _figure(c, middle - w + 74, y + 70, w - 140, h - 140)
    else:
        _page(c, middle - w + 74, y + 70, w - 140, h - 140, headed=False)
    for side in (-1, 1):
        c.shaded(
            [(middle, y), (middle + side * 90, y), (middle + side * 90, y + h), (middle, y + h)],
            *((p.ink, sheet) if side > 0 else (sheet, p.ink)),
            alpha=0.22,
            sideways=True,
        )
    c.line([(middle, y), (middle, y + h)], p.ink, 3, 0.5)


def _leaves(c: Canvas) -> None:
    """Loose folios lying over one another."""
    rng, count = c.rng, c.rng.randint(2, 3)
    w, h = (480, 690) if count == 3 else (590, 800)
    order = list(range(count))
    rng.shuffle(order)
    for i in order:
        x = c.w * (i + 0.5) / count - w / 2 + rng.uniform(-30, 30)
        y = (c.h - h) / 2 + rng.uniform(-60, 60)
        _leaf(c, x, y, w, h, _paper(c))
        if i == order[-1] or rng.random() < 0.6:
            _page(c, x + 64, y + 66, w - 128, h - 132, headed=rng.random() < 0.6)
        else:
            _figure(c, x + 64, y + 66, w - 128, h - 132)


def _detail(c: Canvas) -> None:
    """One page so close that its border fills the picture."""
    p, rng, sheet = c.palette, c.rng, _paper(c)
    c.wash(sheet, mix(sheet, (190, 150, 100), 0.16))
    band = rng.uniform(110, 160)
    tone = rng.choice((p.deep, p.ink, mix(p.accent, p.ink, 0.5)))
    for x, wide in ((0, band), (c.w - band, band)):
        c.rect(x, 0, wide, c.h, tone)
        _scroll(c, [(x + wide / 2, -20), (x + wide / 2, c.h + 20)], wide * 0.3)
        for edge in (x, x + wide):
            c.rect(edge - 7, 0, 14, c.h, mix(p.accent, WHITE, 0.15))
            c.rect(edge - 1, 0, 2.5, c.h, p.ink)
    pitch, y = rng.uniform(52, 70), 40.0
    while y < c.h + 60:
        _line_of_script(c, band + 50, c.w - band - 50, y, pitch * 0.5, mix(sheet, p.accent, 0.5))
        y += pitch
    _letters(c, band + 120, c.w - band - 120)


def _letters(c: Canvas, left: float, right: float) -> None:
    """Large single letters composed for their shapes, as painters of letters do."""
    p, rng = c.palette, c.rng
    shapes = rng.sample((_BOWL, _TAIL, _BED, _BOWL, _LOOP, _TAIL), 4)
    tones = [p.ink, p.deep, mix(p.accent, p.ink, 0.2), p.accent]
    rng.shuffle(tones)
    for i, (kind, tone) in enumerate(zip(shapes, tones, strict=True)):
        size = rng.uniform(300, 430)
        x = right - (right - left) * (0.02 + 0.22 * i)
        _letter(c, x, rng.uniform(500, 660) + 70 * (i % 2), size, tone, size * 1.3, kind)
    for i in range(2):
        x = left + (right - left) * rng.uniform(0.1, 0.9)
        _letter(c, x, rng.uniform(640, 820), rng.uniform(420, 560), tones[i], 400, _UPRIGHT)


def _page(c: Canvas, x: float, y: float, w: float, h: float, *, headed: bool) -> None:
    p, rng = c.palette, c.rng
    gold = mix(p.accent, (190, 140, 60), 0.4)
    for inset, width, tone in ((-16, 5, gold), (-25, 2, p.deep), (-8, 2, p.deep)):
        _frame(c, x + inset, y + inset, w - 2 * inset, h - 2 * inset, tone, width)
    top = y
    if headed:
        _headpiece(c, x - 8, y - 8, w + 16, h * 0.2)
        top = y + h * 0.23
    count = rng.choice((9, 11, 13))
    pitch = (y + h - top) / count
    for i in range(count):
        base = top + pitch * (i + 0.72)
        red = rng.random() < 0.1
        _line_of_script(c, x + 10, x + w - 10, base, pitch * 0.6, mix(p.accent, (150, 30, 30), 0.5) if red else p.ink)
    if rng.random() < 0.6:
        for k in range(rng.randint(3, 7)):
            spot = y + h * 0.3 + 22 * k
            _line_of_script(c, x + w + 30, x + w + 58, spot, 13, mix(p.ink, p.accent, 0.4))


def _frame(c: Canvas, x: float, y: float, w: float, h: float, tone: Colour, width: float) -> None:
    c.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y), (x + 4, y)], tone, width)


def _headpiece(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A panel of interlaced stems and stars under a lobed crest."""
    p, rng = c.palette, c.rng
    gold, field = mix(p.accent, WHITE, 0.15), rng.choice((p.deep, mix(p.deep, p.ink, 0.5)))
    c.rect(x, y, w, h, gold)
    c.rect(x + 7, y + 7, w - 14, h - 14, field)
    _scroll(c, [(x + 10, y + h / 2), (x + w - 10, y + h / 2)], h * 0.26)
    lozenge = [
        (x + w * 0.28, y + h / 2),
        *bezier((x + w * 0.34, y + h * 0.24), (x + w / 2, y + h * 0.12), (x + w * 0.66, y + h * 0.24)),
        (x + w * 0.72, y + h / 2),
        *bezier((x + w * 0.66, y + h * 0.76), (x + w / 2, y + h * 0.88), (x + w * 0.34, y + h * 0.76)),
    ]
    c.polygon(lozenge, mix(p.paper, p.accent, 0.2))
    c.line([*lozenge, lozenge[0]], gold, 5)
    _line_of_script(c, x + w * 0.35, x + w * 0.65, y + h * 0.58, h * 0.2, p.ink)
    for k in range(9):
        c.polygon(star(x + w * (k + 0.5) / 9, y - 16, 11, 5, 4), gold)
        c.line([(x + w * (k + 0.5) / 9, y - 26), (x + w * (k + 0.5) / 9, y - 44)], p.deep, 2)


def _scroll(c: Canvas, ends: list[Point], swing: float) -> None:
    """A winding stem with leaves and flowers in its bends."""
    p = c.palette
    (x0, y0), (x1, y1) = ends
    length = math.dist(*ends)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    turns = max(3, round(length / (swing * 3.4)))

    def at(t: float, off: float) -> Point:
        return x0 + ux * length * t - uy * off, y0 + uy * length * t + ux * off

    gold = mix(p.accent, p.paper, 0.3)
    for phase, tone in ((0, gold), (math.pi, mix(p.mid, p.paper, 0.35))):
        stem = [at(k / 150, swing * math.sin(math.pi * turns * k / 150 + phase)) for k in range(151)]
        c.line(stem, tone, max(2, swing * 0.09))
    for k in range(turns):
        side = -1 if k % 2 else 1
        x, y = at((k + 0.5) / turns, 0)
        for petal in range(6):
            turn = math.tau * petal / 6
            c.polygon(
                oval(
                    x + swing * 0.3 * math.cos(turn), y + swing * 0.3 * math.sin(turn), swing * 0.27, swing * 0.14, turn
                ),
                p.paper if k % 2 else p.accent,
            )
        c.disc(x, y, swing * 0.14, p.deep)
        for lean in (-0.28, 0.28):
            lx, ly = at((k + 0.5 + lean) / turns, side * swing * 1.12)
            c.polygon(oval(lx, ly, swing * 0.3, swing * 0.12, math.atan2(uy, ux) + lean * 3 * side), gold)


def _line_of_script(c: Canvas, left: float, right: float, base: float, size: float, ink: Colour) -> None:
    """Words of connected bowls, teeth and uprights, written from the right with a slanted nib."""
    rng, x = c.rng, right
    while x > left + size * 0.8:
        word = min(rng.uniform(1.2, 4.2) * size, x - left)
        end, spot = x - word, x
        while spot > end + size * 0.35:
            spot -= _letter(c, spot, base, size, ink, min(size * 1.5, spot - end))
        x = end - rng.uniform(0.22, 0.42) * size


def _letter(c: Canvas, x: float, base: float, size: float, ink: Colour, room: float, kind: int | None = None) -> float:
    """Write one shape leftwards from `x` and return its width."""
    rng, s = c.rng, size
    kind = rng.randrange(6) if kind is None else kind
    if kind == _UPRIGHT:
        _stroke(
            c,
            bezier((x - s * 0.1, base - s * 1.05), (x - s * 0.16, base - s * 0.4), (x - s * 0.12, base)),
            s,
            ink,
        )
        wide = s * 0.34
    elif kind == _BOWL:
        wide = min(room, s * rng.uniform(0.9, 1.5))
        _stroke(
            c,
            bezier(
                (x, base - s * 0.2),
                (x - wide * 0.1, base + s * 0.5),
                (x - wide * 0.8, base + s * 0.5),
                (x - wide, base - s * 0.3),
            ),
            s,
            ink,
        )
        _dots(c, x - wide / 2, base - s * 0.2, s, ink)
    elif kind == _BED:
        wide = min(room, s * rng.uniform(0.8, 1.4))
        _stroke(c, bezier((x, base), (x - wide * 0.5, base + s * 0.16), (x - wide, base - s * 0.04)), s, ink)
        if rng.random() < 0.6:
            _dots(c, x - wide / 2, base + s * rng.choice((-0.36, 0.42)), s, ink)
    elif kind == _TEETH:
        wide = s * 0.62
        for k in range(3):
            _stroke(
                c,
                bezier(
                    (x - k * s * 0.2, base - s * 0.2),
                    (x - (k + 0.4) * s * 0.2, base + s * 0.1),
                    (x - (k + 1) * s * 0.2, base - s * 0.06),
                    steps=6,
                ),
                s,
                ink,
            )
    elif kind == _LOOP:
        wide = s * 0.6
        loop = oval(x - s * 0.26, base - s * 0.16, s * 0.22, s * 0.17, -0.3, 16)
        _stroke(c, [*loop, loop[0], (x - wide, base)], s, ink)
    else:
        wide = min(room, s * 0.7)
        _stroke(
            c,
            bezier((x, base - s * 0.1), (x - wide * 0.1, base + s * 0.32), (x - wide, base + s * 0.55)),
            s,
            ink,
        )
    return wide


def _stroke(c: Canvas, spine: list[Point], size: float, ink: Colour) -> None:
    """Sweep a nib held at an angle along the spine, so that thick and thin follow direction."""
    dx, dy = size * 0.055, -size * 0.075
    for (ax, ay), (bx, by) in zip(spine, spine[1:], strict=False):
        c.polygon([(ax - dx, ay - dy), (ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy)], ink)
        c.line([(ax, ay), (bx, by)], ink, max(1.2, size * 0.02))


def _dots(c: Canvas, x: float, y: float, size: float, ink: Colour) -> None:
    r = size * 0.085
    for k in range(c.rng.randint(1, 2)):
        cx = x - k * r * 2.3
        c.polygon([(cx, y - r), (cx + r, y), (cx, y + r), (cx - r, y)], ink)


def _figure(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A page from a book of science: spheres, rays or a diagram of circles, with notes."""
    p, rng = c.palette, c.rng
    cx, cy, r = x + w / 2, y + h * 0.44, w * 0.44
    tones = (p.deep, mix(p.accent, p.paper, 0.2), mix(p.mid, p.paper, 0.3))
    rings = rng.randint(5, 8)
    _frame(c, x - 16, y - 16, w + 32, h + 32, mix(p.accent, p.ink, 0.2), 4)
    c.disc(cx, cy, r + 10, mix(p.accent, p.paper, 0.55))
    for k in range(rings):
        reach = r * (1 - k / rings)
        c.disc(cx, cy, reach, mix(tones[k % 3], p.paper, 0.25))
        c.ring(cx, cy, reach, p.ink, 2)
        turn = rng.uniform(0, math.tau)
        spot = reach - r / rings / 2
        c.disc(cx + spot * math.cos(turn), cy + spot * math.sin(turn), r * 0.04, p.accent)
        c.ring(cx + spot * math.cos(turn), cy + spot * math.sin(turn), r * 0.04, p.ink, 2)
    for k in range(rng.choice((8, 12, 16))):
        turn = math.tau * k / 16
        c.line([(cx, cy), (cx + r * math.cos(turn), cy + r * math.sin(turn))], p.ink, 1.4, 0.5)
    c.polygon(star(cx, cy, r * 0.15, r * 0.08, 8), p.accent)
    for i in range(3):
        _line_of_script(c, x + 20, x + w - 20, y + h * 0.9 + (i - 1) * h * 0.055, h * 0.027, p.ink)
