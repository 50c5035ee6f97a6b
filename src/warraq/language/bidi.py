"""In which order a line's characters are seen: the Unicode Bidirectional Algorithm (UAX #9) for one line of plain text.

Embeddings and overrides (LRE, RLE, LRO, RLO, PDF) are left out: they are never stored, and nothing here writes them.
Isolates, marks, paired brackets, numbers and neutrals are as the standard has them.
"""

from dataclasses import dataclass, field
from unicodedata import bidirectional, mirrored
from unicodedata import normalize as composed

from .direction import Direction, direction

_ISOLATES = ("LRI", "RLI", "FSI")
_LEFT_OUT = ("LRE", "RLE", "LRO", "RLO", "PDF", "BN")
_NEUTRAL = ("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI")
_BLANK = ("WS", "S", "B", "LRI", "RLI", "FSI", "PDI")
_DEEPEST = 125
_MOST_BRACKETS = 63
_PAIRS = dict(zip("([{⟨〈«‹", ")]}⟩〉»›", strict=True))
# Guillemets are mirrored but are no paired brackets to the algorithm (BidiBrackets.txt).
_OPENING = {mark: close for mark, close in _PAIRS.items() if mark not in "«‹"}
_CLOSING = set(_OPENING.values())


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence: places in the text, its level, and the directions at its ends."""

    places: list[int]
    level: int
    start: str = "L"
    end: str = "L"
    kinds: list[str] = field(default_factory=list)

    @property
    def direction(self) -> str:
        return "R" if self.level % 2 else "L"


def seen(text: str, base: Direction) -> str:
    """The characters of a line from left to right as a reader sees them, brackets turned as they are drawn."""
    levels = levels_of(text, base)
    order = visual_order(levels)
    shown = (place for place in order if bidirectional(text[place]) not in (*_ISOLATES, "PDI", *_LEFT_OUT))
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
    levels, partners = _explicit(text, kinds, start)
    for sequence in _sequences(kinds, levels, partners, start):
        _weak(sequence)
        _brackets(text, sequence)
        _neutral(sequence)
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


def _explicit(text: str, kinds: list[str], base: int) -> tuple[list[int], dict[int, int]]:
    """Rules X1 to X8 for isolates alone; the levels, and which PDI closes which isolate."""
    partners = _partners(kinds)
    levels, stack = [], [base]
    too_deep = 0
    closing = {end: begin for begin, end in partners.items()}
    for place, kind in enumerate(kinds):
        if kind == "PDI" and place in closing:
            if too_deep:
                too_deep -= 1
            else:
                stack.pop()
        levels.append(stack[-1])
        if kind not in _ISOLATES:
            continue
        is_rtl = kind == "RLI" or (kind == "FSI" and direction(text[place + 1 : partners.get(place)]) == "rtl")
        level = (stack[-1] + 1) | 1 if is_rtl else (stack[-1] + 2) & ~1
        if level > _DEEPEST or too_deep:
            too_deep += 1
        elif place in partners:
            stack.append(level)
        else:
            # It is closed by the end of the paragraph.
            stack.append(level)
    return levels, partners


def _partners(kinds: list[str]) -> dict[int, int]:
    waiting: list[int] = []
    found = {}
    for place, kind in enumerate(kinds):
        if kind in _ISOLATES:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = place
    return found


def _sequences(kinds: list[str], levels: list[int], partners: dict[int, int], base: int) -> list[_Sequence]:
    """Rule X10: level runs, joined over the isolates within them."""
    kept = [place for place, kind in enumerate(kinds) if kind not in _LEFT_OUT]
    runs: list[list[int]] = []
    for place in kept:
        if runs and levels[runs[-1][-1]] == levels[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    starting = {run[0]: run for run in runs}
    closers = set(partners.values())
    found = []
    for run in runs:
        if run[0] in closers:
            continue
        places = list(run)
        while (closer := partners.get(places[-1])) in starting and kinds[places[-1]] in _ISOLATES:
            places += starting[closer]
        found.append(_ended(places, kinds, levels, kept, partners, base))
    return found


def _ended(
    places: list[int], kinds: list[str], levels: list[int], kept: list[int], partners: dict[int, int], base: int
) -> _Sequence:
    level = levels[places[0]]
    before = max((place for place in kept if place < places[0]), default=None)
    after = min((place for place in kept if place > places[-1]), default=None)
    is_open = kinds[places[-1]] in _ISOLATES and places[-1] not in partners
    left = base if before is None else levels[before]
    right = base if after is None or is_open else levels[after]
    start, end = ("R" if max(level, other) % 2 else "L" for other in (left, right))
    return _Sequence(places, level, start, end, [kinds[place] for place in places])


def _weak(sequence: _Sequence) -> None:
    """Rules W1 to W7: marks, numbers, their separators and signs."""
    kinds = sequence.kinds
    before, strong = sequence.start, sequence.start
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = "ON" if before in (*_ISOLATES, "PDI") else before
        before = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        kinds[at] = "AN" if kind == "EN" and strong == "AL" else kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        sides = kinds[at - 1], kinds[at + 1]
        if kinds[at] in ("ES", "CS") and sides == ("EN", "EN"):
            kinds[at] = "EN"
        elif kinds[at] == "CS" and sides == ("AN", "AN"):
            kinds[at] = "AN"
    _signs(kinds)
    strong = sequence.start
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _signs(kinds: list[str]) -> None:
    """Rules W5 and W6: signs beside European numbers belong to them, other separators are neutral."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at and ((at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)
    kinds[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]


