"""What every portrait shares: face, neck, shoulders and clothes."""

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier, oval

HEAD_X, HEAD_Y = 500, 420


def mirrored(left: list[Point]) -> list[Point]:
    return left + [(2 * HEAD_X - x, y) for x, y in left[::-1]]


def face(c: Canvas, skin: Colour, *, ears: bool = True) -> None:
    shade = mix(skin, (70, 30, 30), 0.26)
    if ears:
        for side, tone in ((-1, skin), (1, shade)):
            c.oval(HEAD_X + side * 146, HEAD_Y + 18, 24, 40, tone)
    jaw = bezier(
        (HEAD_X - 148, HEAD_Y - 40), (HEAD_X - 146, HEAD_Y + 110), (HEAD_X - 92, HEAD_Y + 186), (HEAD_X, HEAD_Y + 192)
    )
    brow = bezier(
        (HEAD_X, HEAD_Y - 205), (HEAD_X - 110, HEAD_Y - 205), (HEAD_X - 152, HEAD_Y - 140), (HEAD_X - 148, HEAD_Y - 40)
    )
    c.polygon(mirrored(brow + jaw[1:]), skin)
    light = bezier(
        (HEAD_X + 14, HEAD_Y - 205), (HEAD_X + 40, HEAD_Y - 90), (HEAD_X - 6, HEAD_Y - 40), (HEAD_X + 30, HEAD_Y + 48)
    )
    chin = bezier(
        (HEAD_X + 30, HEAD_Y + 52), (HEAD_X - 12, HEAD_Y + 66), (HEAD_X + 26, HEAD_Y + 130), (HEAD_X + 6, HEAD_Y + 192)
    )
    right = [(2 * HEAD_X - x, y) for x, y in (brow + jaw[1:])[::-1]]
    c.polygon(light + chin + right, shade, 0.62)
    for side in (-1, 1):
        brow_line = bezier(
            (HEAD_X + side * 38, HEAD_Y - 34),
            (HEAD_X + side * 68, HEAD_Y - 52),
            (HEAD_X + side * 100, HEAD_Y - 34),
            steps=10,
        )
        c.line(brow_line, mix(shade, (30, 15, 15), 0.5), 9)
    c.line(
        bezier((HEAD_X - 34, HEAD_Y + 112), (HEAD_X, HEAD_Y + 124), (HEAD_X + 34, HEAD_Y + 112), steps=10),
        mix(skin, (120, 40, 40), 0.5),
        8,
    )


def _neck(c: Canvas, skin: Colour) -> None:
    c.polygon(
        [(432, 540), (568, 540), (578, 700), (610, 760), (500, 830), (390, 760), (422, 700)],
        mix(skin, (70, 30, 30), 0.16),
    )
    c.polygon(
        bezier((432, 570), (500, 700), (568, 570), steps=14) + [(568, 620), (500, 690), (436, 640)],
        mix(skin, (60, 25, 25), 0.36),
    )


def shoulders(c: Canvas, cloth: Colour, spread: float) -> list[Point]:
    slope = bezier((HEAD_X - spread, 1010), (HEAD_X - spread + 10, 800), (HEAD_X - 240, 760), (HEAD_X - 108, 700))
    outline = mirrored(slope)
    c.shaded(outline, mix(cloth, WHITE, 0.1), cloth, mix(cloth, (0, 0, 0), 0.18))
    c.polygon([(x, y) for x, y in outline if x >= 500] + [(560, 1010)], (0, 0, 0), 0.12)
    return outline


def garment(c: Canvas, skin: Colour, cloth: Colour, *, spread: float) -> None:
    """A jacket over a shirt, a round collar, or a stand-up collar with a placket."""
    p, rng = c.palette, c.rng
    shoulders(c, cloth, spread)
    _neck(c, skin)
    shirt = mix(p.paper, WHITE, 0.4)
    kind = rng.randrange(3)
    if kind == 0:
        c.polygon([(402, 716), (500, 800), (598, 716), (640, 760), (540, 1010), (460, 1010), (360, 760)], shirt)
        c.polygon([(500, 812), (598, 716), (622, 740), (548, 880)], mix(shirt, p.mid, 0.25))
        c.polygon([(500, 812), (402, 716), (378, 740), (452, 880)], mix(shirt, WHITE, 0.5))
        for side in (-1, 1):
            lapel = [
                (500 + side * a, b)
                for a, b in (
                    (112, 716),
                    (152, 744),
                    (196, 850),
                    (150, 860),
                    (168, 892),
                    (30, 1010),
                    (2, 1010),
                )
            ]
            c.polygon(lapel, mix(cloth, (0, 0, 0) if side > 0 else WHITE, 0.14))
    elif kind == 1:
        band = bezier((388, 706), (400, 850), (600, 850), (612, 706))
        c.line(band, mix(cloth, p.paper, 0.45), 26)
        c.line([(x, y + 38) for x, y in band], mix(cloth, p.accent, 0.5), 6)
    else:
        c.polygon(
            [(396, 690), (500, 770), (604, 690), (618, 740), (500, 850), (382, 740)],
            mix(cloth, p.paper, 0.22),
        )
        c.rect(486, 800, 28, 210, mix(cloth, p.paper, 0.16))
        for k in range(3):
            c.disc(500, 850 + 60 * k, 7, p.accent)


def beard(c: Canvas, hair: Colour, depth: float) -> None:
    cheek = bezier(
        (HEAD_X - 150, HEAD_Y + 10), (HEAD_X - 128, HEAD_Y + 96), (HEAD_X - 86, HEAD_Y + 86), (HEAD_X, HEAD_Y + 78)
    )
    chin = bezier(
        (HEAD_X, HEAD_Y + 192 + depth),
        (HEAD_X - 104, HEAD_Y + 190 + depth),
        (HEAD_X - 152, HEAD_Y + 110),
        (HEAD_X - 150, HEAD_Y + 10),
    )
    c.polygon(
        [*cheek, *[(2 * HEAD_X - x, y) for x, y in cheek[::-1]], *[(2 * HEAD_X - x, y) for x, y in chin[::-1]], *chin],
        hair,
    )
    c.polygon(oval(HEAD_X, HEAD_Y + 116, 40, 9), mix(hair, (190, 110, 100), 0.55))


def whiskers(c: Canvas, hair: Colour) -> None:
    choice = c.rng.random()
    if choice < 0.45:
        beard(c, hair, c.rng.uniform(4, 34))
    elif choice < 0.65:
        for side in (-1, 1):
            c.polygon(
                bezier(
                    (HEAD_X, HEAD_Y + 84),
                    (HEAD_X + side * 30, HEAD_Y + 74),
                    (HEAD_X + side * 62, HEAD_Y + 108),
                    steps=10,
                )
                + [(HEAD_X, HEAD_Y + 104)],
                hair,
            )


def glasses(c: Canvas) -> None:
    ink = mix(c.palette.ink, (0, 0, 0), 0.3)
    for side in (-1, 1):
        c.disc(HEAD_X + side * 68, HEAD_Y + 6, 44, WHITE, 0.16)
        c.ring(HEAD_X + side * 68, HEAD_Y + 6, 48, ink, 8)
        c.line([(HEAD_X + side * 114, HEAD_Y), (HEAD_X + side * 146, HEAD_Y - 8)], ink, 8)
    c.line(bezier((HEAD_X - 22, HEAD_Y), (HEAD_X, HEAD_Y - 14), (HEAD_X + 22, HEAD_Y), steps=8), ink, 8)
