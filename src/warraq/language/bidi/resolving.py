"""Rules W1 to W7 and N0 to N2 of UAX #9: the direction of marks, numbers, brackets and neutrals in a sequence."""

from unicodedata import bidirectional
from unicodedata import normalize as composed

from .sequences import ISOLATES, Sequence

PAIRS = dict(zip("([{⟨〈«‹", ")]}⟩〉»›", strict=True))
_NEUTRAL = ("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI")
_MOST_BRACKETS = 63
# Guillemets are mirrored but are no paired brackets to the algorithm (BidiBrackets.txt).
_OPENING = {mark: close for mark, close in PAIRS.items() if mark not in "«‹"}
_CLOSING = set(_OPENING.values())


def weak(sequence: Sequence) -> None:
    """Rules W1 to W7: marks, numbers, their separators and signs."""
    kinds = sequence.kinds
    before, strong = sequence.start, sequence.start
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = "ON" if before in (*ISOLATES, "PDI") else before
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


def brackets(text: str, sequence: Sequence) -> None:
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


def _pairs(text: str, sequence: Sequence) -> list[tuple[int, int]]:
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


def neutral(sequence: Sequence) -> None:
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
