"""Towns: skylines by day and night, river fronts and hillsides of houses."""

from .canvas import Canvas
from .colours import BLACK, WHITE, Colour, mix
from .curves import bezier, ground, ridge
from .plants import cypress, palm
from .sky import clouds, sky, stars, sun


def city(c: Canvas, seed: int) -> None:
    (skyline, hillside, night, riverfront)[seed % 4](c)


def skyline(c: Canvas) -> None:
    """Four depths of roofs in daylight haze."""
    p, rng = c.palette, c.rng
    haze = sky(c, c.h)
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(200, 380), rng.uniform(60, 105), haze)
    clouds(c, 80, 320, 5, mix(haze, WHITE, 0.4), 0.4)
    for i in range(4):
        share = i / 3
        _row(
            c,
            720 + 95 * i,
            mix(haze, mix(p.deep, p.ink, 0.5 * share), 0.3 + 0.65 * share),
            0.7 + 0.55 * share,
            haze,
            0.25 + 0.2 * share,
        )
    for _ in range(7):
        palm(c, rng.uniform(0, c.w), c.h + 10, rng.uniform(120, 240), mix(p.ink, BLACK, 0.2))


def night(c: Canvas, *, lamps: bool = True) -> None:
    """Blue hour: dark volumes and warm windows; the same town with its lamps out when asked."""
    p, rng = c.palette, c.rng
    c.wash(p.ink, mix(p.ink, p.deep, 0.8), mix(p.deep, p.accent, 0.5))
    stars(c, 520, 170)
    moon = mix(p.paper, p.accent, 0.2)
    x, y, r = rng.uniform(0.15, 0.85) * c.w, rng.uniform(130, 260), rng.uniform(42, 66)
    c.glow(x, y, r * 5, moon, 0.45)
    c.disc(x, y, r, moon)
    for i in range(4):
        share = i / 3
        _row(
            c,
            700 + 100 * i,
            mix(mix(p.deep, p.accent, 0.25 * (1 - share)), mix(p.ink, BLACK, 0.25), share),
            0.75 + 0.55 * share,
            mix(p.accent, p.deep, 0.4),
            0.35 + 0.3 * share,
            lamps=lamps,
        )


def riverfront(c: Canvas) -> None:
    """A row of façades on the quay, repeated in the river."""
    p, rng = c.palette, c.rng
    shore = rng.uniform(600, 680)
    haze = sky(c, shore, rng.choice((1, 3, 2)))
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(180, 330), rng.uniform(50, 90), haze)
    clouds(c, 60, 260, 5, mix(haze, WHITE, 0.4), 0.4)
    body = mix(haze, p.deep, 0.25)
    c.shaded(ground(ridge(rng, c.w, shore, 230, 0.45), shore), body, mix(body, haze, 0.6))
    for i in range(3):
        share = i / 2
        _row(
            c,
            shore - 60 + 26 * i,
            mix(haze, mix(p.deep, p.ink, 0.3 * share), 0.35 + 0.55 * share),
            0.62 + 0.25 * share,
            haze,
            0.5,
            lamps=share > 0.4,
            floor=shore + 2,
        )
    c.rect(0, shore - 12, c.w, 16, mix(p.ink, p.deep, 0.4))
    c.mirror(shore + 3, c.h - shore - 3, 16)
    c.shaded([(0, shore + 3), (c.w, shore + 3), (c.w, c.h), (0, c.h)], p.deep, p.ink, alpha=0.42)
    for _ in range(130):
        t = rng.random()
        x, y = rng.uniform(0, c.w), shore + 8 + (c.h - shore) * t
        c.line([(x, y), (x + 20 + 90 * t, y)], haze, 1 + 2 * t, 0.22)
    _bridge(c, shore, rng.uniform(0.1, 0.5) * c.w)


def _bridge(c: Canvas, shore: float, start: float) -> None:
    p = c.palette
    stone = mix(p.ink, p.deep, 0.5)
    top, floor = shore + 40, shore + 150
    c.rect(0, top, c.w, 24, stone)
    c.rect(0, top, c.w, 5, mix(p.accent, p.paper, 0.3))
    pitch = 190
    for i in range(-3, 10):
        x = start % pitch + i * pitch
        pier = [(x - 16, top), (x + 16, top), (x + 20, floor), (x - 20, floor)]
        arch = bezier((x + 20, floor - 6), (x + 30, top + 14), (x + pitch - 30, top + 14), (x + pitch - 20, floor - 6))
        c.polygon([(x + 14, top + 8), *arch, (x + pitch - 14, top + 8)], stone)
        c.line(arch, mix(stone, p.paper, 0.35), 3)
        c.polygon(pier, mix(stone, p.ink, 0.3))
        c.line([(x - 26, floor + 4), (x + 26, floor + 4)], p.paper, 3, 0.4)


