"""Which term a word of the lexicon has: the rules by which the tables are compiled, with both sources at hand."""

import re
from functools import cached_property
from itertools import chain

from ..analysis.endings import FUTURE, PREPOSITIONS, double_proclitics, endings, is_from, is_plural_verb, proclitics
from .sources import Sources, corrections, dotted_singulars, foreign, kept_whole, plurals

LEAST = 1e-7  # rarer words are left to the rules at run time
_LEAST_BASE = 3e-7
_COMMON_BASE = 5e-6
# How many times as frequent as the word its base must be, by kind of ending.
_RATIOS = {
    "pronoun": 1.0,
    "our": 1.0,
    "his": 1.5,
    "owned": 0.2,
    "feminine plural": 0.02,
    "feminine dual": 0.5,
    "plural": 0.1,
    "dual": 3.0,
    "accusative": 0.3,
    "verb": 0.7,
    "feminine": 1000.0,  # left to _masculine
    "construct": 20.0,
    "construct plural": 5.0,
}
# A word with a proclitic is rarer than the word alone; one that the lemma table knows has to be much rarer.
_CONJUNCTION, _PREPOSITION, _OVER_LEMMA = 2.0, 2.5, 60.0
_NISBA = 0.2
_PLURAL_VERB, _PRESENT = 0.5, 0.5
_MASCULINE = 3.0
_PREFERRED = 10.0
_HAMZA, _HAMZA_OF_LEMMA = 4.0, 10.0
_ACCUSATIVE = 10.0
_PERSON = re.compile("(?:.ا..|..ي.|م....?)ه")
_STRUCK = re.compile("م[تن][^اويء].{2,3}ه")  # المتضررة, المنتشرة; not متابعة
_BEFORE_NATIVE = 0.1
_BEFORE_NOUN, _OWNED = 0.2, 1.0  # باستخدام is more frequent than استخدام, and بإمكانه than إمكانه
_AS_COMMON = 0.1
# Names of actions and of those who act lead to a verb in the lemma table; readers do not take تعليم for علم.
_ACTION = re.compile("ت..[يو].|است..ا.|است.ا.ه|ا.ت.ا.|ان..ا.|ا..ا.|ت....?|م.+")


