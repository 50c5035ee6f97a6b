"""A chart as a picture for print, with its words around it."""

from collections.abc import Sequence

from warraq.drawing.poster import Poster
from warraq.drawing.styles import rules

from .ink import Sheet
from .svg import paper_svg


def poster_svg(sheet: Sheet, direction: str, title: str, unit: str, notes: Sequence[str], credit: str) -> str:
    """The chart below its title and unit, above its notes and who is to be named."""
    poster = Poster(direction, rules("56-charts.css"))
    poster.write("title", title)
    if unit:
        poster.write("words", unit, most=2)
    poster.skip(14)
    poster.put(paper_svg(sheet, direction), (sheet.width, sheet.height))
    poster.skip(14)
    for note in notes:
        poster.write("line", note, most=3)
    poster.skip(8)
    poster.rule()
    poster.write("credit", credit, most=2)
    return poster.svg()
