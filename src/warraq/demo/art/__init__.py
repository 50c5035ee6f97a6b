"""Illustrations for the demonstration site, drawn from a kind and a seed; nothing is stored or downloaded."""

import random

from PIL import Image

from .arcades import arches
from .birds import birds
from .canvas import Canvas
from .colours import PALETTES
from .data import chart
from .garden import garden
from .girih import girih
from .harbour import harbour
from .manuscript import manuscript
from .minerals import minerals
from .people import portrait
from .sky import nightsky
from .terrain import dunes, landscape
from .textile import textile
from .urban import city
from .water import boats, waves

_PAINTERS = {
    painter.__name__: painter
    for painter in (
        landscape,
        girih,
        city,
        chart,
        waves,
        dunes,
        nightsky,
        manuscript,
        textile,
        garden,
        harbour,
        boats,
        birds,
        minerals,
        arches,
        portrait,
    )
}
KINDS = tuple(_PAINTERS)


def draw(kind: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """The picture of that kind and seed, the same on every run; even portraits are women, odd ones men."""
    rng = random.Random(f"{kind}:{seed}")
    canvas = Canvas(size, rng.choice(PALETTES), rng)
    _PAINTERS[kind](canvas, seed)
    return canvas.finish()