class Deciding:
    """Answers for Arabic; remembers what it has answered, since a plural's term is its singular's."""

    def __init__(self, sources: Sources):
        self.sources = sources
        self._terms: dict[str, str] = {}
        self._carries: dict[str, bool] = {}

    @cached_property
    def plurals(self) -> dict[str, str]:
        return plurals()

    @cached_property
    def dotted_singulars(self) -> frozenset[str]:
        return dotted_singulars()

    @cached_property
    def whole(self) -> frozenset[str]:
        return kept_whole() | foreign()

    @cached_property
    def corrections(self) -> dict[str, str]:
        return corrections()

    def is_listed(self, word: str) -> bool:
        """Whether what it is was said by hand."""
        return word in self.plurals or word in self.whole or word in self.corrections

    def _has_lemma(self, word: str, rest: str) -> bool:
        """Whether a word is one of its own though it may be the rest with something in front."""
        lemma = self.sources.lemmas.get(word)
        if not lemma or lemma == word:
            return bool(lemma)
        return self.sources.known(lemma) >= _AS_COMMON * self.sources.known(rest)

    def term(self, word: str) -> str:
        """The term of a word without proclitics."""
        if word not in self._terms:
            self._terms[word] = word  # what leads back to itself ends here
            base = self._base(word)
            is_dotted = word in self.plurals and base in self.dotted_singulars
            self._terms[word] = word if base == word else (self.dotted if is_dotted else self.term)(base)
        return self._terms[word]

    def _base(self, word: str) -> str:
        for decided in (self.corrections, self.plurals):
            if word in decided:
                return decided[word]
        if word in self.whole:
            return word
        if hamza := self._with_hamza(word):
            return hamza
        lemma = self.sources.lemmas.get(word)
        if lemma and word.endswith("ه") and self.sources.his[word] > 0 and self._is_likely(word[:-1], word, "his"):
            return word[:-1]
        if lemma == word:
            return self._plain_plural(word) or self._masculine(word)
        if word.endswith(("ان", "ين")) and self._is_dual(word):
            return word[:-2]
        if word.endswith("ا") and not word.endswith("ها") and self._is_accusative(word):
            return word[:-1]
        if lemma and (shorter := self._shorter_form(word, lemma)):
            return shorter
        if lemma and self._may_be_form(word, lemma):
            return self._singular(word) or lemma
        if _ACTION.fullmatch(word) and (lemma or word[0] != "م") and not word.endswith(("ات", "ون")):
            return self._masculine(word)
        return self._by_ending(word) or self._present(word) or self._masculine(word)

    def _present(self, word: str) -> str | None:
        """تدعم and ندعم are said of others than يدعم; what is seen behind the article is no verb: التقدم."""
        his = "ي" + word[1:]
        is_verb = self.sources.lemmas.get(his, his) != his and word[0] in "تن" and len(word) > 3
        is_likely = self.sources.known(his) >= _PRESENT * self.sources.known(word)
        return his if is_verb and is_likely and not self.sources.takes_article(word) else None

    def _with_hamza(self, word: str) -> str | None:
        """موتمر is مؤتمر and قضا is قضاء without the hamza: a rare word beside one that is the same but for it."""
        known = self.sources.known
        ratio = _HAMZA_OF_LEMMA if word in self.sources.lemmas else _HAMZA
        if word.endswith("ا") and self._is_accusative(word):
            return None
        likely = (
            other for other in self.sources.hamzated(word) if known(other) > max(_LEAST_BASE, ratio * known(word))
        )
        return max(likely, key=known, default=None)

    def _shorter_form(self, word: str, lemma: str) -> str | None:
        """خطابا has the lemma of خطاب, and what is decided for that holds for it."""
        bases = [base for base, kind in endings(word) if self._is_likely(base, word, kind)]
        if lemma in bases:
            return None
        return next((base for base in bases if self.sources.lemmas.get(base) == lemma), None)

    def _plain_plural(self, word: str) -> str | None:
        """A feminine plural that the lemma table takes for a word of its own."""
        if len(word) < 6 or not word.endswith("ات"):
            return None
        return next((base for base in (word[:-2] + "ه", word[:-2]) if self.sources.known(base) > 1e-6), None)

    def _is_dual(self, word: str) -> bool:
        base = word[:-2]
        if base.endswith("ت") and self.sources.known(base[:-1] + "ه") > self.sources.known(word):
            return False
        return self.sources.lemmas.get(base) == base and self._is_likely(base, word, "dual")

    def _masculine(self, word: str) -> str:
        """عربية is عربي, كاتبة is كاتب; جمهورية and مدرسة only when their masculine is not rare beside them."""
        known = self.sources.known
        if word.endswith("يه") and len(word) > 4 and not re.fullmatch("ت..يه", word):
            return word[:-1] if known(word[:-1]) >= _NISBA * known(word) else word
        if _PERSON.fullmatch(word) and known(word[:-1]) >= _MASCULINE * known(word):
            return word[:-1]
        if _STRUCK.fullmatch(word) and known(word[:-1]) >= _NISBA * known(word):
            return word[:-1]
        return word

    def _singular(self, word: str) -> str | None:
        """The feminine singular of a plural or dual: the lemma table would go on to the masculine, شركات to شرك."""
        for base, kind in endings(word):
            if kind.startswith("feminine ") and base.endswith("ه") and self._is_likely(base, word, kind):
                return base
        return None

    def _is_accusative(self, word: str) -> bool:
        base, known = word[:-1], self.sources.known
        return len(base) > 2 and self.sources.lemmas.get(base) == base and known(base) >= _ACCUSATIVE * known(word)

    def _by_ending(self, word: str) -> str | None:
        """The likeliest base by the first kind of ending that leaves one."""
        if len(word) < 4:
            return None
        likely = [reading for reading in endings(word) if self._is_likely(reading.base, word, reading.kind)]
        is_dual = word.endswith(("تان", "تين"))  # البيتين is two of البيت
        bases = [reading.base for reading in likely if reading.group == likely[0].group or is_dual]
        if word[:-2] in bases and word.endswith(("ون", "ين")) and not is_dual:
            return word[:-2]
        return max((base for base in bases if not self.carries(base)), key=self._weight, default=None)

    def _weight(self, base: str) -> float:
        """A plural in -at belongs to the feminine if there is one: مظاهرات to مظاهرة, not to مظاهر."""
        is_feminine = base.endswith("ه") and base[-2] != "ي"
        return self.sources.dotted(base) * _PREFERRED if is_feminine else self.sources.known(base)

    def _is_likely(self, base: str, word: str, kind: str) -> bool:
        # The plural of a teh marbuta, not of somebody's: توقعات is none of توقعه.
        known = (self.sources.dotted if kind.startswith("feminine ") else self.sources.known)(base)
        if base == word:
            return False
        if kind == "verb" and base in self.plurals:
            return False  # كتبت is no book
        if kind == "his" and self.sources.his[word] < 0:
            return False  # written with teh marbuta: a شهرة is not somebody's شهر
        is_inflected = kind in ("pronoun", "his", "owned", "feminine plural")
        if is_plural_verb(base, word):
            return known >= max(_LEAST_BASE, _PLURAL_VERB * self.sources.known(word))
        if not is_inflected and not is_from(base, word) and not self.sources.is_native(base):
            return False  # كلينتون is no plural
        return known >= _LEAST_BASE and known >= _RATIOS[kind] * self.sources.known(word)

    def _may_be_form(self, word: str, lemma: str) -> bool:
        """Whether the lemma table's answer is an inflection, not a derivation, and likely by frequency."""
        known = self.sources.known
        if known(lemma) < max(_LEAST_BASE / 3, 0.02 * known(word)):
            return False
        if word == lemma + "ه":
            return self._is_feminine(word, lemma)
        for ending, kind in (("ان", "dual"), ("ا", "accusative"), ("ت", "verb"), ("ين", "plural"), ("ون", "plural")):
            if word == lemma + ending:
                return known(lemma) >= _RATIOS[kind] / 3 * known(word)
        if len(word) < 4:
            return False
        if word.startswith("م") and not lemma.startswith("م"):
            return False
        if word.endswith("ه") and not lemma.endswith("ه"):
            return len(word) == 5 and word[0] == "ا" and word[1:4] == lemma.replace("ا", "").replace("ي", "")
        return not (_ACTION.fullmatch(word) and _is_derived(word, lemma)) and not _is_noun_of_verb(word, lemma)

    def _is_feminine(self, word: str, lemma: str) -> bool:
        if len(lemma) < 4 or re.fullmatch("م.ا..ه", word):  # خبرة is not a خبر, مشاهدة not a مشاهد
            return False
        ratio = _NISBA if word.endswith("يه") else 0.1
        return self.sources.known(lemma) >= ratio * self.sources.known(word)

    def dotted(self, word: str) -> str:
        """The term of a word that is known to end in teh marbuta: وجهة is no وجه, but عربية is عربي."""
        if self.is_listed(word):
            return self.term(word)
        lemma = self.sources.dotted_lemmas.get(word)
        if lemma is None or lemma == word:
            return self._masculine(word)
        return self.term(lemma) if self._may_be_form(word, lemma) else self._masculine(word)

    def may_be_his(self, word: str) -> bool:
        """Whether a word in heh may be its base with a pronoun."""
        base = word[:-1]
        return len(base) > 2 and self.sources.is_native(base) and self.sources.known(base) >= _COMMON_BASE

    def carries(self, word: str) -> bool:
        """Whether a frequent word is rather one with proclitics than one of its own."""
        if word not in self._carries:
            own = self._with_hamza(word)
            is_own = self.is_listed(word) or (own is not None and not self.carries(own))
            self._carries[word] = not is_own and self._is_likely_carried(word)
        return self._carries[word]

    def _is_likely_carried(self, word: str) -> bool:
        base = self._by_ending(word)
        ended = self.sources.known(base) if base else 0.0
        readings = chain(proclitics(word), double_proclitics(word))
        return any(
            self._is_carried(word, taken, rest)
            for taken, rest in readings
            if taken.endswith(("ال", "لل")) or self.sources.known(rest) >= ended  # بيتهم is not ب-يتهم
        )

    def _is_carried(self, word: str, taken: str, rest: str) -> bool:
        sources = self.sources
        if taken.endswith(("ال", "لل")):
            return self._has_article(word, taken, rest)
        if sources.takes_article(word):
            return False  # الفطور: what stands behind an article has nothing else in front
        ratio = _CONJUNCTION if taken == "و" else _PREPOSITION
        if taken == FUTURE and rest[0] != "ا" and word not in sources.lemmas and sources.lemmas.get(rest, rest) != rest:
            return True
        if self._has_lemma(word, rest) and not rest.startswith(word[0]):
            ratio = _OVER_LEMMA
        elif taken == "و" and (sources.is_native(rest) or self._by_ending(rest)):
            ratio = _BEFORE_NATIVE  # وأضاف is more frequent in news than أضاف
        elif taken in PREPOSITIONS and len(rest) > 3 and word not in sources.lemmas and self._is_noun(rest):
            base = self._by_ending(rest)
            return max(sources.known(rest), _OWNED * sources.known(base or "")) >= _BEFORE_NOUN * sources.known(word)
        return sources.known(rest) >= max(1e-6, ratio * sources.frequency.get(word, 0.0))

    def _is_noun(self, word: str) -> bool:
        """Whether a word, or what is left of it without its ending, is seen behind the article."""
        if word.endswith("ا"):
            return self.sources.takes_article(word)  # behind a preposition there is no accusative
        if _ACTION.fullmatch(word) and self.sources.is_native(word):
            return True
        return self.sources.takes_article(word) or self.sources.takes_article(self._by_ending(word) or word)

    def _has_article(self, word: str, taken: str, rest: str) -> bool:
        frequency = self.sources.frequency
        whole, alone = frequency.get(word, 0.0), frequency.get(rest, 0.0)
        if taken != "ال":
            ratio = _OVER_LEMMA / 2 if self._has_lemma(word, rest) else 1.0
            return self.sources.known(rest) > ratio * whole
        if self.sources.hard.get(word, 0.0) > 0.3 * whole and alone < whole / 2:
            return False
        if self.sources.lemmas.get(word, "").startswith("ال"):
            return alone > whole / 50
        return len(rest) > 2 or alone > whole / 100


def _is_derived(word: str, lemma: str) -> bool:
    """Whether the word has letters of derivation that its lemma lacks: تعليم and علم, انتشار and انتشر."""
    if word[0] == "ت" and lemma[0] != "ت":
        return "ي" in word[2:] or word.endswith("ه")
    return word[0] == "ا" and lemma[0] == "ا" and "ا" in word[2:] and "ا" not in lemma[1:]


def _is_noun_of_verb(word: str, lemma: str) -> bool:
    """Whether by its shape the word is an action or an agent and its lemma the verb: ناشر and نشر, ازدياد and ازداد."""
    if len(word) == 4 and len(lemma) == 3:
        return (word[1] == "ا" or word[2] == "ي") and lemma in (word[0] + word[2:], word[:2] + word[3])
    if len(word) == 4 and len(lemma) == 4:
        return word[2] == "ا" and lemma == word[0] + "ا" + word[1] + word[3]
    return lemma[0] == "ا" and (word[:-2] + word[-1:] == lemma or word[:-1] + "ي" == lemma)
