"""Are two texts the same story once more: printed again, or again with a few words changed?"""

from dataclasses import dataclass
from itertools import islice
from re import compile as pattern

from warraq.language.fold import mild_fold

WORDS = 160  # of a text are looked at
LETTERS = WORDS * 12  # in which they are
RUN = 3  # words in a row
# A shorter text is no proof: two flashes of a line may share it and still tell two things.
ENOUGH = 20
SAME = 0.6  # of the runs of the shorter text

_word = pattern(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a story's words."""

    title: str
    runs: frozenset[tuple[str, ...]]


def sketch(title: str, text: str) -> Sketch:
    words = [found.group() for found in islice(_word.finditer(mild_fold(text[:LETTERS])), WORDS)]
    runs = frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
    return Sketch(" ".join(_word.findall(mild_fold(title))), runs)


def are_alike(one: Sketch, other: Sketch) -> bool:
    """Does the shorter text stand in the longer one, or the same headline above both?"""
    if one.title == other.title and one.title:
        return True
    shorter = min(len(one.runs), len(other.runs))
    return shorter >= ENOUGH and len(one.runs & other.runs) >= SAME * shorter
