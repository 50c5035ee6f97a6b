"""What a chart is made of, and the room each piece takes. Places are in CSS pixels of a chart that is not stretched.

Pieces are placed for a text that runs from left to right; `Sheet.turned` gives the chart of the other direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from warraq.drawing.lettering import broken_lines, width_of
from warraq.drawing.lettering import cut as cut_to

# class of a text: (face, size, height of its line)
FACES = {"name": ("text", 15.0, 20.0), "tick": ("text", 13.0, 17.0), "value": ("head", 13.0, 17.0)}
FACES |= {
    "part": ("head", 12.5, 16.0),
    "key": ("head", 13.0, 18.0),
    "gap": ("text", 13.0, 17.0),
    "panel": ("head", 14.0, 19.0),
}
START, MIDDLE, END = "start", "middle", "end"
Box = tuple[float, float, float, float]


def width(kind: str, text: str) -> float:
    face, size, _height = FACES[kind.split()[0]]
    return width_of(text, face, size)


def height(kind: str) -> float:
    return FACES[kind.split()[0]][2]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words; `x` is where it starts, its middle or its end, `y` the middle of its height."""

    kind: str
    text: str
    x: float
    y: float
    anchor: str = START

    @property
    def box(self) -> Box:
        wide, high = width(self.kind, self.text), height(self.kind)
        left = self.x - {START: 0.0, MIDDLE: wide / 2, END: wide}[self.anchor]
        return left, self.y - high / 2, left + wide, self.y + high / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a series, from 1."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke through points: of a series, or of the axis (`kind`)."""

    kind: str
    points: tuple[tuple[float, float], ...]
    series: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a series, in the shape of the series."""

    series: int
    x: float
    y: float


Piece = Text | Bar | Line | Mark


@dataclass
class Sheet:
    """A chart on its sheet."""

    width: float
    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    # Does an axis begin elsewhere than at zero, which the reader must be told?
    is_cut: bool = False

    def put(self, *pieces: Piece) -> None:
        self.pieces += pieces

    @property
    def texts(self) -> list[Text]:
        return [piece for piece in self.pieces if isinstance(piece, Text)]

    def turned(self) -> "Sheet":
        """Read from right to left: everything stands at the same distance from the other edge."""
        return Sheet(self.width, self.height, [_turned(piece, self.width) for piece in self.pieces], self.is_cut)


def _turned(piece: Piece, whole: float) -> Piece:
    if isinstance(piece, Line):
        return replace(piece, points=tuple((whole - x, y) for x, y in piece.points))
    if isinstance(piece, Bar):
        return replace(piece, x=whole - piece.x - piece.width)
    return replace(piece, x=whole - piece.x)


def broken(kind: str, text: str, room: float, most: int = 2) -> list[str]:
    """The words of a name in as many lines as they need, at most `most`."""
    face, size, _height = FACES[kind]
    return broken_lines(text, face, size, room, most)


def cut(kind: str, text: str, room: float) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    face, size, _height = FACES[kind]
    return cut_to(text, face, size, room)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def lying_over(texts: Sequence[Text]) -> list[tuple[Text, Text]]:
    """Pairs of words of which one lies over the other."""
    boxed = [(text, text.box) for text in texts]
    return [(a, b) for n, (a, box) in enumerate(boxed) for b, other in boxed[n + 1 :] if overlap(box, other)]
