"""Portraits as flat busts: no features beyond light on the face, so that they resemble nobody."""

import math

from .bust import HEAD_X, HEAD_Y, beard, face, garment, glasses, mirrored, shoulders, whiskers
from .canvas import Canvas
from .colours import SKIN, WHITE, Colour, mix
from .curves import bezier, oval, regular, star


def portrait(c: Canvas, seed: int) -> None:
    """Even seeds draw women, odd seeds men."""
    p, rng = c.palette, c.rng
    c.grain, c.vignette = 6, 0.12
    skin = SKIN[rng.randrange(len(SKIN))]
    hair = rng.choice(((38, 28, 26), (58, 40, 32), (84, 58, 42), (120, 112, 108), (26, 24, 28)))
    cloth = rng.choice((p.deep, p.ink, mix(p.deep, p.mid, 0.4), mix(p.accent, p.ink, 0.35)))
    backdrop = _backdrop(c, seed // 2 % 4)
    veil = rng.choice((p.paper, mix(p.accent, p.paper, 0.3), mix(p.mid, p.paper, 0.2), mix(p.deep, p.mid, 0.3)))
    if sum(abs(a - b) for a, b in zip(veil, backdrop, strict=True)) < 150:
        veil = mix(p.deep, p.ink, 0.2) if sum(backdrop) > 330 else mix(p.paper, p.accent, 0.15)
    styles = (
        (_headscarf, _long_hair, _bun, _curls, _bob)
        if seed % 2 == 0
        else (_short_hair, _cap, _headcloth, _short_curls, _receding)
    )
    styles[seed // 2 % 5](c, skin, hair, cloth, veil)
    if rng.random() < 0.34:
        glasses(c)


def _backdrop(c: Canvas, kind: int) -> Colour:
    p, rng = c.palette, c.rng
    tone = rng.choice((mix(p.mid, p.paper, 0.35), mix(p.accent, p.paper, 0.35), p.mid, mix(p.accent, p.paper, 0.7)))
    c.wash(mix(tone, WHITE, 0.22), tone, mix(tone, p.deep, 0.14))
    pale = mix(tone, p.paper, 0.4)
    if kind == 0:
        c.disc(500, 440, 350, pale)
    elif kind == 1:
        left = bezier((180, 1000), (180, 520), (210, 190), (500, 60))
        c.polygon(left + [(1000 - x, y) for x, y in left[::-1]], pale)
    elif kind == 2:
        for reach, turn in ((430, 0.0), (300, 0.39)):
            shape = star(500, 430, reach, reach * 0.72, 8, turn)
            c.line([*shape, *shape[:2]], pale, 14)
    else:
        for k in range(6):
            c.ring(500, 430, 180 + 100 * k, pale, 16)
    return tone


def _headscarf(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, veil: Colour) -> None:
    """A scarf framing the face and falling in folds over the shoulders."""
    shadow, lit = mix(veil, c.palette.ink, 0.3), mix(veil, WHITE, 0.3)
    shoulders(c, cloth, 390)
    outer = bezier((HEAD_X, 168), (HEAD_X - 190, 160), (HEAD_X - 232, 330), (HEAD_X - 196, 520))
    fall = bezier((HEAD_X - 196, 520), (HEAD_X - 190, 640), (HEAD_X - 330, 720), (HEAD_X - 300, 860))
    c.shaded(mirrored([*outer, *fall, (HEAD_X - 120, 905), (HEAD_X, 920)]), lit, veil, mix(veil, shadow, 0.5))
    face(c, skin, ears=False)
    for side, tone in ((-1, veil), (1, mix(veil, shadow, 0.5))):
        inner = bezier((HEAD_X, 224), (HEAD_X + side * 150, 226), (HEAD_X + side * 150, 470), (HEAD_X + side * 66, 604))
        rim = bezier((HEAD_X + side * 40, 640), (HEAD_X + side * 220, 560), (HEAD_X + side * 220, 190), (HEAD_X, 176))
        c.polygon(inner + rim, tone)
    c.polygon(
        bezier((402, 540), (470, 640), (560, 636), (604, 530)) + bezier((640, 640), (600, 800), (420, 800), (352, 660)),
        mix(veil, lit, 0.4),
    )
    for k in range(5):
        c.line(
            bezier((360 + 26 * k, 640 + 8 * k), (440 + 10 * k, 760 + 16 * k), (650 + 6 * k, 660 + 40 * k), steps=20),
            shadow,
            6,
            0.4,
        )
    c.line(bezier((HEAD_X - 150, 300), (HEAD_X - 60, 205), (HEAD_X + 90, 215), steps=18), shadow, 5, 0.35)


def _long_hair(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    back = bezier((HEAD_X, 178), (HEAD_X - 230, 170), (HEAD_X - 222, 480), (HEAD_X - 262, 800))
    c.polygon(mirrored([*back, (HEAD_X - 110, 820)]), mix(hair, (0, 0, 0), 0.2))
    garment(c, skin, cloth, spread=370)
    face(c, skin)
    for side, reach, tone in ((-1, 1.0, mix(hair, WHITE, 0.08)), (1, 0.9, hair)):
        part = bezier(
            (HEAD_X + 34, 190), (HEAD_X + side * 60, 250), (HEAD_X + side * 128, 300), (HEAD_X + side * 138, 500)
        )
        lock = bezier((HEAD_X + side * 150, 640), (HEAD_X + side * 250 * reach, 700), (HEAD_X + side * 196, 800))
        edge = bezier(
            (HEAD_X + side * 262, 780), (HEAD_X + side * 190, 560), (HEAD_X + side * 236, 160), (HEAD_X + 34, 176)
        )
        c.polygon(part + lock + edge, tone)


def _bun(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    c.disc(HEAD_X + 20, 178, 84, mix(hair, (0, 0, 0), 0.15))
    c.ring(HEAD_X + 20, 178, 56, mix(hair, WHITE, 0.16), 5)
    c.polygon(oval(HEAD_X, 366, 172, 186), hair)
    garment(c, skin, cloth, spread=360)
    face(c, skin)
    _fringe(c, hair, 300)
    for side in (-1, 1):
        c.disc(HEAD_X + side * 148, HEAD_Y + 72, 12, c.palette.accent)


def _bob(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    back = bezier((HEAD_X, 180), (HEAD_X - 222, 176), (HEAD_X - 214, 400), (HEAD_X - 218, 610))
    c.polygon(mirrored([*back, (HEAD_X - 90, 620)]), mix(hair, (0, 0, 0), 0.15))
    garment(c, skin, cloth, spread=360)
    face(c, skin, ears=False)
    for side in (-1, 1):
        c.polygon(
            bezier((HEAD_X + side * 118, 290), (HEAD_X + side * 140, 420), (HEAD_X + side * 112, 600), steps=12)
            + bezier((HEAD_X + side * 216, 612), (HEAD_X + side * 216, 380), (HEAD_X + side * 150, 230), steps=12),
            hair,
        )
    _fringe(c, hair, 320)


def _fringe(c: Canvas, hair: Colour, low: float) -> None:
    sweep = bezier((HEAD_X - 168, 400), (HEAD_X - 130, low), (HEAD_X + 20, low - 20), (HEAD_X + 70, 214))
    right = bezier((HEAD_X + 70, 214), (HEAD_X + 110, 260), (HEAD_X + 150, 300), (HEAD_X + 166, 400))
    top = bezier((HEAD_X + 176, 360), (HEAD_X + 150, 150), (HEAD_X - 150, 150), (HEAD_X - 176, 360))
    c.polygon(sweep + right + top, hair)
    for k in range(4):
        c.line(
            bezier(
                (HEAD_X + 56 - 8 * k, 206 + 6 * k),
                (HEAD_X - 40 - 16 * k, 236 + 8 * k),
                (HEAD_X - 150, 320 - 22 * k),
                steps=12,
            ),
            mix(hair, WHITE, 0.2),
            4,
            0.6,
        )


def _curls(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    rng = c.rng
    for k in range(110):
        turn, reach = k * 2.4, math.sqrt(k / 110)
        x, y = HEAD_X + 205 * reach * math.cos(turn), 375 + 195 * reach * math.sin(turn)
        c.disc(x, y, rng.uniform(30, 52), mix(hair, (0, 0, 0), rng.uniform(0, 0.25)))
    garment(c, skin, cloth, spread=365)
    face(c, skin)
    for k in range(24):
        x = HEAD_X - 165 + 330 * k / 23
        c.disc(
            x,
            300 - 82 * (1 - ((x - HEAD_X) / 165) ** 2) + rng.uniform(-18, 12),
            rng.uniform(28, 44),
            mix(hair, WHITE, rng.uniform(0, 0.12)),
        )


def _short_hair(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    garment(c, skin, cloth, spread=410)
    face(c, skin)
    whiskers(c, hair)
    left = bezier((HEAD_X - 156, 430), (HEAD_X - 152, 350), (HEAD_X - 128, 320), (HEAD_X - 110, 290))
    front = bezier((HEAD_X - 110, 290), (HEAD_X - 20, 262), (HEAD_X + 70, 306), (HEAD_X + 126, 290))
    right = bezier((HEAD_X + 126, 290), (HEAD_X + 142, 330), (HEAD_X + 152, 360), (HEAD_X + 156, 430))
    top = bezier((HEAD_X + 172, 380), (HEAD_X + 190, 130), (HEAD_X - 160, 120), (HEAD_X - 172, 380))
    c.polygon(left + front + right + top, hair)


def _short_curls(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    rng = c.rng
    garment(c, skin, cloth, spread=410)
    face(c, skin)
    whiskers(c, hair)
    for _ in range(90):
        x = rng.uniform(-158, 158)
        y = 330 - 118 * (1 - (x / 166) ** 2) ** 0.5 + rng.uniform(-26, 22)
        c.disc(HEAD_X + x, y, rng.uniform(18, 32), mix(hair, WHITE, rng.uniform(0, 0.14)))


def _receding(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, _: Colour) -> None:
    grey = mix(hair, (190, 186, 180), 0.55)
    for side in (-1, 1):
        c.oval(HEAD_X + side * 142, HEAD_Y - 36, 36, 84, mix(grey, (0, 0, 0), 0.12))
    garment(c, skin, cloth, spread=405)
    face(c, skin)
    beard(c, grey, 14)
    for side in (-1, 1):
        c.polygon(
            bezier((HEAD_X + side * 154, 460), (HEAD_X + side * 120, 400), (HEAD_X + side * 134, 290), steps=12)
            + bezier((HEAD_X + side * 176, 320), (HEAD_X + side * 182, 400), (HEAD_X + side * 160, 460), steps=12),
            grey,
        )


def _cap(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, veil: Colour) -> None:
    """A round embroidered cap."""
    p = c.palette
    c.polygon(oval(HEAD_X, 380, 158, 120), hair)
    garment(c, skin, cloth, spread=405)
    face(c, skin)
    beard(c, hair, 10)
    band = bezier((HEAD_X - 160, 322), (HEAD_X - 80, 276), (HEAD_X + 80, 276), (HEAD_X + 160, 322))
    top = bezier((HEAD_X + 148, 200), (HEAD_X + 90, 150), (HEAD_X - 90, 150), (HEAD_X - 148, 200))
    c.shaded(band + top, mix(veil, WHITE, 0.25), veil, mix(veil, p.ink, 0.12))
    for k in range(9):
        x = HEAD_X - 132 + 33 * k
        y = 296 - 26 * (1 - ((x - HEAD_X) / 160) ** 2)
        c.polygon(regular(x, y - 12, 13, 4), p.accent if k % 2 else mix(veil, p.deep, 0.7))
    c.line([(x, y - 34) for x, y in band[2:-2]], mix(veil, p.deep, 0.5), 4)


def _headcloth(c: Canvas, skin: Colour, hair: Colour, cloth: Colour, veil: Colour) -> None:
    """A folded headcloth held by a doubled cord."""
    p = c.palette
    shadow = mix(veil, p.ink, 0.25)
    back = bezier((HEAD_X, 160), (HEAD_X - 230, 150), (HEAD_X - 196, 440), (HEAD_X - 268, 800))
    c.shaded(mirrored([*back, (HEAD_X - 90, 830)]), veil, shadow)
    garment(c, skin, cloth, spread=400)
    face(c, skin, ears=False)
    beard(c, hair, 18)
    for side, tone in ((-1, mix(veil, WHITE, 0.25)), (1, mix(veil, shadow, 0.45))):
        fold = bezier((HEAD_X, 268), (HEAD_X + side * 130, 268), (HEAD_X + side * 124, 420), (HEAD_X + side * 168, 560))
        hem = bezier((HEAD_X + side * 150, 790), (HEAD_X + side * 290, 840), (HEAD_X + side * 290, 790), steps=8)
        edge = bezier((HEAD_X + side * 290, 790), (HEAD_X + side * 190, 520), (HEAD_X + side * 236, 160), (HEAD_X, 158))
        c.polygon(fold + hem + edge, tone)
        for k in range(3):
            c.line(
                bezier(
                    (HEAD_X + side * (176 - 8 * k), 380 + 20 * k),
                    (HEAD_X + side * (176 + 6 * k), 560),
                    (HEAD_X + side * (200 + 26 * k), 770),
                    steps=14,
                ),
                shadow,
                5,
                0.5,
            )
    for y in (222, 250):
        c.line(
            bezier(
                (HEAD_X - 196, y + 44),
                (HEAD_X - 110, y - 18),
                (HEAD_X + 110, y - 18),
                (HEAD_X + 196, y + 44),
                steps=24,
            ),
            mix(p.ink, (10, 10, 12), 0.6),
            21,
        )
