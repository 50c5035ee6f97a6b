"""Finding the newsroom's listed words in whatever dress they come: drawn out, pointed, taken apart, with what Arabic
puts in front of a word and behind it; never inside another word.

A word of the text is the listed one

* letter by letter under the search's fold, each letter as often as in the list or three times and more (ممممتاز), and
  twice where nobody knows the word so written;
* or as another form of it, by the analyser (والكلاب for كلب), unless the list wants it as written only;
* or, where no lexicon knows the word, when what proclitics and endings leave is the listed one.

What stands between blanks is also read as one word (م.م.ت.ا.ز), and so are single letters one after the other; in
Latin letters, digits and look-alikes are read as what they stand for (v1agra).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import regex

from warraq.language.analysis import Analyser, analyser_for
from warraq.language.analysis.endings import double_proclitics, endings, proclitics
from warraq.language.analysis.letters import plain, written

MOST_APART = 24  # letters of a word that was taken apart
_LEAST_APART = 3
_PIECE = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LATIN = regex.compile(r"[a-z]")
_ARABIC = regex.compile(r"\p{Arabic}")
_DRAWN = regex.compile(r"(\p{L})\1{2,}")
_DOUBLE = regex.compile(r"(\p{L})\1+")
_DIGIT_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
_LOOK_ALIKES = str.maketrans("аеорсухіјѕкмтвнαορυι", "aeopcyxijskmtbhaopui")

Run = tuple[str, int]


class Listed(NamedTuple):
    """An entry of the list: one word or several; `number` is whatever knows it again."""

    number: int
    phrase: str
    as_written: bool = False


class Found(NamedTuple):
    """An entry and what of the text it was found by."""

    number: int
    words: str


class _Pattern(NamedTuple):
    """A listed word: its letters in runs, and the terms that its forms have in common."""

    runs: tuple[Run, ...]
    terms: frozenset[str]
    as_written: bool


class WordList:
    """Made once for a list and a language; finds in time that hardly depends on the length of the list."""

    def __init__(self, listed: Iterable[Listed], language: str) -> None:
        self._reader = _Reader(analyser_for(language))
        self._by_letters: dict[str, list[tuple[Listed, tuple[_Pattern, ...]]]] = defaultdict(list)
        self._by_term: dict[str, list[tuple[Listed, tuple[_Pattern, ...]]]] = defaultdict(list)
        for entry in listed:
            patterns = tuple(self._reader.pattern(piece, entry.as_written) for piece in pieces_of(entry.phrase))
            if not patterns or not all(pattern.runs for pattern in patterns):
                continue
            self._by_letters[_skeleton(patterns[0].runs)].append((entry, patterns))
            for term in () if entry.as_written else patterns[0].terms:
                self._by_term[term].append((entry, patterns))

    def found_in(self, text: str) -> list[Found]:
        """The entries a text holds, each once, with the words it was found by."""
        if not self._by_letters:
            return []
        found: dict[int, Found] = {}
        words = pieces_of(text)
        for at, word in enumerate(words):
            for entry, patterns in self._beginning_with(word):
                length = len(patterns)
                if entry.number not in found and self._goes_on(words[at : at + length], patterns):
                    found[entry.number] = Found(entry.number, " ".join(words[at : at + length]))
        for word in taken_apart(text):
            for entry, patterns in self._beginning_with(word):
                if entry.number not in found and len(patterns) == 1 and self._reader.matches(word, patterns[0]):
                    found[entry.number] = Found(entry.number, word)
        return list(found.values())

    def _beginning_with(self, word: str) -> Iterator[tuple[Listed, tuple[_Pattern, ...]]]:
        """Entries whose first word may be this one: by its letters, its stripped readings and its terms."""
        read = self._reader.read(word)
        for skeleton in {_skeleton(runs) for runs in read.readings}:
            yield from self._by_letters.get(skeleton, ())
        for term in read.terms:
            yield from self._by_term.get(term, ())

    def _goes_on(self, words: list[str], patterns: tuple[_Pattern, ...]) -> bool:
        return len(words) == len(patterns) and all(map(self._reader.matches, words, patterns))


class _Read(NamedTuple):
    """A word of a text: its letters in runs, as it stands and stripped; the terms of its forms."""

    runs: tuple[Run, ...]
    readings: tuple[tuple[Run, ...], ...]
    terms: frozenset[str]
    is_known: bool


class _Reader:
    """What the analyser says of single words, remembered."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self.read = lru_cache(maxsize=16_384)(self._read)

    def pattern(self, word: str, as_written: bool) -> _Pattern:
        return _Pattern(_runs(word), frozenset() if as_written else self._terms([word]), as_written)

    def matches(self, word: str, pattern: _Pattern) -> bool:
        read = self.read(word)
        if _is_drawn_from(read.runs, pattern.runs, not read.is_known):
            return True
        if pattern.as_written:
            return False
        if read.terms & pattern.terms:
            return True
        return any(_is_drawn_from(runs, pattern.runs, True) for runs in read.readings[1:])

    def _read(self, word: str) -> _Read:
        drawn = [_DRAWN.sub(r"\1\1", word), _DRAWN.sub(r"\1", word)]
        forms = [form for form in dict.fromkeys(drawn) if form]
        is_known = any(self._analyser.familiarity(form) for form in forms)
        if not is_known:
            forms = list(dict.fromkeys([*forms, _DOUBLE.sub(r"\1", word)]))
        stripped = () if is_known else dict.fromkeys(_runs(rest) for form in forms for rest in _stripped(plain(form)))
        return _Read(_runs(word), (_runs(word), *stripped), self._terms(forms), is_known)

    def _terms(self, forms: Iterable[str]) -> frozenset[str]:
        tickets = (ticket for form in forms for ticket in self._analyser.analyse(form))
        return frozenset(ticket.term for ticket in tickets if not ticket.is_stop)


