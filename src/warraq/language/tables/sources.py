"""What a lexicon is compiled from: how frequent words are (wordfreq) and which are forms of which (simplemma)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from ..analysis.letters import plain, written
from . import rows

_WORD = re.compile("[\u0621-\u064a\u064b-\u0652\u0670-\u06d3]+")
ARTICLE = "ال"
_SEATS = str.maketrans("ؤئ", "وي")
_COMMON = 1e-6
_WITH_ARTICLE = 0.05
_SEEN = 1e-7
_OWN, _OWN_AFTER_AND = 0.06, 0.25  # by frequency beside the word alone; any word may follow an and
_SLOPPY = 0.6  # many write heh for teh marbuta, so a pronoun must not be much the rarer
_HARD_ARTICLES = ("أل", "إل", "آل")  # with a hamza it is no article


class Sources:
    """Frequencies and lemmas of one language, everything folded."""

    def __init__(self, language: str):
        self.language = language

    @cached_property
    def _spellings(self) -> dict[str, float]:
        import wordfreq

        found = wordfreq.get_frequency_dict(self.language, wordlist="best")
        return {word: value for word, value in found.items() if _WORD.fullmatch(word)}

    @cached_property
    def frequency(self) -> Counter[str]:
        """Of each folded word, as it stands."""
        found: Counter[str] = Counter()
        for word, value in self._spellings.items():
            found[plain(written(word))] += value
        return found

    @cached_property
    def last_letters(self) -> dict[str, tuple[float, float]]:
        """How frequent a folded word ending in heh is written with heh, and with teh marbuta."""
        found: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for word, value in self._spellings.items():
            if word.endswith(("ه", "ة")):
                found[plain(written(word))][word.endswith("ة")] += value
        return {word: (heh, teh) for word, (heh, teh) in found.items()}

    @cached_property
    def his(self) -> Counter[str]:
        """How much more often a folded word ending in heh is written with heh than with teh marbuta."""
        found: Counter[str] = Counter()
        for word, value in self._spellings.items():
            if word.endswith(("ه", "ة")):
                found[plain(written(word))] += value if word.endswith("ه") else -value * _SLOPPY
        return found

    @cached_property
    def _unhamzated(self) -> dict[str, set[str]]:
        """What is left of words when their writers leave out the hamza, on its seat or after the last alef."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._spellings:
            full = written(word)
            for bare in (full, full.removesuffix("ء") if full.endswith("اء") else full):
                if (left := plain(bare.translate(_SEATS))) != plain(full):
                    found[left].add(plain(full))
        return found

    def hamzated(self, word: str) -> set[str]:
        """The words that a folded word may be without their hamza."""
        return self._unhamzated.get(word, set())

    @cached_property
    def hard(self) -> Counter[str]:
        """Of each folded word, as far as it is written with a hamza on its first alef and goes on with lam."""
        found: Counter[str] = Counter()
        for word, value in self._spellings.items():
            if word.startswith(_HARD_ARTICLES):
                found[plain(written(word))] += value
        return found

    def known(self, word: str) -> float:
        """The frequency of a word with and without the article."""
        frequency = self.frequency
        return frequency.get(word, 0.0) + frequency.get(ARTICLE + word, 0.0)

    def dotted(self, word: str) -> float:
        """How frequent a folded word is, with and without the article, counted where it ends in no heh."""
        if not word.endswith("ه"):
            return self.known(word)
        return sum(self.last_letters.get(form, (0.0, 0.0))[1] for form in (word, ARTICLE + word))

    def takes_article(self, word: str) -> bool:
        """Whether a word is seen behind the article, which nothing with a proclitic is."""
        own = _OWN_AFTER_AND if word[0] == "و" else _OWN
        return self.frequency.get(ARTICLE + word, 0.0) > max(_SEEN, own * self.frequency.get(word, 0.0))

    @cached_property
    def _dictionary(self) -> dict[str, str]:
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

        dictionary = DefaultDictionaryFactory().get_dictionary(self.language)
        return {form: dictionary[form] for form in dictionary if _WORD.fullmatch(form)}

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """The likeliest lemma of each folded form, forms with the article counted with those without."""
        likeliest = self._likeliest(self._dictionary)
        # A word given as its own lemma, and as nobody else's, was merely seen by those who made the table.
        others = Counter(lemma for form, lemma in likeliest.items() if form != lemma)
        return {form: lemma for form, lemma in likeliest.items() if form != lemma or others[lemma] > 1}

    @cached_property
    def dotted_lemmas(self) -> dict[str, str]:
        """The same of forms that are written with a teh marbuta at their end."""
        return self._likeliest(form for form in self._dictionary if form.endswith("ة"))

    def _likeliest(self, forms: Iterable[str]) -> dict[str, str]:
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for form in forms:
            lemma = self._dictionary[form]
            weight = self._spellings.get(form, 0) + 1e-10
            votes[plain(written(_bare(form, lemma)))][plain(written(lemma))] += weight
        return {form: max(sorted(counted), key=counted.__getitem__) for form, counted in votes.items()}

    def is_native(self, word: str) -> bool:
        """Whether a word of the language: inflected, or seen with the article or a pronoun as names rarely are."""
        if word in self.lemmas:
            return True
        known = self.known(word)
        with_article = self.frequency.get(ARTICLE + word, 0.0)
        return known > _COMMON and (with_article > _WITH_ARTICLE * known or self._is_owned(word))

    def _is_owned(self, word: str) -> bool:
        base = word[:-1] + "ت" if word.endswith("ه") else word
        return base + "ها" in self.frequency or base + "هم" in self.frequency


def _bare(form: str, lemma: str) -> str:
    if form.startswith(ARTICLE) and len(form) > 4 and not lemma.startswith((ARTICLE, *_HARD_ARTICLES)):
        return form[2:]
    return form


def plurals() -> dict[str, str]:
    """The hand-checked plurals, each with its singular."""
    return {
        plain(written(form)): plain(written(singular))
        for singular, forms in rows("plurals.tsv")
        for form in forms.split()
    }


def dotted_singulars() -> frozenset[str]:
    """Those of their singulars that end in teh marbuta."""
    return frozenset(plain(written(singular)) for singular, _ in rows("plurals.tsv") if singular.endswith("ة"))


def kept_whole() -> frozenset[str]:
    """Words of the language that only look as if they carried something."""
    return _words("whole.tsv")


def foreign() -> frozenset[str]:
    """The same of foreign names."""
    return _words("foreign.tsv")


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(written(word)) for row in rows(name) for word in row[0].split())


def corrections() -> dict[str, str]:
    """Words whose term was set by hand."""
    return {plain(written(word)): plain(written(term)) for term, words in rows("terms.tsv") for word in words.split()}