def _row(
    c: Canvas,
    base: float,
    body: Colour,
    scale: float,
    haze: Colour,
    glaze: float,
    *,
    lamps: bool = False,
    floor: float | None = None,
) -> None:
    """One depth of buildings standing on `base`."""
    rng, p, floor = c.rng, c.palette, floor or c.h
    x = rng.uniform(-90, 0)
    while x < c.w:
        wide = rng.uniform(60, 150) * scale
        tall = rng.choice((rng.uniform(50, 150), rng.uniform(90, 230), rng.uniform(150, 330))) * scale
        roof = base - tall
        tone = mix(body, rng.choice((p.mid, p.accent, body, p.deep)), rng.uniform(0, 0.16))
        c.shaded(
            [(x, roof), (x + wide, roof), (x + wide, floor), (x, floor)],
            mix(tone, haze, 0.1),
            tone,
            mix(tone, haze, glaze * 0.6),
        )
        c.shaded(
            [(x + wide * 0.72, roof), (x + wide, roof), (x + wide, floor), (x + wide * 0.72, floor)],
            mix(tone, p.ink, 0.3),
            mix(tone, haze, glaze * 0.5),
            alpha=0.5,
        )
        c.rect(x - 3 * scale, roof - 5 * scale, wide + 6 * scale, 6 * scale, mix(tone, haze, 0.25))
        _roof(c, x, roof, wide, tone, mix(tone, haze, 0.35))
        _windows(c, x, roof, wide, base - roof, scale, tone, lamps)
        x += wide + rng.choice((0, 0, rng.uniform(3, 26)))


def _roof(c: Canvas, x: float, y: float, wide: float, tone: Colour, lit: Colour) -> None:
    rng = c.rng
    kind = rng.randrange(9)
    if kind < 2:
        dome(c, x + wide / 2, y - 4, wide * rng.uniform(0.28, 0.46), tone, lit)
    elif kind == 2:
        windcatcher(c, x + wide * rng.uniform(0.3, 0.7), y, wide * 0.34, tone, lit)
    elif kind == 3:
        for k in range(3):
            dome(c, x + wide * (k + 0.5) / 3, y - 3, wide * 0.15, tone, lit)
    elif kind == 4:
        for k in range(7):
            c.rect(x + wide * (k + 0.2) / 7, y - wide * 0.11, wide * 0.09, wide * 0.12, tone)
    elif kind == 5:
        c.rect(x + wide * 0.2, y - wide * 0.4, wide * 0.45, wide * 0.42, tone)
        c.rect(x + wide * 0.2, y - wide * 0.44, wide * 0.49, wide * 0.06, lit)
    elif kind == 6:
        for k in range(2):
            c.line([(x + wide * (0.3 + 0.3 * k), y), (x + wide * (0.3 + 0.3 * k), y - wide * 0.5)], tone, 2.5)


def dome(c: Canvas, x: float, y: float, r: float, tone: Colour, lit: Colour) -> None:
    """A slightly pointed dome on a drum, lit from the left."""
    c.rect(x - r * 1.08, y - r * 0.28, r * 2.16, r * 0.34, tone)
    y -= r * 0.26
    left = bezier((x - r, y), (x - r * 1.12, y - r * 0.75), (x - r * 0.4, y - r * 1.02), (x, y - r * 1.32))
    right = [(2 * x - px, py) for px, py in left[::-1]]
    c.shaded(left + right, lit, tone, mix(tone, lit, 0.2), sideways=True)
    c.rect(x - r * 0.03, y - r * 1.6, r * 0.06, r * 0.36, tone)
    c.disc(x, y - r * 1.6, r * 0.07, lit)


def windcatcher(c: Canvas, x: float, y: float, wide: float, tone: Colour, lit: Colour) -> None:
    """The square tower with slots that brings wind down into a house."""
    tall = wide * 2.1
    c.rect(x - wide / 2, y - tall, wide, tall, tone)
    c.rect(x - wide * 0.58, y - tall - wide * 0.1, wide * 1.16, wide * 0.14, lit)
    for k in range(4):
        c.rect(x - wide * 0.38 + wide * 0.22 * k, y - tall * 0.9, wide * 0.1, tall * 0.44, mix(tone, BLACK, 0.35))
    for k in range(3):
        c.rect(x - wide * 0.7, y - tall * (0.3 + 0.12 * k), wide * 1.4, wide * 0.04, tone)


