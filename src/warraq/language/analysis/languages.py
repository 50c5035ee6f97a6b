"""Which stemmer a language has."""

from collections.abc import Container

from ..tables import lexicon
from .arabic import ArabicStemmer
from .english import EnglishStemmer
from .names import Names
from .persian import PersianStemmer


class Unknown:
    """A language we have no rules for: names are known, every other word is its own term."""

    version = "none"

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        return (names.words.get(word, word),)

    def leads(self, word: str, others: Container[str]) -> tuple[str, ...]:
        return (word,) if word in others else ()

    def joined(self, first: str, second: str) -> str:
        return ""

    def is_common(self, term: str) -> bool:
        return self.is_native(term)

    def is_native(self, term: str) -> bool:
        return False


def stemmer_for(language: str) -> ArabicStemmer | PersianStemmer | EnglishStemmer | Unknown:
    match language:
        case "ar":
            return ArabicStemmer(lexicon("ar"))
        case "fa":
            return PersianStemmer(lexicon("fa"))
        case "en":
            return EnglishStemmer()
    return Unknown()
