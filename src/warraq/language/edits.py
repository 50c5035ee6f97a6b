"""Words that are one letter apart."""

ARABIC, LATIN = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ", "abcdefghijklmnopqrstuvwxyz"


def edits(word: str) -> set[str]:
    """Everything one letter away, in letters of the word's own script."""
    letters = sorted({*(LATIN if word.isascii() else ARABIC), *word})
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {before + after[1:] for before, after in cuts if after}
    found |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    found |= {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    found |= {before + letter + after for before, after in cuts for letter in letters}
    return found - {word}


def within_one_edit(one: str, other: str) -> bool:
    """Damerau–Levenshtein distance of at most one."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, longer = one[start:], other[start:]
    if len(one) < len(other):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or (rest[:2] == longer[1::-1] and rest[2:] == longer[2:])
