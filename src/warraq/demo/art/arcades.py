"""Arches: vaults receding to a lit garden, and arcades with sunlight on the floor."""

import math

from .canvas import Canvas, Point
from .colours import WHITE, Colour, mix
from .curves import bezier
from .plants import palm


def arch(x: float, floor: float, half: float, spring: float, kind: int) -> list[Point]:
    """The outline of an opening: round, pointed, horseshoe or many-lobed, from foot to foot."""
    if kind == 0:
        head = [(x - half * math.cos(math.pi * k / 30), spring - half * math.sin(math.pi * k / 30)) for k in range(31)]
    elif kind == 1:
        left = bezier(
            (x - half, spring),
            (x - half, spring - half * 0.9),
            (x - half * 0.35, spring - half * 1.15),
            (x, spring - half * 1.45),
        )
        head = left + [(2 * x - px, py) for px, py in left[::-1]]
    elif kind == 2:
        head = [
            (x - half * 1.12 * math.cos(a), spring - half * 0.45 - half * 1.12 * math.sin(a))
            for a in (math.radians(-26 + 232 * k / 36) for k in range(37))
        ]
    else:
        head = []
        for lobe in range(7):
            a0 = math.pi * (lobe + 0.5) / 7
            lx, ly = x - half * 0.86 * math.cos(a0), spring - half * 1.0 * math.sin(a0)
            head += [
                (lx - half * 0.24 * math.cos(a0 + d), ly - half * 0.24 * math.sin(a0 + d))
                for d in (-1.5, -1, -0.5, 0, 0.5, 1, 1.5)
            ]
    return [(x - half, floor), *head, (x + half, floor)]


