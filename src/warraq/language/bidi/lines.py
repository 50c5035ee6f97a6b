"""Levels of a line, and rules L1, L2 and L4 of UAX #9: what is seen from left to right."""

from unicodedata import bidirectional, mirrored

from ..direction import Direction, direction
from .resolving import PAIRS, brackets, neutral, weak
from .sequences import ISOLATES, LEFT_OUT, explicit, sequences

_BLANK = ("WS", "S", "B", "LRI", "RLI", "FSI", "PDI")


def seen(text: str, base: Direction) -> str:
    """The characters of a line from left to right as a reader sees them, brackets turned as they are drawn."""
    levels = levels_of(text, base)
    order = visual_order(levels)
    shown = (place for place in order if bidirectional(text[place]) not in (*ISOLATES, "PDI", *LEFT_OUT))
    return "".join(
        _turned(text[place]) if levels[place] % 2 else text[place] for place in shown if _has_ink(text[place])
    )


def paragraph_direction(text: str) -> Direction:
    """As a client decides that asks the text itself: the first strong character outside isolates."""
    return direction(text) or "ltr"


def levels_of(text: str, base: Direction) -> list[int]:
    """The embedding level of each character; odd ones run from right to left."""
    kinds = [bidirectional(character) or "L" for character in text]
    start = 1 if base == "rtl" else 0
    levels, partners = explicit(text, kinds, start)
    for sequence in sequences(kinds, levels, partners, start):
        weak(sequence)
        brackets(text, sequence)
        neutral(sequence)
        for place, kind in zip(sequence.places, sequence.kinds, strict=True):
            levels[place] += _raise(kind, sequence.level)
    return _with_ends_of_line(text, levels, start)


def visual_order(levels: list[int]) -> list[int]:
    """Rule L2: places in the text from left to right."""
    order = list(range(len(levels)))
    if not levels:
        return order
    lowest_odd = min((level for level in levels if level % 2), default=max(levels) + 1)
    for level in range(max(levels), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order


def _raise(kind: str, level: int) -> int:
    if level % 2:
        return 1 if kind in ("L", "EN", "AN") else 0
    return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)


def _with_ends_of_line(text: str, levels: list[int], base: int) -> list[int]:
    """Rule L1: blanks at the end of a line, and before a tab, stand where the line ends."""
    trailing = True
    for place in range(len(text) - 1, -1, -1):
        kind = bidirectional(text[place])
        if kind in ("S", "B"):
            trailing = True
            levels[place] = base
        elif trailing and (kind in _BLANK or kind in LEFT_OUT):
            levels[place] = base
        else:
            trailing = False
    return levels


def _turned(character: str) -> str:
    if not mirrored(character):
        return character
    return _MIRROR.get(character, character)


_MIRROR = {**PAIRS, **{close: mark for mark, close in PAIRS.items()}, "<": ">", ">": "<"}


def _has_ink(character: str) -> bool:
    return character not in "\u200e\u200f\u061c"
