"""What a reader typed, as words that must be there, phrases, and what must not."""

import re
from dataclasses import dataclass, field, replace

from .analysis import Analyser

LONGEST = 400  # characters; nobody types more, and what is pasted in is cut
MOST_WORDS = 24
_PART = re.compile(
    r"""(?P<not>(?<!\S)[-−–](?=[\w"«“„]))?(?:"(?P<a>[^"]*)"|«(?P<b>[^«»]*)»|[“„”](?P<c>[^“„”]*)[“”]|(?P<word>[^\s"«»“„”]+))""",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query; an optional one only helps to rank."""

    term: str
    exact: str
    is_optional: bool
    familiarity: int = 0  # of what was typed, as the analyser measures it
    also: tuple[str, ...] = ()  # its terms in other readings of what was typed

    @property
    def terms(self) -> tuple[str, ...]:
        """Any of these answers it."""
        return self.term, *self.also


@dataclass(frozen=True, slots=True)
class Query:
    """All words that are not optional and all phrases are asked for; nothing excluded may be there."""

    words: list[Word] = field(default_factory=list)
    phrases: list[list[Word]] = field(default_factory=list)
    excluded: list[list[Word]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for; only excluding is not a question."""
        return not self.words and not self.phrases

    @property
    def required(self) -> list[Word]:
        return [word for word in self.words if not word.is_optional]


def parse(text: str, analyser: Analyser) -> Query:
    """Never fails: what is no query is a shorter one, or an empty one."""
    query = Query()
    loose: list[str] = []
    for part in _PART.finditer(text[:LONGEST]):
        quoted = next((found for found in part.group("a", "b", "c") if found is not None), None)
        if part["not"]:
            _add(query.excluded, quoted or part["word"] or "", analyser)
        elif quoted is None:
            loose.append(part["word"])
        else:
            _add(query.phrases, quoted, analyser)
    # Together, because a compound name may be written in two words.
    words = _words(" ".join(loose), analyser)
    if not query.phrases and all(word.is_optional for word in words):
        words = [replace(word, is_optional=False) for word in words]
    query.words.extend(words)
    return query


def _add(phrases: list[list[Word]], text: str, analyser: Analyser) -> None:
    words = _words(text, analyser)
    if words:
        phrases.append(words)


def _words(text: str, analyser: Analyser) -> list[Word]:
    tokens = analyser.analyse(text)[:MOST_WORDS]
    return [
        Word(token.term, token.exact, token.is_stop, analyser.familiarity(token.exact), token.also) for token in tokens
    ]