def arches(c: Canvas, seed: int) -> None:
    (_tunnel if seed % 2 == 0 else _arcade)(c, seed // 2 % 4)


def _tunnel(c: Canvas, kind: int) -> None:
    """Arch within arch towards a lit garden."""
    p, rng = c.palette, c.rng
    x, eye = c.w * rng.uniform(0.42, 0.58), 640
    count = rng.randint(6, 8)
    dark, light = mix(p.deep, p.ink, 0.5), mix(p.accent, p.paper, 0.55)
    c.wash(mix(dark, p.ink, 0.4), dark)
    for i in range(count):
        share = i / (count - 1)
        scale = 0.78**i
        half, floor, spring = 0.42 * c.w * scale, eye + 420 * scale, eye - 90 * scale
        tone = mix(dark, light, share**1.3)
        opening = arch(x, floor, half, spring, kind)
        rim = arch(x, floor, half * 1.07, spring - half * 0.02, kind)
        c.polygon(rim, mix(tone, p.accent, 0.35))
        c.polygon(opening, mix(tone, p.ink, 0.35))
        _voussoirs(c, opening, x, spring, half, mix(tone, p.paper, 0.3))
        c.shaded(opening, mix(tone, light, 0.12), mix(tone, light, 0.3), alpha=0.92)
        c.polygon(
            [
                (x - half, floor),
                (x + half, floor),
                (x + half * 0.72, eye + 420 * scale * 0.78),
                (x - half * 0.72, eye + 420 * scale * 0.78),
            ],
            mix(tone, light, 0.45),
        )
    half, floor, spring = 0.42 * c.w * scale, eye + 420 * scale, eye - 90 * scale
    c.shaded(
        arch(x, floor, half * 0.86, spring, kind),
        mix(p.mid, p.paper, 0.6),
        p.paper,
        mix(p.accent, p.paper, 0.4),
    )
    palm(c, x + half * 0.2, floor, half * 1.5, mix(p.deep, p.mid, 0.3))
    c.glow(x, eye, c.w * 0.4, mix(p.paper, p.accent, 0.2), 0.5)
    beam = [(x - half, floor), (x + half, floor), (x + half * 2.9, c.h), (x - half * 2.1, c.h)]
    c.soft([beam], p.paper, 0.4, 22)


def _voussoirs(c: Canvas, opening: list[Point], x: float, spring: float, half: float, tone: Colour) -> None:
    for k, (px, py) in enumerate(opening[1:-1]):
        if k % 2:
            reach = math.dist((px, py), (x, spring)) or 1
            ux, uy = (px - x) / reach, (py - spring) / reach
            c.line([(px, py), (px + ux * half * 0.07, py + uy * half * 0.07)], tone, half * 0.035)


def _arcade(c: Canvas, kind: int) -> None:
    """A row of arches on columns, sunlight falling through them onto the floor."""
    p, rng = c.palette, c.rng
    floor, spring = rng.uniform(770, 830), rng.uniform(430, 500)
    pitch = c.w / rng.choice((3, 3.5, 4))
    half, start = pitch * 0.39, rng.uniform(-0.5, 0) * pitch
    wall = rng.choice((mix(p.paper, p.accent, 0.25), mix(p.deep, p.mid, 0.3), mix(p.accent, p.paper, 0.35)))
    c.wash(mix(wall, p.ink, 0.12), wall, mix(wall, p.paper, 0.2))
    c.wash(mix(wall, p.deep, 0.55), mix(wall, p.deep, 0.3), top=floor)
    _cornice(c, wall, spring - half * 1.75)
    horizon = rng.uniform(560, 640)
    for i in range(6):
        x = start + (i + 0.5) * pitch
        opening = arch(x, floor, half, spring, kind)
        c.polygon(arch(x, floor, half * 1.12, spring, kind), mix(wall, p.deep, 0.35))
        _voussoirs(c, arch(x, floor, half * 1.04, spring, kind), x, spring, half * 1.4, mix(wall, p.paper, 0.6))
        c.shaded(opening, mix(p.mid, p.paper, 0.35), mix(p.accent, p.paper, 0.65), mix(p.mid, p.paper, 0.5))
        view = [
            (x - half, horizon),
            (x - half * 0.4, horizon - half * rng.uniform(0.1, 0.5)),
            (x + half * 0.3, horizon - half * rng.uniform(0, 0.4)),
            (x + half, horizon),
        ]
        c.shaded([*view, (x + half, floor), (x - half, floor)], mix(p.mid, p.deep, 0.2), mix(p.mid, p.paper, 0.3))
        if rng.random() < 0.7:
            palm(
                c,
                x + rng.uniform(-0.5, 0.5) * half,
                floor - 14,
                rng.uniform(0.8, 1.25) * half * 1.5,
                mix(p.deep, p.ink, 0.2),
            )
        c.polygon(
            [(x - half, floor), (x + half, floor), (x + half * 1.9, c.h + 30), (x - half * 0.3, c.h + 30)],
            mix(p.paper, p.accent, 0.25),
            0.55,
        )
    for i in range(7):
        _column(c, start + i * pitch, floor, spring, pitch * 0.075, wall)


def _cornice(c: Canvas, wall: Colour, y: float) -> None:
    p = c.palette
    c.rect(0, y - 74, c.w, 78, mix(wall, p.deep, 0.5))
    c.rect(0, y, c.w, 8, mix(wall, p.paper, 0.5))
    c.rect(0, y - 80, c.w, 8, mix(wall, p.paper, 0.5))
    for i in range(int(c.w / 70) + 2):
        x = i * 70
        c.polygon([(x, y - 66), (x + 29, y - 37), (x, y - 8), (x - 29, y - 37)], mix(p.accent, wall, 0.2))
        c.polygon([(x, y - 52), (x + 15, y - 37), (x, y - 22), (x - 15, y - 37)], p.deep)
        c.disc(x + 35, y - 37, 6, mix(p.paper, wall, 0.2))


def _column(c: Canvas, x: float, floor: float, spring: float, half: float, wall: Colour) -> None:
    p = c.palette
    lit, dark = mix(wall, WHITE, 0.45), mix(wall, p.ink, 0.45)
    shaft = [(x - half * 0.8, spring), (x + half * 0.8, spring), (x + half, floor), (x - half, floor)]
    c.shaded(shaft, mix(lit, dark, 0.3), lit, mix(lit, dark, 0.4), dark, sideways=True)
    for y, reach, tall in (
        (spring - half * 1.3, 1.9, 0.55),
        (spring - half * 0.75, 1.5, 0.5),
        (spring - half * 0.25, 1.15, 0.4),
        (floor - half * 0.4, 1.35, 0.4),
        (floor, 1.7, 0.5),
    ):
        block = [
            (x - half * reach, y),
            (x + half * reach, y),
            (x + half * reach, y + half * tall),
            (x - half * reach, y + half * tall),
        ]
        c.shaded(block, lit, mix(lit, dark, 0.6), sideways=True)
    c.polygon(
        [
            (x + half * 0.4, floor + half * 0.5),
            (x + half * 1.7, floor + half * 0.5),
            (x + half * 7, c.h + 30),
            (x + half * 4, c.h + 30),
        ],
        p.ink,
        0.22,
    )
