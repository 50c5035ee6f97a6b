"""SVG as PNG, for print: drawn here, with the site's own faces and no others."""

from html import escape
from pathlib import Path

import resvg_py

HERE = Path(__file__).parent
FONTS = [
    HERE / "fonts" / "warraq-text-400.ttf",
    HERE.parent / "sharecards" / "fonts" / "warraq-cards-700.ttf",
    HERE.parent / "sharecards" / "fonts" / "warraq-cards-400.ttf",
]
# A newspaper prints 300 dots an inch: eight inches.
PRINT_WIDTH = 2400
# A line is ordered by its own direction, not by that of its first letters.
ISOLATES = {"rtl": "\u2067{}\u2069", "ltr": "\u2066{}\u2069"}
OTHER_END = {"start": "end", "end": "start", "middle": "middle"}


def isolated(text: str, direction: str) -> str:
    """A line of text that keeps its direction where nothing around it tells one; ready to stand in markup."""
    return ISOLATES[direction].format(escape(text))


def anchor_of(anchor: str, direction: str) -> str:
    """Where reading starts, as SVG without a direction says it: `start` is on the left."""
    return OTHER_END[anchor] if direction == "rtl" else anchor


def png_of(svg: str, width: int = PRINT_WIDTH) -> bytes:
    """The picture, so many pixels wide; ValueError where it is no SVG."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(font) for font in FONTS],
            font_family="Warraq Text",
        )
    )
