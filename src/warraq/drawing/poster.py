"""A picture for print: title and words above what is drawn, notes and credit below it."""

from dataclasses import dataclass, field

from .lettering import broken_lines
from .picture import anchor_of, isolated

WIDTH = 800
EDGE = 36.0
ROOM = WIDTH - 2 * EDGE
# kind: face, size, height of a line, class
KINDS = {
    "title": ("head", 30.0, 42.0),
    "words": ("text", 19.0, 29.0),
    "line": ("text", 16.0, 25.0),
    "credit": ("head", 14.0, 22.0),
}
STYLE = """
.poster__title {font: 700 30px "Warraq Cards"; fill: #17191c}
.poster__words {font: 400 19px "Warraq Text"; fill: #3c4046}
.poster__line {font: 400 16px "Warraq Text"; fill: #3c4046}
.poster__credit {font: 700 14px "Warraq Cards"; fill: #17191c}
.poster__rule {stroke: #17191c; stroke-width: 2px}
"""


@dataclass
class Poster:
    """Written from the top down. `style` is that of what is drawn."""

    direction: str
    style: str
    height: float = EDGE
    parts: list[str] = field(default_factory=list)

    @property
    def start(self) -> float:
        """Where lines of text begin."""
        return WIDTH - EDGE if self.direction == "rtl" else EDGE

    def write(self, kind: str, text: str, most: int = 4, indent: float = 0.0) -> None:
        """Text in as many lines as it needs, at most `most`, so far from the edge."""
        face, size, high = KINDS[kind]
        start = self.start - indent if self.direction == "rtl" else self.start + indent
        for line in broken_lines(text, face, size, ROOM - indent, most):
            self.put_text(kind, line, start, self.height + high * 0.72)
            self.height += high

    def put_text(self, kind: str, text: str, x: float, baseline: float, anchor: str = "start") -> None:
        anchor = anchor_of(anchor, self.direction)
        words = isolated(text, self.direction)
        self.parts.append(
            f'<text class="poster__{kind}" x="{x:g}" y="{baseline:.1f}" text-anchor="{anchor}">{words}</text>'
        )

    def put(self, inside: str, box: tuple[float, float]) -> None:
        """What is drawn in units of `box`, its width and height, over the width of the text."""
        high = box[1] * ROOM / box[0]
        self.parts.append(
            f'<svg x="{EDGE:g}" y="{self.height:.1f}" width="{ROOM:g}" height="{high:.1f}" '
            f'viewBox="0 0 {box[0]:g} {box[1]:g}">{inside}</svg>'
        )
        self.height += high

    def skip(self, room: float) -> None:
        self.height += room

    def rule(self) -> None:
        self.parts.append(f'<path class="poster__rule" d="M{EDGE:g} {self.height:.1f}H{WIDTH - EDGE:g}"/>')
        self.height += 10

    def svg(self) -> str:
        height = self.height + EDGE * 0.7
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}">'
            f"<style>{STYLE}{self.style}</style>{''.join(self.parts)}</svg>"
        )
