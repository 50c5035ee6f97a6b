"""What the newsroom's index holds of a text, and what it is asked for: the same words, by the same analysis.

One language for the whole site, its first edition's: a chooser lists pages of every edition, and a query does not
say in which language it is. What another language writes is folded all the same, on both sides alike.
"""

from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from modelsearch.query import And, Not, Or, Phrase, PlainText, SearchQuery

from warraq.language.analysis import Analyser, Token, analyser_for, fold

SCHEME = 2  # to be raised when what is held of a text becomes another
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_LEAST_LEFT = 2  # letters of a word without its article


@cache
def analyser() -> Analyser:
    return analyser_for(settings.LANGUAGE_CODE)


def version() -> str:
    """Changes whenever the index must be filled anew."""
    return f"{SCHEME}:{settings.LANGUAGE_CODE}:{analyser().version}"


def held(value: Any) -> Any:
    """The words of a value as the index holds them; lists and numbers as Wagtail gives them."""
    if isinstance(value, str):
        return " ".join(word for token in analyser().analyse(value) for word in _forms(token))
    if isinstance(value, list | tuple):
        return [held(part) for part in value]
    if isinstance(value, dict):
        return {name: held(part) for name, part in value.items()}
    return value


def asked(text: str) -> str:
    """The terms a text must hold to be found by whole words; small words are not insisted on."""
    tokens = analyser().analyse(text)
    needed = [token for token in tokens if not token.is_stop] or tokens
    return " ".join(dict.fromkeys(_in_one_piece(token.term) for token in needed))


def begun(text: str) -> SearchQuery | str:
    """A query for texts that hold every word but the last, and one that begins like the last."""
    tokens = analyser().analyse(text)
    if not tokens:
        return ""
    before = [_in_one_piece(token.term) for token in tokens[:-1] if not token.is_stop]
    ways = [PlainText(" ".join([*before, form])) for form in _forms(tokens[-1])]
    return ways[0] if len(ways) == 1 else Or(ways)


def analysed(query: Any, read: Any) -> Any:
    """A query of Wagtail's with its texts read; what finds everything or nothing stays as it is."""
    if isinstance(query, str):
        return read(query)
    if isinstance(query, PlainText):
        # Between the words of the index stand their terms: a phrase is asked for word by word.
        return PlainText(asked(query.query_string), operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return PlainText(asked(query.query_string))
    if isinstance(query, And | Or):
        return type(query)([analysed(part, read) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(analysed(query.subquery, read))
    return query


def _forms(token: Token) -> tuple[str, ...]:
    return _forms_of(token.exact, token.term)


@lru_cache(maxsize=65_536)
def _forms_of(exact: str, term: str) -> tuple[str, ...]:
    """A word in its plain letters, without its article, and its term; each once."""
    words = fold(exact).split()
    forms = [*words, *(bare for word in words if (bare := _without_article(word))), _in_one_piece(term)]
    return tuple(dict.fromkeys(form for form in forms if form))


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _LEAST_LEFT:
            return word[len(article) :]
    return ""


def _in_one_piece(term: str) -> str:
    return "".join(term.split())
