"""Which way a text runs, and how pieces of the other direction stand in plain text."""

import re
from typing import Literal
from unicodedata import bidirectional

Direction = Literal["rtl", "ltr"]

_OPENS, _CLOSES = "\u2068", "\u2069"
_RUNS: dict[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# Ranges, scores and times turn round after an Arabic word: their figures stay, their order does not.
_FIGURES = re.compile(
    r"\d+(?:[.,]\d+)*(?:\s?[-–—/:×]\s?\d+(?:[.,]\d+)*)+"
    # Telephone numbers, whose groups would change places.
    r"|\+\d+(?:[ -]\d+)+",
    re.ASCII,
)
# A unit in Latin letters belongs to its figure: 35 °C.
_MEASURED = re.compile(r"\d+(?:[.,]\d+)*\s?°\Z", re.ASCII)
_BELONGS = "+#%°"


def direction(text: str) -> Direction | None:
    """The direction of the first strong character outside isolates, or None when there is none."""
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and kind in _STRONG:
            return _STRONG[kind]
    return None


def own_direction(text: str, base: Direction) -> Direction:
    """The direction of a paragraph on a page that runs in `base`: by its first strong character (UAX #9, P2 and P3).

    Under HL1 one text keeps the page's direction all the same: one that opens with a name in other letters, where
    at least every fourth word is in the page's own.
    """
    first = direction(text)
    if first is None or first == base:
        return base
    words = [found for word in text.split() if (found := direction(word))]
    return base if 4 * words.count(base) >= len(words) else first


def strip_marks(text: str) -> str:
    """The text without direction marks, embeddings and isolates, which are never stored."""
    return text.translate(_MARKS)


def isolated(text: str) -> str:
    """A name or headline, of whatever direction, for running text that is no HTML."""
    return f"{_OPENS}{text}{_CLOSES}"


def isolate(text: str, base_direction: Direction) -> str:
    """The text with runs of the other direction set apart, for titles, notifications and mail subjects."""
    text = strip_marks(text)
    spans = _other_runs(text, base_direction)
    if base_direction == "rtl":
        runs = spans
        spans = sorted(runs + [span for span in _figures(text) if not _overlaps(span, runs)])
    pieces, end = [], 0
    for start, stop in spans:
        pieces += (text[end:start], _OPENS, text[start:stop], _CLOSES)
        end = stop
    return "".join((*pieces, text[end:]))


def set_apart(text: str, own: Direction) -> str:
    """A text of a known direction for a line of another's, such as a headline in a mail's subject."""
    return f"{_RUNS[own]}{isolate(text, own)}{_CLOSES}"


def _other_runs(text: str, base: Direction) -> list[tuple[int, int]]:
    """From a letter of the other direction to the last letter or figure before the base's next."""
    runs: list[tuple[int, int]] = []
    start = stop = None
    for position, character in enumerate(text):
        kind = bidirectional(character)
        strong = _STRONG.get(kind)
        if strong == base or kind == "B":
            if start is not None:
                runs.append((_with_figure(text, start), _with_bracket(text, start, stop)))
            start = None
        elif strong:
            start, stop = (position if start is None else start), position + 1
        elif start is not None and (kind in ("EN", "AN", "NSM") or _is_part(text, position, stop)):
            stop = position + 1
    return [*runs, (_with_figure(text, start), _with_bracket(text, start, stop))] if start is not None else runs


def _with_figure(text: str, start: int) -> int:
    """The run's start, moved before the figure of which it is the unit."""
    figure = _MEASURED.search(text, max(start - 24, 0), start)
    return figure.start() if figure else start


def _with_bracket(text: str, start: int, stop: int) -> int:
    """The run's end, moved past a bracket that was opened inside it."""
    closing = text[stop : stop + 1]
    opening = {")": "(", "]": "[", "»": "«", "”": "“"}.get(closing)
    if opening and text.count(opening, start, stop) > text.count(closing, start, stop):
        return stop + 1
    return stop


def _is_part(text: str, position: int, stop: int) -> bool:
    return position == stop and text[position] in _BELONGS


def _figures(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _FIGURES.finditer(text)]


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < stop and start < span[1] for start, stop in others)
