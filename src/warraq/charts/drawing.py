"""Draws a chart: from a table and a form to pieces on a sheet of a width. Pure: the same in, the same out."""

from functools import lru_cache

from . import lines, panels, rows
from .ink import Sheet
from .wanted import Wanted

HANDS = {"line": lines.draw, "multiples": panels.draw}  # all other forms are drawn row by row


@lru_cache(maxsize=64)
def draw(wanted: Wanted) -> Sheet:
    """The chart, made once in a process for all the pages that show it."""
    sheet = HANDS.get(wanted.form, rows.draw)(wanted)
    return sheet.turned() if wanted.is_rtl else sheet
