"""Writes a chart as SVG. No style of its own: classes, which `styles/56-charts.css` paints."""

from collections.abc import Iterable
from html import escape

from warraq.drawing.picture import anchor_of, isolated

from .ink import FACES, Bar, Line, Mark, Piece, Sheet, Text

# From the middle of a line to where its letters stand, in sizes.
DOWN = 0.34
# The second series and those after it have a pattern over their colour: colour never stands alone.
PATTERNS = (
    "M-2 10L10-2M4 16L16 4",
    "M0 4H8M0 12H8",
    "M-2-2L10 10M4-8L16 4M-8 4L4 16",
    "M4 0V8",
    "M0 4H8M4 0V8",
)
SHAPES = (
    '<circle cx="{x}" cy="{y}" r="4.500"/>',
    '<path d="M{x} {y}m-4-4h8v8h-8z"/>',
    '<path d="M{x} {y}m0-5.500l5.500 5.500-5.500 5.500-5.500-5.500z"/>',
    '<path d="M{x} {y}m0-5.500l5.500 9.500h-11z"/>',
    '<path d="M{x} {y}m0 5.500l5.500-9.500h-11z"/>',
    '<path d="M{x} {y}m-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z"/>',
)


def sheet_svg(sheet: Sheet, name: str, words: str, direction: str, width_class: str = "") -> str:
    """The whole chart as a picture whose text for who cannot see it is `words`; `name` begins its ids."""
    classes = f"chart__sheet {width_class}".strip()
    return (
        f'<svg class="{classes}" viewBox="0 0 {_number(sheet.width)} {_number(sheet.height)}" direction="{direction}" '
        f'role="img" aria-label="{escape(words)}">{_inside(sheet, name)}</svg>'
    )


def _inside(sheet: Sheet, name: str, on_paper: str = "") -> str:
    """What stands on the sheet. `on_paper`: the direction of its text, where that is not the page's."""
    patterned = sorted({piece.series for piece in sheet.pieces if isinstance(piece, Bar) and piece.series > 1})
    defs = "".join(_pattern(name, series) for series in patterned)
    body = "".join(_piece(piece, name, on_paper) for piece in _in_layers(sheet.pieces))
    return f"<defs>{defs}</defs>{body}" if defs else body


def paper_svg(sheet: Sheet, direction: str) -> str:
    """What stands on the sheet, for a picture whose text nothing around it gives a direction."""
    return _inside(sheet, "paper", direction)


def _in_layers(pieces: Iterable[Piece]) -> list[Piece]:
    """Words over marks, marks over lines."""
    rank = {Bar: 1, Line: 2, Mark: 3, Text: 4}
    return sorted(pieces, key=lambda piece: 0 if isinstance(piece, Line) and not piece.series else rank[type(piece)])


def _pattern(name: str, series: int) -> str:
    path = PATTERNS[(series - 2) % len(PATTERNS)]
    return (
        f'<pattern id="{name}-p{series}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="chart__pattern" d="{path}"/></pattern>'
    )


def _piece(piece: Piece, name: str, on_paper: str) -> str:
    if isinstance(piece, Text):
        return _text(piece, on_paper)
    if isinstance(piece, Bar):
        return _bar(piece, name)
    if isinstance(piece, Line):
        path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in piece.points)
        kind = f"chart__line s{piece.series}" if piece.series else f"chart__{piece.kind}"
        return f'<path class="{kind}" d="{path}"/>'
    shape = SHAPES[(piece.series - 1) % len(SHAPES)].format(x=_number(piece.x), y=_number(piece.y))
    return f'<g class="chart__mark s{piece.series}">{shape}</g>'


def _text(piece: Text, on_paper: str) -> str:
    kind, *more = piece.kind.split()
    size = FACES[kind][1]
    end = anchor_of(piece.anchor, on_paper) if on_paper else piece.anchor
    anchor = f' text-anchor="{end}"' if end != "start" else ""
    words = isolated(piece.text, on_paper) if on_paper else escape(piece.text)
    classes = " ".join([f"chart__{kind}", *more])
    at = f'x="{_number(piece.x)}" y="{_number(piece.y + DOWN * size)}"'
    return f'<text class="{classes}" {at}{anchor}>{words}</text>'


def _bar(piece: Bar, name: str) -> str:
    x, y, wide, high = map(_number, (piece.x, piece.y, max(piece.width, 1), piece.height))
    at = f'x="{x}" y="{y}" width="{wide}" height="{high}"'
    solid = f'<rect class="chart__bar s{piece.series}" {at}/>'
    return solid if piece.series == 1 else f'{solid}<rect {at} fill="url(#{name}-p{piece.series})"/>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
