"""Eleven calm palettes and the arithmetic of colours."""

from typing import NamedTuple

Colour = tuple[int, int, int]


class Palette(NamedTuple):
    """Five colours from the darkest to the lightest, with one warm accent."""

    ink: Colour
    deep: Colour
    mid: Colour
    accent: Colour
    paper: Colour


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour that lies `share` of the way from the first to the second."""
    share = min(1.0, max(0.0, share))
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _palette(*codes: str) -> Palette:
    return Palette(*(tuple(bytes.fromhex(code)) for code in codes))


WHITE = (255, 255, 255)
BLACK = (0, 0, 0)
SKIN = tuple(tuple(bytes.fromhex(code)) for code in ("f0cfb0", "e3b48d", "d19c71", "b67d54", "8f5c3b", "6b432c"))
PALETTES = (
    _palette("0b2b33", "0d5c63", "5fa79f", "f2c57c", "f7ede2"),
    _palette("25273b", "3d405b", "81b29a", "e07a5f", "f4f1de"),
    _palette("22333b", "5e503f", "c6ac8f", "d98e52", "efe6da"),
    _palette("172f38", "264653", "2a9d8f", "e9c46a", "fefae0"),
    _palette("2e0d24", "5f1a43", "b5607a", "f0a14a", "fff1de"),
    _palette("14213d", "1d3557", "5b8fae", "e8a87c", "f1f6ee"),
    _palette("232c20", "45573a", "8fa06a", "d9a441", "f3eedb"),
    _palette("1a1a3c", "3b3561", "8f83b0", "f0a07c", "f8ebe4"),
    _palette("3a1f2b", "7a4250", "c9908a", "e8b96d", "f9efe6"),
    _palette("10282e", "23525c", "7fa6a3", "c8654a", "f2e8d9"),
    _palette("1f2a37", "3f5468", "93a8b8", "e3b23c", "f5f2ea"),
)
