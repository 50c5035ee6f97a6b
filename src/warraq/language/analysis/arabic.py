"""Arabic words to terms: the lexicon knows the frequent ones, the rules build every other from those."""

from ..tables.lexicon import Lexicon
from .endings import ARTICLES, endings, proclitics

_LEAST_REST = 30  # one in a million: a rarer word is no reason to take a letter off the front
_SURE_ARTICLE = 3  # letters that must stay when nobody knows the rest
_ADJECTIVE_ENDINGS = ("يون", "يين", "يات", "يه")


class ArabicStemmer:
    """Plain words in, terms out."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon

    def term(self, word: str) -> str:
        """The term of a plain word."""
        if len(word) < 3 or not "ء" <= word[0] <= "ي":
            return word
        return (
            self._known(word)
            or self._carried(word)
            or self._with_ending(word)
            or self._carried_with_ending(word)
            or _guess(word)
        )

    def frequency(self, term: str) -> int:
        entry = self._lexicon.get(term)
        return entry.frequency if entry else 0

    def _known(self, word: str) -> str | None:
        entry = self._lexicon.get(word)
        return entry.term if entry else None

    def _carried(self, word: str) -> str | None:
        """The term of the likeliest word that is left when proclitics are gone."""
        best, most = None, -1
        for taken, rest in proclitics(word):
            entry = self._lexicon.get(rest)
            if entry and entry.frequency > most and (entry.frequency >= _LEAST_REST or "ل" in taken[-1:]):
                best, most = entry.term, entry.frequency
        return best

    def _with_ending(self, word: str) -> str | None:
        if len(word) < 4:
            return None
        for base, _ in endings(word):
            entry = self._lexicon.get(base)
            if entry:
                return entry.term
        return None

    def _carried_with_ending(self, word: str) -> str | None:
        for _, rest in proclitics(word):
            term = self._with_ending(rest)
            if term:
                return term
        return None


def _guess(word: str) -> str:
    """For a word nobody knows: the article is taken off when enough stays, and the endings of adjectives."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SURE_ARTICLE:
            word = word[len(article) :]
            break
    for ending in _ADJECTIVE_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SURE_ARTICLE:
            return word[: -len(ending)] + "ي"
    return word
