"""Arabic words to terms: the lexicon knows the frequent ones, the rules build every other from those."""

from collections.abc import Container, Iterable
from itertools import chain

from ..tables.lexicon import Entry, Lexicon
from . import compounds, english
from .endings import ARTICLES, double_proclitics, endings, proclitics
from .names import Names
from .stemmer import Stemmer

_LEAST_REST = 30  # one in a million: a rarer word is no reason to take a letter off the front
_AS_COMMON_AS_A_NAME = 45
_MOST = 100
_LEAST_BETWEEN = 6  # letters behind a proclitic in which a base and an ending are looked for: برجسون is not ب-رجس-ون
_SURE_ARTICLE = 3  # letters that must stay when nobody knows the rest
_SURE_ENDINGS = {"يون": "ي", "يين": "ي", "يات": "ي", "يه": "ي", "ات": "", "ها": "", "هم": ""}
_SURE_BASE = 4
# Letters that must stay before an ending of a word that is not in the lexicon. Other endings are left to the fallback
# of one letter: the unknown word may be a slip of the pen.
_LEAST_BASE = {
    "owned": 3,
    "pronoun": 3,
    "our": 4,
    "his": 4,
    "feminine plural": 3,
    "feminine dual": 3,
    "plural": 3,
    "construct plural": 4,
    "dual": 3,
}
_COMMON = 37  # five in a million: only such words are looked for inside another


class ArabicStemmer(Stemmer):
    """Plain words in, terms out."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self.version = lexicon.version

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        """The term of a plain word; two where two words are written as one."""
        if not "ء" <= word[0] <= "ي":
            return (names.words.get(word) or names.words.get(english.singular(word)) or english.singular(word),)
        found = names.words.get(word) or compounds.solid(word)
        if found or len(word) < 3:
            return (found or word,)
        term = self._found(word, names)
        term = term or compounds.father(word)
        return (term,) if term else self._two_words(word) or (_guess(word),)

    def leads(self, word: str, others: Container[str]) -> tuple[str, ...]:
        return compounds.leads(word, others)

    def joined(self, first: str, second: str) -> str:
        return compounds.joined(first, second)

    def is_native(self, term: str) -> bool:
        entry = self._lexicon.get(term)
        return bool(entry and entry.is_native)

    def is_common(self, term: str) -> bool:
        entry = self._lexicon.get(term)
        return bool(entry and entry.frequency >= _COMMON)

    def _found(self, word: str, names: Names) -> str | None:
        if known := self._lexicon.get(word):
            return known.term
        carried, ended = self._carried(word, names), self._with_ending(word)
        if ended and (not carried or (ended.frequency > carried.frequency and not word.startswith(ARTICLES))):
            return ended.term  # بيتهم is not ب-يتهم
        return carried.term if carried else self._carried_with_ending(word)

    def _two_words(self, word: str) -> tuple[str, ...]:
        """The terms of two common words that are written as one, the second with the article: مجلسالأمن, حزبالله."""
        at = word.find("ال", 3)
        if at < 0 or len(word) < at + 4:
            return ()
        first = self._lexicon.get(word[:at].removeprefix("ال"))
        second = self._lexicon.get(word[at:]) or self._lexicon.get(word[at + 2 :])
        if first and second and min(first.frequency, second.frequency) >= _COMMON:
            return first.term, second.term
        return ()

    def _carried(self, word: str, names: Names) -> Entry | None:
        """The word that is left when proclitics are gone."""
        return self._likeliest(proclitics(word), names) or self._likeliest(double_proclitics(word), names)

    def _likeliest(self, readings: Iterable[tuple[str, str]], names: Names) -> Entry | None:
        best: Entry | None = None
        for taken, rest in readings:
            has_article = taken.endswith(("ال", "لل"))
            entry = self._name(rest, has_article, names) or self._lexicon.get(rest)
            if entry and rest.startswith("ال"):
                # The lexicon has alef and lam only where they are no article: آلاف, التزام.
                entry = entry._replace(frequency=_MOST)
            if entry and (has_article or entry.frequency >= _LEAST_REST):
                best = entry if not best or entry.frequency > best.frequency else best
        return best

    def _name(self, rest: str, has_article: bool, names: Names) -> Entry | None:
        term = (names.words.get("ال" + rest) if has_article else None) or names.words.get(rest)
        return Entry(_AS_COMMON_AS_A_NAME, False, term) if term else None

    def _with_ending(self, word: str) -> Entry | None:
        """The likeliest base by the first kind of ending that leaves a known one."""
        if len(word) < 4:
            return None
        best: Entry | None = None
        group = ""
        for reading in endings(word):
            if len(reading.base) < _LEAST_BASE.get(reading.kind, len(word)):
                continue
            if best and reading.group != group:
                break
            entry = self._lexicon.get(reading.base)
            if entry and reading.group != "pronoun" and not entry.is_native:
                continue  # بيروات is no plural of بيرو
            if entry and (not best or entry.frequency > best.frequency):
                best, group = entry, reading.group
        return best

    def _carried_with_ending(self, word: str) -> str | None:
        rests = (rest for _, rest in chain(proclitics(word), double_proclitics(word)) if len(rest) >= _LEAST_BETWEEN)
        found = [(rest, entry) for rest in rests if (entry := self._with_ending(rest))]
        # بالتزامها is ب-التزام-ها: the lexicon has alef and lam only where they are no article.
        best = max(found, key=lambda pair: (pair[0].startswith("ال"), pair[1].frequency), default=None)
        return best[1].term if best else None


def _guess(word: str) -> str:
    """For a word nobody knows: the article is taken off when enough stays, and the commonest endings."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SURE_ARTICLE:
            word = word[len(article) :]
            break
    for ending, kept in _SURE_ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) >= _SURE_BASE - len(kept):
            return word[: -len(ending)] + kept
    return word
