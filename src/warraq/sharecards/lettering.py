"""Text set into a box: lines broken by their real widths, balanced, smaller where there is much of it.

Pillow's Raqm shapes a line and puts its directions in order; `breaks` keeps what a line must know of its neighbours.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import regex
from PIL import ImageFont

from .breaks import marked

FONTS = Path(__file__).resolve().parent / "fonts"
BOLD, REGULAR = "warraq-cards-700.ttf", "warraq-cards-400.ttf"
LEADING = 1.42  # baselines apart, in sizes
AIR = 0.06  # between the ink of two lines, where marks stand high
ELLIPSIS = "…"
# Joiners and marks of direction: no glyphs, yet they shape what is beside them.
_UNSEEN = frozenset("\u200c\u200d\u200e\u200f")
# A line that ends in one of these reads as if it had been cut.
_LEANING = frozenset(
    "في من إلى على عن أو ثم لا ما لم لن قد هل أن إن كي و در از به با که a an the of to in on and".split()
)


@dataclass(frozen=True)
class Hand:
    """How text is drawn: a font's file, and what a shaper must know of the text."""

    file: str
    direction: str
    language: str

    def font(self, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.file, size)

    def width(self, text: str, size: int) -> float:
        """How far the pen moves, in pixels."""
        return self.font(size).getlength(text, direction=self.direction, language=self.language)

    def ink(self, text: str, size: int) -> tuple[float, float, float, float]:
        """What is blackened, from the pen's start on the baseline: first and last column, top and bottom."""
        left, top, right, bottom = self.font(size).getbbox(
            text, direction=self.direction, language=self.language, anchor="ls"
        )
        return left, right, top, bottom


@lru_cache(maxsize=64)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / file, size, layout_engine=ImageFont.Layout.RAQM)


@dataclass(frozen=True)
class Line:
    """A line and its baseline, counted from the top of the block."""

    text: str
    baseline: float


@dataclass(frozen=True)
class Block:
    """Lines at one size. `height` is that of the ink."""

    lines: tuple[Line, ...]
    size: int
    height: float
    is_cut: bool = False


def fit(text: str, hand: Hand, width: float, height: float, sizes: Sequence[int], most: int) -> Block:
    """The text as large as it fits in at most so many lines; at the smallest size its end gives way to an ellipsis."""
    words = words_of(text)
    if not words:
        return Block((), sizes[0], 0.0)
    for size in sizes:
        if block := _set(words, hand, width, height, size, most):
            return block
    return _cut(words, hand, width, height, sizes[-1], most)


def words_of(text: str) -> list[str]:
    """What a line may be broken between; a dash or a mark that stands alone stays with the word before it."""
    words: list[str] = []
    for word in text.split():
        if words and not any(char.isalnum() for char in word):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def drawable(text: str) -> str:
    """The text as far as the face has it: a rare letter without its mark, no signs that would be an empty box."""
    kept = [char if char in _UNSEEN or ord(char) in covered() else _plainer(char) for char in text]
    return " ".join("".join(kept).split())


def _plainer(char: str) -> str:
    if char.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", char) if ord(part) in covered())


@cache
def covered() -> frozenset[int]:
    """The code points the face has a glyph for."""
    return frozenset(json.loads((FONTS / "covered.json").read_text("ascii")))


def _set(words: Sequence[str], hand: Hand, width: float, height: float, size: int, most: int) -> Block | None:
    texts = balanced(words, hand, width, size, most)
    if texts is None:
        return None
    block = _block(texts, hand, size)
    is_within = block.height <= height and all(_extent(text, hand, size) <= width for text in texts)
    return block if is_within else None


def _extent(text: str, hand: Hand, size: int) -> float:
    """The width a line takes up: its advance, or its ink where that reaches further."""
    first, last, _top, _bottom = hand.ink(text, size)
    return max(last, hand.width(text, size)) - min(first, 0)


def _block(texts: Sequence[str], hand: Hand, size: int) -> Block:
    lines: list[Line] = []
    below = baseline = 0.0
    for number, text in enumerate(texts):
        _first, _last, top, bottom = hand.ink(text, size)
        # Vowel marks reach beyond the usual leading, and must not touch the line above.
        baseline = max(baseline + LEADING * size, below + AIR * size - top) if number else -float(top)
        below = baseline + bottom
        lines.append(Line(text, baseline))
    return Block(tuple(lines), size, below)


def balanced(words: Sequence[str], hand: Hand, width: float, size: int, most: int) -> list[str] | None:
    """The words in as few lines as they need, all about as long; None if those are more than `most`."""
    space = hand.width(" ", size)
    widths = [hand.width(word, size) for word in words]
    count = _fewest(widths, space, width)
    if count is None or count > most:
        return None
    # best[lines][end]: the least cost of setting the first `end` words in so many lines, and where the last begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _line in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _begin) in best[-1].items():
            length = -space
            for end in range(start + 1, len(words) + 1):
                length += space + widths[end - 1]
                if length > width:
                    break
                whole = cost + length**2 + _leaning(words, end, width)
                if end not in row or whole < row[end][0]:
                    row[end] = (whole, start)
        best.append(row)
    return marked(_lines(words, best, count))


def _leaning(words: Sequence[str], end: int, width: float) -> float:
    return (0.3 * width) ** 2 if end < len(words) and words[end - 1].lower() in _LEANING else 0.0


def _fewest(widths: Sequence[float], space: float, width: float) -> int | None:
    """How many lines a greedy hand would fill; None where one word is longer than a line."""
    count, length = 1, -space
    for word in widths:
        if word > width:
            return None
        length += space + word
        if length > width:
            count, length = count + 1, word
    return count


def _lines(words: Sequence[str], best: Sequence[dict[int, tuple[float, int]]], count: int) -> list[str]:
    lines, end = [], len(words)
    for line in range(count, 0, -1):
        start = best[line][end][1]
        lines.append(" ".join(words[start:end]))
        end = start
    return lines[::-1]


def _cut(words: Sequence[str], hand: Hand, width: float, height: float, size: int, most: int) -> Block:
    """As many of the words as fit, and an ellipsis; a word longer than a line is broken where it must be."""
    pieces = [piece for word in words for piece in _pieces(word, hand, width, size)]
    low, high, found = 0, len(pieces), None
    while low <= high:
        middle = (low + high) // 2
        kept = pieces[:middle]
        if middle < len(pieces):
            kept = [*kept[:-1], kept[-1].rstrip(" ،,؛;:–—-.") + ELLIPSIS] if kept else [ELLIPSIS]
        if block := _set(kept, hand, width, height, size, most):
            found, low = Block(block.lines, size, block.height, middle < len(pieces)), middle + 1
        else:
            high = middle - 1
    return found or Block((), size, 0.0, True)


def _pieces(word: str, hand: Hand, width: float, size: int) -> Iterator[str]:
    room = width - hand.width(ELLIPSIS, size) - size / 4
    if hand.width(word, size) <= room:
        yield word
        return
    part = ""
    for letter in regex.findall(r"\X", word):
        if part and hand.width(part + letter, size) > room:
            yield part
            part = ""
        part += letter
    if part:
        yield part
