"""Arabic words to terms: the lexicon knows the frequent ones, the rules build every other from those."""

import re
from collections.abc import Container, Iterable
from itertools import chain, combinations

from ..edits import edits
from ..tables.lexicon import Entry, Lexicon
from . import compounds, english
from .endings import (
    ARTICLES,
    HARD,
    HARD_BEGINNING,
    HIS,
    TEH,
    double_proclitics,
    endings,
    is_from,
    is_plural_verb,
    proclitics,
)
from .letters import plain
from .names import Names
from .stemmer import Stemmer

_HARD_ARTICLE = re.compile("[وفبكل]?[أإآ]ل")
_LEAST_NEAR = 3  # letters of a word behind a proclitic that may be misspelt
_AND_FOR = ("ولل", "فلل")
_LEAST_REST = 30  # one in a million: a rarer word is no reason to take a letter off the front
_LEAST_NATIVE_REST = 22  # the word as a whole is in no list, so a rare word that is in one will do: بكمامة
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
        beginnings = lexicon.get(HARD)
        self._hard_beginnings = frozenset(beginnings.term.split() if beginnings else ())

    def terms(self, word: str, names: Names) -> tuple[str, ...]:
        """The term of a plain word; two where two words are written as one."""
        if not "ء" <= word[0] <= "ي":
            return (names.words.get(word) or names.words.get(english.singular(word)) or english.singular(word),)
        unmarked = _unmarked(word)
        found = names.words.get(unmarked) or compounds.solid(unmarked)
        if found or len(word) < 3:
            return (found or unmarked,)
        is_whole = HARD in word and unmarked in self._lexicon  # لآلئ
        meant = self._found(word, names) if word != unmarked and not is_whole else None
        if meant:
            return (meant,)
        word = unmarked
        term = self._found(word, names) or compounds.father(word) or self._with_hamza(word)
        return (term,) if term else self._two_words(word) or (_guess(word),)

    def read(self, written: str) -> str:
        word = plain(written)
        if written.endswith(TEH):
            word = word[:-1] + TEH
        hard = _HARD_ARTICLE.match(written)
        # The letters before it have one plain form each.
        return word[: hard.end() - 2] + HARD + word[hard.end() - 1 :] if hard else word

    def also(self, word: str, names: Names) -> tuple[str, ...]:
        """الهام may be the muse إلهام without her hamza, رايه the flag راية without her dots, مكتبه his office."""
        if HARD in word or len(word) < 3 or not "ء" <= word[0] <= "ي":
            return ()
        marked = {self._hard(word)}
        if word.endswith("ه"):
            marked |= {other[:-1] + TEH for other in (word, *marked) if other}
        readings = {self._found(other, names) for other in marked if other}
        if word.endswith("ه"):
            rests = (word, *(rest for _, rest in chain(proclitics(word), double_proclitics(word))))
            readings |= {entry.term for rest in rests if (entry := self._lexicon.get(rest[:-1] + HIS))}
        return tuple(sorted(readings - {None, *self.terms(word, names)}))

    def _hard(self, word: str) -> str:
        """The word with its alef marked as none of an article, where the lexicon has words that begin so."""
        at = word.find("ال", 0, 3)
        if at < 0 or HARD + word[at + 1 : at + HARD_BEGINNING] not in self._hard_beginnings:
            return ""
        return word[:at] + HARD + word[at + 1 :]

    def leads(self, word: str, others: Container[str]) -> tuple[str, ...]:
        return compounds.leads(word, others)

    def joined(self, first: str, second: str) -> str:
        return compounds.joined(first, second)

    def is_native(self, term: str) -> bool:
        entry = self._lexicon.get(term)
        return bool(entry and entry.is_native)

    def familiarity(self, word: str, names: Names) -> int:
        if compounds.solid(word):
            return _AS_COMMON_AS_A_NAME
        rests = (rest for taken, rest in chain(proclitics(word), double_proclitics(word)))
        return max(self._frequency(rest, names) for rest in (word, *rests))

    def near(self, word: str, names: Names) -> set[tuple[str, int]]:
        found = set()
        for rest in (word, *(rest for taken, rest in proclitics(word) if len(rest) >= _LEAST_NEAR)):
            for edit in edits(rest):
                if edit in names.words:
                    found.add((names.words[edit], _AS_COMMON_AS_A_NAME))
                elif entry := self._lexicon.get(edit):
                    found.add((entry.term, max(1, entry.frequency)))
        return found

    def _frequency(self, word: str, names: Names) -> int:
        if word in names.words:
            return _AS_COMMON_AS_A_NAME
        entry = self._lexicon.get(word)
        return max(1, entry.frequency) if entry else 0

    def _known(self, word: str) -> Entry | None:
        """What the lexicon has of a word, by its hamza or dots where it knows that they set it apart."""
        entry = self._lexicon.get(word)
        if entry is None and (word.startswith(HARD) or word.endswith(TEH)):
            entry = self._lexicon.get(_unmarked(word))
        return entry

    def _found(self, word: str, names: Names) -> str | None:
        if known := self._known(word):
            return known.term
        carried, ended = self._carried(word, names), self._with_ending(word)
        if ended and (not carried or (ended.frequency > carried.frequency and not word.startswith(ARTICLES))):
            return ended.term  # بيتهم is not ب-يتهم
        return carried.term if carried else self._carried_with_ending(word)

    def _with_hamza(self, word: str) -> str | None:
        """The term of a common word whose hamza was left out: المسوولين."""
        for rest in (word, *(rest for taken, rest in proclitics(word))):
            seats = [at for at in range(1, len(rest)) if rest[at] in "وي"]
            for count in (1, 2):
                for chosen in combinations(seats, count):
                    entry = self._known("".join("ء" if at in chosen else a for at, a in enumerate(rest)))
                    if entry and entry.frequency >= _COMMON:
                        return entry.term
        return None

    def _is_enough(self, rest: str, entry: Entry) -> bool:
        return len(rest) >= _LEAST_BETWEEN or (entry.is_native and entry.frequency >= _COMMON)

    def _two_words(self, word: str) -> tuple[str, ...]:
        """The terms of two common words that are written as one, the second with the article: مجلسالأمن, حزبالله."""
        at = word.find("ال", 3)
        if at < 0 or len(word) < at + 4:
            return ()
        first = self._known(word[:at].removeprefix("ال"))
        second = self._known(word[at:]) or self._known(word[at + 2 :])
        if first and second and min(first.frequency, second.frequency) >= _COMMON:
            return first.term, second.term
        return ()

    def _carried(self, word: str, names: Names) -> Entry | None:
        """The word that is left when proclitics are gone."""
        if word.startswith(_AND_FOR):
            return self._likeliest(chain(proclitics(word), double_proclitics(word)), names)  # وللجنة is not ولل-جنة
        return self._likeliest(proclitics(word), names) or self._likeliest(double_proclitics(word), names)

    def _likeliest(self, readings: Iterable[tuple[str, str]], names: Names) -> Entry | None:
        best: Entry | None = None
        for taken, rest in readings:
            has_article = taken.endswith(("ال", "لل"))
            entry = self._name(rest, has_article, names) or self._known(rest)
            if entry and rest.startswith("ال"):
                # The lexicon has alef and lam only where they are no article: آلاف, التزام.
                entry = entry._replace(frequency=_MOST)
            least = _LEAST_NATIVE_REST if entry and entry.is_native else _LEAST_REST
            if entry and (has_article or entry.frequency >= least):
                best = entry if not best or entry.frequency > best.frequency else best
        return best

    def _name(self, rest: str, has_article: bool, names: Names) -> Entry | None:
        term = (names.words.get("ال" + rest) if has_article else None) or names.words.get(_unmarked(rest))
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
            entry = self._known(reading.base)
            if (
                entry
                and reading.group != "pronoun"
                and not (entry.is_native or is_from(reading.base, word) or is_plural_verb(reading.base, word))
            ):
                continue  # بيروات is no plural of بيرو
            if entry and (not best or entry.frequency > best.frequency):
                best, group = entry, reading.group
        return best

    def _carried_with_ending(self, word: str) -> str | None:
        rests = (rest for _, rest in chain(proclitics(word), double_proclitics(word)))
        found = [(rest, entry) for rest in rests if (entry := self._with_ending(rest)) and self._is_enough(rest, entry)]
        # بالتزامها is ب-التزام-ها: the lexicon has alef and lam only where they are no article.
        best = max(found, key=lambda pair: (pair[0].startswith("ال"), pair[1].frequency), default=None)
        return best[1].term if best else None


def _unmarked(word: str) -> str:
    return word.replace(HARD, "ا").replace(TEH, "ه")


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
