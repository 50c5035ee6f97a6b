"""Rules X1 to X10 of UAX #9: how deep each character lies in isolates, and which stretches are resolved together."""

from dataclasses import dataclass, field

from ..direction import direction

ISOLATES = ("LRI", "RLI", "FSI")
LEFT_OUT = ("LRE", "RLE", "LRO", "RLO", "PDF", "BN")
_DEEPEST = 125


@dataclass(slots=True)
class Sequence:
    """An isolating run sequence: places in the text, its level, and the directions at its ends."""

    places: list[int]
    level: int
    start: str = "L"
    end: str = "L"
    kinds: list[str] = field(default_factory=list)

    @property
    def direction(self) -> str:
        return "R" if self.level % 2 else "L"


def explicit(text: str, kinds: list[str], base: int) -> tuple[list[int], dict[int, int]]:
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
        if kind not in ISOLATES:
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
        if kind in ISOLATES:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = place
    return found


def sequences(kinds: list[str], levels: list[int], partners: dict[int, int], base: int) -> list[Sequence]:
    """Rule X10: level runs, joined over the isolates within them."""
    kept = [place for place, kind in enumerate(kinds) if kind not in LEFT_OUT]
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
        while (closer := partners.get(places[-1])) in starting and kinds[places[-1]] in ISOLATES:
            places += starting[closer]
        found.append(_ended(places, kinds, levels, kept, partners, base))
    return found


def _ended(
    places: list[int], kinds: list[str], levels: list[int], kept: list[int], partners: dict[int, int], base: int
) -> Sequence:
    level = levels[places[0]]
    before = max((place for place in kept if place < places[0]), default=None)
    after = min((place for place in kept if place > places[-1]), default=None)
    is_open = kinds[places[-1]] in ISOLATES and places[-1] not in partners
    left = base if before is None else levels[before]
    right = base if after is None or is_open else levels[after]
    start, end = ("R" if max(level, other) % 2 else "L" for other in (left, right))
    return Sequence(places, level, start, end, [kinds[place] for place in places])