def _windows(
    c: Canvas, x: float, roof: float, wide: float, tall: float, scale: float, tone: Colour, lamps: bool
) -> None:
    rng, p = c.rng, c.palette
    glass = rng.choice((mix(tone, p.ink, 0.4), mix(tone, p.paper, 0.35)))
    gap, pane = 24 * scale, rng.choice((8, 10, 13)) * scale
    height = pane * rng.choice((1.3, 1.8))
    arched, density = rng.random() < 0.4, rng.uniform(0.35, 0.85)
    columns = max(1, int((wide - 12 * scale) / gap))
    inset = (wide - columns * gap) / 2 + (gap - pane) / 2
    for row in range(int((tall + 40) / (gap * 1.25))):
        for column in range(columns):
            if rng.random() > density:
                continue
            wx, wy = x + inset + column * gap, roof + 16 * scale + row * gap * 1.25
            lamp = (rng.random() < 0.62, mix(p.accent, p.paper, rng.uniform(0, 0.55)))
            tint = lamp[1] if lamps and lamp[0] else glass
            c.rect(wx, wy, pane, height, tint)
            if arched:
                c.disc(wx + pane / 2, wy, pane / 2, tint)


def hillside(c: Canvas) -> None:
    """Cubic houses piled up a slope, each with a lit and a shaded wall."""
    p, rng = c.palette, c.rng
    haze = sky(c, 700)
    sun(c, rng.uniform(0.15, 0.85) * c.w, rng.uniform(130, 230), rng.uniform(48, 80), haze)
    clouds(c, 60, 250, 4, mix(haze, WHITE, 0.4), 0.45)
    body = mix(haze, p.deep, 0.3)
    c.shaded(ground(ridge(rng, c.w, 560, 230, 0.48), c.h), body, mix(body, haze, 0.6))
    summit, spread = rng.uniform(0.3, 0.7) * c.w, rng.uniform(0.5, 0.8) * c.w
    walls = (
        p.paper,
        mix(p.paper, p.accent, 0.3),
        mix(p.paper, p.mid, 0.3),
        mix(p.accent, p.paper, 0.45),
        mix(p.mid, p.paper, 0.25),
    )
    for row in range(11):
        share = row / 10
        x = -80.0
        while x < c.w + 20:
            wide = rng.uniform(52, 98) * (0.62 + 0.6 * share)
            lift = 260 * max(0.0, 1 - ((x - summit) / spread) ** 2) * (1 - share)
            y = 560 + 430 * share - lift + rng.uniform(-16, 16)
            if rng.random() < 0.07:
                cypress(c, x, y + 40, rng.uniform(80, 140) * (0.5 + 0.6 * share), mix(p.deep, p.ink, 0.5), p.deep)
            _house(c, x, y, wide, wide * rng.uniform(0.8, 1.5), mix(haze, rng.choice(walls), 0.4 + 0.6 * share))
            x += wide * rng.uniform(0.82, 1.02)


def _house(c: Canvas, x: float, y: float, wide: float, tall: float, wall: Colour) -> None:
    p, rng = c.palette, c.rng
    turn = wide * rng.uniform(0.55, 0.75)
    shade = mix(wall, p.deep, 0.36)
    c.shaded([(x, y), (x + turn, y), (x + turn, y + tall * 2), (x, y + tall * 2)], wall, mix(wall, shade, 0.5))
    c.shaded(
        [(x + turn, y), (x + wide, y - wide * 0.06), (x + wide, y + tall * 2), (x + turn, y + tall * 2)],
        shade,
        mix(shade, p.ink, 0.25),
    )
    c.polygon(
        [(x, y), (x + wide * 0.34, y - wide * 0.1), (x + wide, y - wide * 0.06), (x + turn, y)], mix(wall, WHITE, 0.35)
    )
    if rng.random() < 0.14:
        dome(c, x + turn * 0.5, y + 2, turn * 0.36, mix(wall, p.deep, 0.2), mix(wall, WHITE, 0.4))
    glass, pane = mix(p.deep, p.ink, 0.4), wide * 0.12
    for _ in range(rng.randint(1, 3)):
        wx, wy = x + rng.uniform(0.1, 0.75) * turn, y + rng.uniform(0.16, 0.5) * tall
        c.rect(wx, wy, pane, pane * 1.5, glass)
        if rng.random() < 0.5:
            c.disc(wx + pane / 2, wy, pane / 2, glass)
    if rng.random() < 0.3:
        c.rect(x + turn * 0.35, y + tall * 0.55, pane * 1.7, tall * 0.5, rng.choice((p.deep, p.accent, p.mid)))
