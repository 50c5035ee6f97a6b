"""Invisible marks at the ends of lines, so that each, drawn alone, has the order it would have in the whole text.

Directions are resolved for a paragraph before it is broken (UAX 9): of «لغة C++ | language» the signs belong to the C,
and a percent sign at the beginning of a line goes where the letters of the line before send it.
"""

import unicodedata
from collections.abc import Iterable, Sequence

LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"
_MARKS = {"L": LRM, "R": RLM, "AL": ALM}
_NUMBERS = ("EN", "AN")


def marked(lines: Sequence[str]) -> list[str]:
    """The same lines, with a mark wherever something strong stands on the other side of the break."""
    found = []
    for number, line in enumerate(lines):
        before = _first_of(_MARKS, "".join(reversed("".join(lines[:number]))))
        inside = _first_of(_MARKS, "".join(reversed(line))) or before
        after = _first_of((*_MARKS, *_NUMBERS), "".join(lines[number + 1 :]))
        if after in _NUMBERS:
            # A number belongs to the letters before it.
            after = "L" if after == "EN" and inside == "L" else "R"
        end = {"L": LRM, "R": RLM, "AL": RLM}.get(after, "")
        found.append(_MARKS.get(before, "") + line + end)
    return found


def _first_of(classes: Iterable[str], text: str) -> str:
    """The first of these bidirectional classes that a letter of the text has."""
    return next((kind for char in text if (kind := unicodedata.bidirectional(char)) in classes), "")
