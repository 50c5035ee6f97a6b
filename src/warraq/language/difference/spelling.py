"""Which differences are of spelling only: hamza, alef, marks, tatweel, digits, Persian letters, shapes of signs.

Narrower than the folds of search and keywords: what this one calls the same may be hidden from an editor who looks
for changes, so case, spaces and every letter that has a sound of its own count.
"""

from unicodedata import normalize

from ..fold import DROPPED
from ..letters import PLAIN_FORMS

_LETTERS = {
    "ا": "أإآٱٲٳٵ",
    "و": "ؤ",
    "ي": "ئىیېےۍێٸ",
    "ك": "کڪ",
    "ه": "ةہھەۃۀۂ",
}
_SIGNS = {
    ",": "،",
    ";": "؛⁏",
    "?": "؟",
    "%": "٪",
    '"': "«»“”„‟",
    "'": "‘’‚‛`´",
    "-": "‐‑‒–—―−",
    ".": "۔",
}
_FOLD: dict[int, str | None] = {
    **dict.fromkeys(DROPPED),
    **{ord(form): plain for table in (_LETTERS, _SIGNS) for plain, forms in table.items() for form in forms},
    **{first + value: str(value) for first in (0x0660, 0x06F0) for value in range(10)},
    ord("\u066b"): ".",
    ord("\u066c"): ",",
    ord("…"): "...",
}


def spelling_fold(word: str) -> str:
    """Two spellings of one word or sign fold to the same string; empty for what is no more than marks."""
    # Composed first, that a hamza typed after its seat counts as one with it; again, since letters have moved together.
    plain = normalize("NFC", word.translate(PLAIN_FORMS))
    return normalize("NFC", plain.translate(_FOLD))


def same_spelling(one: str, other: str) -> bool:
    """Do two words or signs differ in spelling at most?"""
    return one == other or spelling_fold(one) == spelling_fold(other)
