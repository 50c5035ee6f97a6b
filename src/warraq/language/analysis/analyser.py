"""One analyser a language: what a text is indexed by, and what a query asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ..tables import lexicon
from . import stops
from .arabic import ArabicStemmer
from .letters import plain
from .names import BUILT_IN_NAMES, Names
from .skeleton import skeleton
from .words import words_of

RULES = 1  # raised whenever a rule changes


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a compound name of a text."""

    start: int
    end: int
    exact: str
    term: str
    is_stop: bool


class Analyser:
    """Made by `analyser_for`; safe to share between threads."""

    def __init__(self, language: str, names: Names, stem: Callable[[str], str], stop_words: frozenset[str]):
        self.language = language
        self.names = names
        self.version = f"{RULES}-{names.version}"
        self._stem = stem
        self._stop_words = stop_words
        self._word = lru_cache(maxsize=65536)(self._analyse_word)

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a text in its order."""
        return [Token(start, end, word, *self._word(word)) for start, end, word in words_of(text)]

    def skeleton(self, term: str) -> str:
        """The consonants by which two spellings of a foreign name meet; empty when they are too few."""
        return skeleton(term)

    def is_certain(self, term: str) -> bool:
        """Whether a term is a well-known word: two such words are never taken for spellings of each other."""
        return False

    def _analyse_word(self, word: str) -> tuple[str, bool]:
        folded = plain(word)
        return self.names.terms.get((folded,)) or self._stem(folded), word in self._stop_words


@lru_cache(maxsize=16)
def analyser_for(language: str, names: Names = BUILT_IN_NAMES) -> Analyser:
    """The analyser of a language; of one we have no rules for, a fold."""
    if language == "ar":
        return Analyser(language, names, ArabicStemmer(lexicon(language)).term, stops.ARABIC)
    stop_words = {"fa": stops.PERSIAN, "en": stops.ENGLISH}.get(language, frozenset())
    return Analyser(language, names, str, stop_words)