def _strong(kind: str) -> str | None:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else None


def _brackets(text: str, sequence: _Sequence) -> None:
    """Rule N0: a pair of brackets takes the direction of what is in it, or of what is before it."""
    for opening, closing in sorted(_pairs(text, sequence)):
        inside = {_strong(kind) for kind in sequence.kinds[opening + 1 : closing]} - {None}
        if sequence.direction in inside:
            found = sequence.direction
        elif inside:
            strong = (_strong(kind) for kind in reversed(sequence.kinds[:opening]))
            before = next((kind for kind in strong if kind), sequence.start)
            found = before if before != sequence.direction else sequence.direction
        else:
            continue
        for at in (opening, closing):
            sequence.kinds[at] = found
            # Marks after a bracket go with it.
            follower = at + 1
            while follower < len(sequence.places) and bidirectional(text[sequence.places[follower]]) == "NSM":
                sequence.kinds[follower] = found
                follower += 1


def _pairs(text: str, sequence: _Sequence) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found = []
    for at, place in enumerate(sequence.places):
        mark = composed("NFC", text[place])
        if sequence.kinds[at] != "ON":
            continue
        if mark in _OPENING:
            if len(waiting) == _MOST_BRACKETS:
                break
            waiting.append((composed("NFC", _OPENING[mark]), at))
        elif mark in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == mark:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return found


def _neutral(sequence: _Sequence) -> None:
    """Rules N1 and N2: what stands between two of one direction goes with them, else with the sequence."""
    kinds, at = sequence.kinds, 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _strong(kinds[at - 1]) if at else sequence.start
            after = _strong(kinds[end]) if end < len(kinds) else sequence.end
            kinds[at:end] = [before if before == after and before else sequence.direction] * (end - at)
        at = max(end, at + 1)


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
        elif trailing and (kind in _BLANK or kind in _LEFT_OUT):
            levels[place] = base
        else:
            trailing = False
    return levels


def _turned(character: str) -> str:
    if not mirrored(character):
        return character
    return _MIRROR.get(character, character)


_MIRROR = {**_PAIRS, **{close: mark for mark, close in _PAIRS.items()}, "<": ">", ">": "<"}


def _has_ink(character: str) -> bool:
    return character not in "\u200e\u200f\u061c"
