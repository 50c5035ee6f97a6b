"""A text taken apart into words and numbers, each with its place in the original."""

import re
from functools import lru_cache
from unicodedata import combining, decimal, is_normalized, normalize

from .letters import DELETED, MARKS, plain, written

_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}(?:{_LETTER}++|[{DELETED}{MARKS}]++)*+(?:['’][sS](?!\w))?"
_NUMBER = rf"\d(?:[{DELETED}]*\d)*(?:[.,٫٬،]\d+)*"
_PIECE = re.compile(f"{_NUMBER}|{_WORD}")
_SEGMENT = re.compile(f"[^{MARKS}\u0610-\u061a\u064b-\u065f\u0670][{MARKS}\u0610-\u061a\u064b-\u065f\u0670]*|.", re.S)
_POSSESSIVE = re.compile("['’][sS]$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_SEPARATORS = str.maketrans("٫٬،", ".,,")

Place = tuple[int, int, str]


def words_of(text: str) -> list[Place]:
    """Start, end and written form of every word and number; a sign that stands for several words gives each."""
    if is_normalized("NFKC", text):
        return _pieces(text)
    expanded, starts, ends = _expand(text)
    return [(starts[start], ends[end - 1], word) for start, end, word in _pieces(expanded)]


def fold(text: str) -> str:
    """The words of a text in their plain letters, parted by single spaces."""
    return " ".join(plain(word) for _, _, word in words_of(text))


def _pieces(text: str) -> list[Place]:
    return [
        (found.start(), found.end(), word) for found in _PIECE.finditer(text) for word in _written_words(found.group())
    ]


def _expand(text: str) -> tuple[str, list[int], list[int]]:
    """The text in its compatibility form, and for each of its characters where it came from."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _SEGMENT.finditer(text):
        piece = normalize("NFKC", found.group())
        pieces.append(piece)
        starts += [found.start()] * len(piece)
        ends += [found.end()] * len(piece)
    return "".join(pieces), starts, ends


@lru_cache(maxsize=65536)
def _written_words(piece: str) -> tuple[str, ...]:
    if piece[0].isdecimal():
        return _numbers(piece)
    word = written(_POSSESSIVE.sub("", piece))
    if not word or (word.isalpha() and not any(map(combining, word))):
        return (word,) if word else ()
    return tuple(found.group() for found in re.finditer(rf"{_LETTER}+", word))


def _numbers(piece: str) -> tuple[str, ...]:
    """1,500 and 1.500.000 are whole numbers, 3,5 is a decimal as the Maghreb writes it, 1,2,3 a list."""
    number = "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in written(piece))
    number = number.translate(_SEPARATORS)
    if _THOUSANDS.fullmatch(number):
        return (number.replace(",", "") if "," in number else number.replace(".", ""),)
    if _DECIMAL_COMMA.fullmatch(number):
        return (number.replace(",", "."),)
    if re.fullmatch(r"\d+\.\d+", number):
        return (number,)
    return tuple(re.findall(r"\d+", number))
