"""English words to terms, lightly: plurals and what has become of verbs in headlines."""

import re

from .names import Names
from .stemmer import Stemmer

_KEPT = frozenset("news series species gas bus lens always perhaps texas wales athens brussels mars paris".split())
_NO_PLURALS = ("ss", "us", "is", "as", "os")  # Habermas, Texas, Lagos
_VOWEL = re.compile("[aeiouy]")


def singular(word: str) -> str:
    """A Latin word without the ending of a plural."""
    if len(word) < 4 or word in _KEPT or not word.isascii() or word.endswith(_NO_PLURALS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


class EnglishStemmer(Stemmer):
    """Plurals, -ing and -ed when a word with a vowel stays."""

    version = "en1"

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        return (names.words.get(word) or names.words.get(singular(word)) or _present(singular(word)),)


def _present(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            if rest[-1] == rest[-2] and rest[-1] not in "lsz":
                return rest[:-1]
            return rest
    return word.removesuffix("e") if len(word) > 3 else word
