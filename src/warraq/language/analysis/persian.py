"""Persian words to terms. All are in plain letters, so ی is ي, ک is ك, and a joiner inside a word is gone."""

from ..tables.lexicon import Lexicon
from . import english
from .names import Names
from .stemmer import Stemmer

_PLURALS = ("هايشان", "هايمان", "هايتان", "هايش", "هايم", "هايت", "هايي", "هاي", "ها")
_ENDINGS = ("ترين", "تر", "شان", "مان", "تان", "گان", "اش", "ام", "ات", "ان", "اي", "ي", "ش", "م")
_SURE = 2  # letters that stay before a plural, which no other word ends in
_SHORTEST = 3


class PersianStemmer(Stemmer):
    """Plain words in, terms out."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self.version = lexicon.version

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        if not "ء" <= word[0] <= "ي":
            return (names.words.get(word) or names.words.get(english.singular(word)) or english.singular(word),)
        return (names.words.get(word) or self._term(word, names),)

    def familiarity(self, word: str, names: Names) -> int:
        entry = self._lexicon.get(word)
        return max(entry.frequency if entry else 0, super().familiarity(word, names))

    def is_native(self, term: str) -> bool:
        entry = self._lexicon.get(term)
        return bool(entry and entry.is_native)

    def _term(self, word: str, names: Names) -> str:
        for plural in _PLURALS:
            rest = word.removesuffix(plural)
            if rest != word and len(rest) >= _SURE:
                return names.words.get(rest) or self._known(rest) or rest
        return self._known(word) or self._without_ending(word) or word

    def _known(self, word: str) -> str | None:
        entry = self._lexicon.get(word)
        return entry.term if entry else None

    def _without_ending(self, word: str) -> str | None:
        for ending in _ENDINGS:
            rest = word.removesuffix(ending)
            if rest != word and len(rest) >= _SHORTEST and self._known(rest):
                return self._known(rest)
        return None
