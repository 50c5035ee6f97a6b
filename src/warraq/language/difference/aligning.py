"""Which words of two texts belong to each other, in time that grows with their length and not with its square.

`SequenceMatcher` finds what a reader would find, but needs the square of the time for words that come up often. It is
given stretches that are short enough, between words that either text has only once and both have in the same order
(the anchors of “patience” comparison), else runs of words; a long stretch without any is cut in half.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# Pairs of equal words in a stretch, times the words of its shorter side: what takes some hundredths of a second.
SAFE_STEPS = 500_000
RUNS = (1, 2, 4, 8)  # words


def matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places that belong together, rising in both; the same pairs turned round for the texts turned round."""
    if (len(old), list(old)) > (len(new), list(new)):
        return [(i, j) for j, i in matches(new, old)]
    return list(_matches(old, new, 0, len(old), 0, len(new)))


def _matches(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int
) -> Iterator[tuple[int, int]]:
    stretches = [(i, i_end, j, j_end)]
    while stretches:
        i, i_end, j, j_end = stretches.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        tail = 0
        while i < i_end - tail and j < j_end - tail and old[i_end - tail - 1] == new[j_end - tail - 1]:
            tail += 1
        if tail:
            # Comes after whatever is found in between.
            stretches.append((i_end - tail, i_end, j_end - tail, j_end))
            stretches.append((i, i_end - tail, j, j_end - tail))
            continue
        if i == i_end or j == j_end:
            continue
        if min(i_end - i, j_end - j) == 1 or _steps(old[i:i_end], new[j:j_end]) <= SAFE_STEPS:
            yield from _closely(old, new, i, i_end, j, j_end)
            continue
        stretches += reversed(_between_anchors(old, new, i, i_end, j, j_end))


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    there = Counter(new)
    return sum(count * there[word] for word, count in Counter(old).items()) * min(len(old), len(new))


def _closely(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int
) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield i + block.a + step, j + block.b + step


def _between_anchors(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int
) -> list[tuple[int, int, int, int]]:
    """The stretches that begin at the anchors, in order; the two halves where there is no anchor."""
    found = (_anchors(old, new, i, i_end, j, j_end, run) for run in RUNS)
    anchors = next(filter(None, found), [((i + i_end) // 2, (j + j_end) // 2)])
    starts, ends = [(i, j), *anchors], [*anchors, (i_end, j_end)]
    return [(a, a_end, b, b_end) for (a, b), (a_end, b_end) in zip(starts, ends, strict=True)]


def _anchors(
    old: Sequence[str], new: Sequence[str], i: int, i_end: int, j: int, j_end: int, run: int
) -> list[tuple[int, int]]:
    """Where runs of words begin that both have once, in the longest row that rises in both texts."""
    in_old, in_new = _once(old, i, i_end, run), _once(new, j, j_end, run)
    return rising([(place, in_new[words]) for words, place in in_old.items() if words in in_new])


def _once(words: Sequence[str], start: int, end: int, run: int) -> dict[tuple[str, ...], int]:
    places = range(start, end - run + 1)
    counts = Counter(tuple(words[at : at + run]) for at in places)
    return {words_here: at for at in places if counts[words_here := tuple(words[at : at + run])] == 1}


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of these pairs, sorted by their first number, in which the second rises too."""
    tops: list[int] = []  # the smallest second number with which a row of each length ends
    rows: list[int] = []
    before: list[int] = []
    for at, (_first, second) in enumerate(pairs):
        length = bisect_left(tops, second)
        before.append(rows[length - 1] if length else -1)
        if length == len(tops):
            tops.append(second)
            rows.append(at)
        else:
            tops[length], rows[length] = second, at
    found, at = [], rows[-1] if rows else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
