"""What an Arabic word may be built from: proclitics in front, endings behind. Which reading holds, a lexicon says."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# With the article; the longest first.
ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
# Stands for the alef of a word that is written with a hamza before lam: إلهام has no article. The lexicon has the words
# by it that would be another without their hamza.
HARD = "إ"
HARD_BEGINNING = 4  # letters
# The same for a last letter: the teh marbuta of words that would be somebody's without its dots (راية, رأيه), and the
# heh of those that are somebody's though most write a teh marbuta there (مكتبه, مكتبة).
TEH, HIS = "ة", "ۀ"
CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
LETTERS = CONJUNCTIONS + PREPOSITIONS
FUTURE = "س"
_PRESENT = ("ي", "ت", "ن", "ا")
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "كم", "نا", "ه")
_KINDS = {"ه": "his", "نا": "our"}
_GROUPS = {"his": "pronoun", "our": "pronoun", "owned": "pronoun", "feminine dual": "dual"}
# Nouns of two letters that carry pronouns: حقه, يدها.
_SHORT = frozenset(
    "اب اخ ام ابن حق يد دم جد عم خط صف فن حل رد حد سد رب حظ جو سم حي حب سن سر حج ضغ هم كف خد شك ظل فم".split()
)


# Whose plural before another noun ends in waw: مقاتلو التنظيم, باحثو المركز; not the روبيو of foreign names.
_AGENT = re.compile("م[^اويء].{2,}|.ا..")


class Reading(NamedTuple):
    """A base a word may have, and by which kind of ending it was found."""

    base: str
    kind: str

    @property
    def group(self) -> str:
        """Kinds between which only the bases decide: بيته is the بيت of somebody, not his بية."""
        return _GROUPS.get(self.kind, self.kind)


def proclitics(word: str) -> Iterator[tuple[str, str]]:
    """Every way to take something simple off the front, as what was taken and the rest."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            yield article, word[len(article) :]
    if word[0] in LETTERS:
        if len(word) >= 4 or word[1:] in _SHORT:
            yield word[0], word[1:]
    elif _is_future(word):
        yield FUTURE, word[1:]


def double_proclitics(word: str) -> Iterator[tuple[str, str]]:
    """A conjunction and a preposition or the future: asked when nothing simple leaves a word."""
    if word[0] in CONJUNCTIONS and len(word) >= 5 and (word[1] in PREPOSITIONS or _is_future(word[1:])):
        yield word[:2], word[2:]


def _is_future(word: str) -> bool:
    return word[0] == FUTURE and len(word) >= 4 and word[1] in _PRESENT


def endings(word: str) -> Iterator[Reading]:
    """Every way to take an ending off, the likeliest first."""
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) >= len(pronoun) + 2:
            yield from _owned(word[: -len(pronoun)], _KINDS.get(pronoun, "pronoun"))
    for base, kind in _inflected(word):
        if len(base) >= 3:
            yield Reading(base, kind)


def is_plural_verb(base: str, word: str) -> bool:
    """Whether a word is the plural of a verb in the present: يصوتون."""
    return len(base) >= 4 and base[0] in "يت" and word in (base + "ون", base + "وا")


def is_from(base: str, word: str) -> bool:
    """Whether a word is the plural or the dual of those from somewhere: سنغاليون, of whatever place."""
    return len(base) >= 5 and base.endswith("ي") and word[:-2] in (base, base[:-1] + "يه", base + "ت")


def _owned(rest: str, kind: str) -> Iterator[Reading]:
    """What carries a pronoun: teh marbuta has become teh, a final alef maqsura alef, the nun of a plural is gone."""
    if rest.endswith("ت") and len(rest) >= 3:
        yield Reading(rest[:-1] + "ه", "owned")
    if len(rest) >= 3 or rest in _SHORT:
        yield Reading(rest, kind)
    if len(rest) >= 4 and rest[-1] == "ا":
        yield Reading(rest[:-1] + "ي", kind)
    if len(rest) >= 4 and rest[-1] in "ويا":
        yield Reading(rest[:-1], kind)


def _inflected(word: str) -> Iterator[Reading]:
    if word.endswith("ات"):
        yield from (Reading(base, "feminine plural") for base in (word[:-2] + "ه", word[:-2]))
        if word.endswith("وهات"):
            yield Reading(word[:-3], "feminine plural")  # سيناريوهات
    elif word.endswith(("تان", "تين")):
        yield Reading(word[:-3] + "ه", "feminine dual")
    if word.endswith(("ون", "ين")):
        yield Reading(word[:-2], "plural")
        yield Reading(word[:-2] + "ي", "plural")
    elif word.endswith("ان"):
        yield Reading(word[:-2], "dual")
    elif word.endswith("وا"):
        yield Reading(word[:-2], "verb")
    elif word.endswith("تي"):
        yield Reading(word[:-2] + "ه", "pronoun")
    elif word.endswith("ي"):
        yield Reading(word[:-1], "construct")
    elif word.endswith("و") and _AGENT.fullmatch(word[:-1]):
        yield Reading(word[:-1], "construct plural")
    elif word.endswith("تا"):
        yield Reading(word[:-2] + "ه", "feminine dual")  # مقاطعتا كيبيك
        yield Reading(word[:-2], "verb")  # الحكومتان وافقتا
        yield Reading(word[:-1], "accusative")
    elif word.endswith(("ا", "ت", "ه")):
        yield Reading(word[:-1], {"ا": "accusative", "ت": "verb", "ه": "feminine"}[word[-1]])
