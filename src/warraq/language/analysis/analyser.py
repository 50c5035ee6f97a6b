"""One analyser a language: what a text is indexed by, and what a query asks for."""

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..tables import rows
from .languages import stemmer_for
from .letters import plain
from .names import BUILT_IN_NAMES, Names
from .skeleton import skeleton
from .stemmer import Stemmer
from .stops import StopWords, stop_words_for
from .words import Place, words_of

_REMEMBERED = 65536


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a compound name of a text."""

    start: int
    end: int
    exact: str
    term: str
    is_stop: bool


@cache
def rules_version() -> str:
    """Another for every change of the rules' own text, so that nobody has to remember to raise a number."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr(rows("compounds.tsv")).encode())
    return digest.hexdigest()[:12]


class _Word(NamedTuple):
    plain: str
    terms: tuple[str, ...]
    is_stop: bool
    leads: tuple[str, ...]  # the first parts of compound names it may be


class Analyser:
    """Made by `analyser_for`; safe to share between threads."""

    def __init__(self, language: str, names: Names, stemmer: Stemmer, stop_words: StopWords):
        self.language = language
        self.names = names
        self.version = f"{rules_version()}-{stemmer.version}-{names.version}"
        self._stemmer = stemmer
        self._stop_words = stop_words
        self._word = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a text in its order."""
        places = list(words_of(text))
        words = [self._word(place[2]) for place in places]
        tokens: list[Token] = []
        at = 0
        while at < len(words):
            word = words[at]
            length, term = self._compound(words, at) if word.leads else (0, "")
            if length:
                tokens.append(_spanning(places[at : at + length], term))
                at += length
                continue
            start, end, exact = places[at]
            tokens += [Token(start, end, exact, term, word.is_stop) for term in word.terms]
            at += 1
        return tokens

    def skeleton(self, term: str) -> str:
        """The consonants by which two spellings of a foreign name meet; empty for a word of the language."""
        if term in self._stop_words.terms or (self._stemmer.is_native(term) and term not in self.names.terms):
            return ""
        return skeleton(term)

    def is_settled(self, term: str) -> bool:
        """Whether a term is a word of the language or a known name: two such are never spellings of each other."""
        return term in self.names.terms or term in self._stop_words.terms or self._stemmer.is_native(term)

    def is_common(self, term: str) -> bool:
        """Whether a settled term is not a rare word: a reader who types a rare one may have meant another."""
        is_name = term in self.names.terms or term in self._stop_words.terms
        return is_name or (self._stemmer.is_native(term) and self._stemmer.is_common(term))

    def _look_up(self, exact: str) -> _Word:
        word = plain(exact)
        stop_term = self._stop_words.term(exact)
        terms = (stop_term,) if stop_term else self._stemmer.terms(word, self.names)
        return _Word(word, terms, bool(stop_term), self._stemmer.leads(word, self.names.phrases))

    def _compound(self, words: list[_Word], at: int) -> tuple[int, str]:
        """How many words from here on are one name, and its term; none when they are not."""
        for lead in words[at].leads:
            for spelling, term in self.names.phrases.get(lead, ()):
                if spelling[1:] == tuple(word.plain for word in words[at + 1 : at + len(spelling)]):
                    return len(spelling), term
            if at + 1 < len(words) and not words[at + 1].is_stop:
                term = self._stemmer.joined(lead, words[at + 1].plain)
                if term:
                    return 2, term
        return 0, ""


def _spanning(places: list[Place], term: str) -> Token:
    return Token(places[0][0], places[-1][1], "_".join(place[2] for place in places), term, False)


@lru_cache(maxsize=16)
def analyser_for(language: str, names: Names = BUILT_IN_NAMES) -> Analyser:
    """The analyser of a language; of one we have no rules for, a fold."""
    return Analyser(language, names, stemmer_for(language), stop_words_for(language))
