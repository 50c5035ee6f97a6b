"""How likely moderators refuse a text, from what they did with others: Robinson's chances, combined by Fisher's method.

Source: Gary Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107, March 2003. A word's chance is
its share of refused among all texts that hold it, both sides weighed alike, drawn towards one half while it has been
seen seldom; the chances of the most telling words are combined into two tail probabilities of the chi-square
distribution, one for "refused" and one for "shown". Where both are small or both large, the answer is one half.
"""

from collections.abc import Iterable, Mapping
from math import exp, log
from typing import NamedTuple

LEAST_LEARNED = 20  # texts of either side, before anything is said
STRENGTH, UNKNOWN = 0.45, 0.5  # of what is believed of a word nobody has seen
LEAST_TELLING = 0.1  # away from one half
MOST_TELLING = 60  # words


class Seen(NamedTuple):
    """In how many texts a word stood that moderators showed, and in how many that they refused."""

    shown: int = 0
    refused: int = 0


class Chance(NamedTuple):
    """0 for one that moderators would show, 1 for one they would refuse; the words that say so, weightiest first."""

    refused: float
    words: tuple[str, ...] = ()


def chance(words: Iterable[str], seen: Mapping[str, Seen], total: Seen) -> Chance | None:
    """None while too little has been learned, or where nothing in the text is telling."""
    if min(total) < LEAST_LEARNED:
        return None
    chances = {word: _chance_of(seen[word], total) for word in set(words) if word in seen}
    telling = sorted(
        (word for word, value in chances.items() if abs(value - 0.5) >= LEAST_TELLING),
        key=lambda word: (-abs(chances[word] - 0.5), word),
    )[:MOST_TELLING]
    if not telling:
        return None
    values = [chances[word] for word in telling]
    is_shown = _tail(-2 * sum(log(value) for value in values), len(values))
    is_refused = _tail(-2 * sum(log(1 - value) for value in values), len(values))
    combined = (1 + is_shown - is_refused) / 2
    return Chance(combined, tuple(word for word in telling if (chances[word] > 0.5) == (combined > 0.5)))


def _chance_of(word: Seen, total: Seen) -> float:
    shown, refused = max(0, word.shown), max(0, word.refused)
    if not (times := shown + refused):
        return UNKNOWN
    refused_share, shown_share = min(1.0, refused / total.refused), min(1.0, shown / total.shown)
    return (STRENGTH * UNKNOWN + times * refused_share / (refused_share + shown_share)) / (STRENGTH + times)


def _tail(value: float, pairs: int) -> float:
    """How likely chi-square of 2 × `pairs` degrees of freedom is above `value`."""
    half = value / 2
    term = total = exp(-half)
    for number in range(1, pairs):
        term *= half / number
        total += term
    return min(total, 1.0)
