"""One analyser a language: what a text is indexed by, and what a query asks for."""

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

_REMEMBERED, _REMEMBERED_NEAR = 65536, 256
_MOST = 100
_OWN_NAME = 30  # one in a million: two names so common are not spellings of each other
_CLOSINGS = {"ا": "a", "ه": "a", "و": "w", "ي": "y"}  # آسيا and آسيه end alike


class Token(NamedTuple):
    """A word, a number or a compound name of a text."""

    start: int
    end: int
    exact: str
    term: str
    is_stop: bool
    also: tuple[str, ...] = ()  # its terms in other readings of what is written
    parts: tuple[str, ...] = ()  # the terms of a name's words, by which it is found too

    @property
    def found_by(self) -> tuple[str, ...]:
        """Every term that a query may ask for to find it."""
        return self.term, *self.also, *self.parts


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
    also: tuple[str, ...]
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
        # Asked at every stage of a query again, and dear.
        self.near = lru_cache(maxsize=_REMEMBERED_NEAR)(self._near)

    def analyse(self, text: str) -> list[Token]:
        """The tokens of a text in its order."""
        places = words_of(text)
        words = [self._word(place[2]) for place in places]
        tokens: list[Token] = []
        done = 0
        for at, word in enumerate(words):
            if at < done:
                continue
            if word.leads:
                length, term = self._compound(words, at)
                if length:
                    done = at + length
                    tokens.append(_spanning(places[at:done], words[at:done], term))
                    continue
            start, end, exact = places[at]
            for term in word.terms:
                tokens.append(Token(start, end, exact, term, word.is_stop, word.also))
        return tokens

    def skeleton(self, term: str) -> str:
        """The consonants by which two spellings of a foreign name meet; empty for a word of the language."""
        if term in self._stop_words.terms or (self._stemmer.is_native(term) and term not in self.names.terms):
            return ""
        return skeleton(term)

    def is_settled(self, term: str) -> bool:
        """Whether a term is a word of the language or a known name: two such are never spellings of each other."""
        return term in self.names.terms or term in self._stop_words.terms or self._stemmer.is_native(term)

    def familiarity(self, exact: str) -> int:
        """How common a written word is as it stands: ten steps a power of ten, from 0 for one in a billion or less."""
        return _MOST if self._stop_words.term(exact) else self._stemmer.familiarity(plain(exact), self.names)

    def _near(self, exact: str) -> frozenset[tuple[str, int]]:
        """The words one letter away from a written one, as their terms and how common they are."""
        return frozenset(self._stemmer.near(plain(exact), self.names))

    def bone(self, term: str) -> str:
        """What the spellings of a foreign name have in common: its consonants, marked when it is a settled word or,
        with its last vowel, when it is a name that many write so. Empty for a word of the language."""
        key = self.skeleton(term)
        if not key or self.is_settled(term):
            return key and f"+{key}"
        return f"{key}~{_closing(term)}" if self.familiarity(term) >= _OWN_NAME else key

    def bones_like(self, term: str, familiarity: int) -> frozenset[str]:
        """The bones of the terms that may be another spelling of a term that was typed by so common a word."""
        key = self.skeleton(term)
        if not key:
            return frozenset()
        closings = {"", *_CLOSINGS.values()} if familiarity < _OWN_NAME else {_closing(term)}
        settled = set() if self.is_settled(term) else {f"+{key}"}
        return frozenset({key, *settled, *(f"{key}~{closing}" for closing in closings)})

    def _look_up(self, exact: str) -> _Word:
        word = plain(exact)
        stop_term = self._stop_words.term(exact)
        leads = self._stemmer.leads(word, self.names.phrases)
        if stop_term:
            return _Word(word, (stop_term,), (), True, leads)
        read = self._stemmer.read(exact)
        return _Word(word, self._stemmer.terms(read, self.names), self._stemmer.also(read, self.names), False, leads)

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


def _closing(term: str) -> str:
    return _CLOSINGS.get(term[-1], "")


def _spanning(places: list[Place], words: list[_Word], term: str) -> Token:
    parts = tuple(part for word in words if not word.is_stop for part in (*word.terms, *word.also))
    return Token(places[0][0], places[-1][1], "_".join(place[2] for place in places), term, False, (), parts)


@lru_cache(maxsize=16)
def analyser_for(language: str, names: Names = BUILT_IN_NAMES) -> Analyser:
    """The analyser of a language; of one we have no rules for, a fold."""
    return Analyser(language, names, stemmer_for(language), stop_words_for(language))
