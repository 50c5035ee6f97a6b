"""Texts as words with what follows each."""

from typing import NamedTuple

import regex

from .spelling import spelling_fold

# A number with its separators, a word with its marks, a row of dots or dashes, else one sign; then the space after it.
_WORD = regex.compile(
    r"(?P<word>\p{N}++(?:[.,:/\u066b\u066c]\p{N}++)*+(?![\p{L}\p{M}])|[\p{L}\p{M}\p{N}\p{Cf}_]+|\.{2,}|\S)"
    r"(?P<space>\s*)"
)
_SPACE = regex.compile(r"\s*")
_BLANKS = regex.compile(r"[^\S\n]+")
_LINES = regex.compile(r" ?\n ?")


class Word(NamedTuple):
    """A word or sign as it is written, and the space after it.

    `looks` says how it is formatted, such as `{"bold"}`; `sample` holds exact runs of that, where only a part of the
    word is formatted.
    """

    text: str
    space: str = ""
    looks: frozenset[str] = frozenset()
    sample: tuple = ()

    @property
    def key(self) -> str:
        return spelling_fold(self.text)


def words_of(text: str) -> list[Word]:
    """The words of a text; joined with their spaces they are the text again."""
    start = _SPACE.match(text).end()
    found = [Word("", text[:start])] if start else []
    found += [Word(match["word"], match["space"]) for match in _WORD.finditer(text, start)]
    return found


def same_space(one: str, other: str) -> bool:
    """Are both nothing, both a space of whatever width, or both the same number of line ends?"""
    return one == other or _plain(one) == _plain(other)


def _plain(space: str) -> str:
    return _LINES.sub("\n", _BLANKS.sub(" ", space.replace("\r\n", "\n")))
