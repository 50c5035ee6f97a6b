"""Analyses others use, for comparison: letters as they are, snowball, and the light stemmer of Larkey and Lucene.

The light one is written from the published rules (Larkey, Ballesteros, Connell: "Light Stemming for Arabic
Information Retrieval", light10; Lucene's ArabicNormalizer), not from anybody's code.
"""

import re
from collections.abc import Callable

from warraq.language.analysis import Analyser, Token, analyser_for
from warraq.language.matching import Match, matches
from warraq.language.querying import parse

_WORD = re.compile(r"\w+")
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_MARKS = re.compile("[\u0640\u064b-\u0652]")
_LETTERS = str.maketrans("أإآىة", "ااايه")

Answers = Callable[[str, str], bool]


def light10(word: str) -> str:
    """Marks off, alefs and final letters made one, article and endings off while enough stays."""
    word = _MARKS.sub("", word.casefold()).translate(_LETTERS)
    if word.startswith("و") and len(word) >= 4:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word[: -len(ending)]
    return word


def raw(word: str) -> str:
    return word.casefold()


def snowball() -> Callable[[str], str]:
    """The stemmer of PostgreSQL and others; a package of the development environment."""
    import snowballstemmer

    return snowballstemmer.stemmer("arabic").stemWord


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


class Foreign(Analyser):
    """Another stemmer in our analyser's place, so that queries are read and matched in the same way."""

    def __init__(self, stem: Callable[[str], str]):
        self._stem = stem
        self._stops = analyser_for("ar")

    def analyse(self, text: str) -> list[Token]:
        return [
            Token(*found.span(), found.group(), self._stem(found.group()), self._is_stop(found.group()))
            for found in _WORD.finditer(_MARKS.sub("", text))
        ]

    def is_settled(self, term: str) -> bool:
        return True  # no fallbacks

    def familiarity(self, exact: str) -> int:
        return 100

    def skeleton(self, term: str) -> str:
        return ""

    def _is_stop(self, word: str) -> bool:
        return any(token.is_stop for token in self._stops.analyse(word))


def strictly(analyser: Analyser) -> Answers:
    """Whether all words of the query are there, without any fallback."""
    return lambda query, text: matches(parse(query, analyser), analyser.analyse(text), analyser) is Match.STRICT


def by_stages(analyser: Analyser) -> Answers:
    """The same with the fallbacks a site has."""
    return lambda query, text: matches(parse(query, analyser), analyser.analyse(text), analyser) is not Match.NONE


def contenders() -> dict[str, Answers]:
    """Everybody who answers the questions, ours last."""
    ours = analyser_for("ar")
    return {
        "raw": strictly(Foreign(raw)),
        "snowball": strictly(Foreign(snowball())),
        "light10": strictly(Foreign(light10)),
        "ours, strict": strictly(ours),
        "ours": by_stages(ours),
    }
