"""Which stemmer a language has."""

from ..tables import lexicon
from .arabic import ArabicStemmer
from .english import EnglishStemmer
from .persian import PersianStemmer
from .stemmer import Stemmer


def stemmer_for(language: str) -> Stemmer:
    match language:
        case "ar":
            return ArabicStemmer(lexicon("ar"))
        case "fa":
            return PersianStemmer(lexicon("fa"))
        case "en":
            return EnglishStemmer()
    return Stemmer()