def pieces_of(text: str) -> list[str]:
    """The words of a text as written, one after the other."""
    return [piece for chunk in written(text).split() for piece in _read_signs(chunk)]


def taken_apart(text: str) -> list[str]:
    """What may be words whose letters somebody has parted, by dots or by blanks."""
    chunks = written(text).split()
    parted = ["".join(pieces) for chunk in chunks if len(pieces := _read_signs(chunk)) > 1]
    shorts = [piece for chunk in chunks for piece in _read_signs(chunk)]
    for are_short, group in groupby(shorts, key=lambda piece: len(piece) <= 2 and piece.isalpha()):
        letters = list(group)[:MOST_APART]
        if are_short and sum(len(letter) == 1 for letter in letters) >= 2:
            parted += _windows(letters)
    return list(dict.fromkeys(word for word in parted if len(word) <= 3 * MOST_APART))


def _windows(letters: list[str]) -> Iterator[str]:
    for start in range(len(letters)):
        for end in range(start + 2, len(letters) + 1):
            window = letters[start:end]
            if sum(map(len, window)) >= _LEAST_APART and sum(len(piece) == 1 for piece in window) * 2 >= len(window):
                yield "".join(window)


def _read_signs(chunk: str) -> list[str]:
    """The words between two blanks; among Latin letters, signs that stand for letters are read as these."""
    if _LATIN.search(chunk := chunk.translate(_LOOK_ALIKES)) and not _ARABIC.search(chunk):
        return [_plain_letters(piece) for piece in _PIECE.findall(chunk.strip("!").translate(_DIGIT_LETTERS))]
    return [letters for piece in _PIECE.findall(chunk) if (letters := regex.sub(r"\p{N}", "", piece))]


def _plain_letters(piece: str) -> str:
    return regex.sub(r"\p{N}", "", piece)


def _stripped(word: str) -> Iterator[str]:
    """What proclitics and endings leave of a plain word."""
    if not word or not _ARABIC.match(word):
        return
    for rest in dict.fromkeys([word, *(rest for _, rest in (*proclitics(word), *double_proclitics(word)))]):
        if rest != word:
            yield rest
        yield from (reading.base for reading in endings(rest) if len(reading.base) >= _LEAST_APART)


@lru_cache(maxsize=16_384)
def _runs(word: str) -> tuple[Run, ...]:
    letters = "".join(plain(letter) for letter in word if letter.isalpha())
    return tuple((letter, len(list(group))) for letter, group in groupby(letters))


def _skeleton(runs: tuple[Run, ...]) -> str:
    return "".join(letter for letter, _ in runs)


def _is_drawn_from(runs: tuple[Run, ...], listed: tuple[Run, ...], may_double: bool) -> bool:
    """Is this the listed word with letters drawn out?"""
    return len(runs) == len(listed) and all(
        letter == wanted and (length == least or (length > least and (length >= 3 or may_double)))
        for (letter, length), (wanted, least) in zip(runs, listed, strict=True)
    )
