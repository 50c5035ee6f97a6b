"""What a careful typesetter of Arabic would set otherwise: proposals, each to be accepted or left.

Nothing here is done by itself. What a save cleans anyway (clean.py) is not proposed once more.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from .addresses import outside_addresses

Why = Literal["comma", "semicolon", "question", "quotes", "ellipsis", "dash", "space"]
WHYS: tuple[Why, ...] = ("comma", "semicolon", "question", "quotes", "ellipsis", "dash", "space")
LANGUAGES = ("ar", "fa")
AROUND = 30  # characters of context on either side

_LETTER = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06fc"
_MARK = "\u064b-\u0655\u0670"
_BEFORE = rf"(?<=[{_LETTER}{_MARK}»)\]])"
_RULES: tuple[tuple[Why, re.Pattern[str], str], ...] = (
    ("comma", re.compile(rf"{_BEFORE},(?=\s|$|[«{_LETTER}])"), "،"),
    ("semicolon", re.compile(rf"{_BEFORE};(?=\s|$|[«{_LETTER}])"), "؛"),
    ("question", re.compile(rf"{_BEFORE}\?(?=\s|$|[»)\]!])"), "؟"),
    # Quotation marks around Arabic words; inches and quoted English keep theirs.
    ("quotes", re.compile(rf'"(?=[{_LETTER}(«])([^"«»\n]*[{_LETTER}{_MARK}.،؟!)\d…])"'), r"«\1»"),
    ("quotes", re.compile(rf"[“„”](?=[{_LETTER}(«])([^“”„«»\n]*[{_LETTER}{_MARK}.،؟!)\d…])[”“]"), r"«\1»"),
    ("ellipsis", re.compile(rf"(?<=[{_LETTER}{_MARK}\s«»])\.{{3,}}"), "…"),
    ("dash", re.compile(r"(?<=\s)--(?=\s)"), "–"),
    ("space", re.compile(rf"(?<=[{_LETTER}{_MARK}])([،؛؟])(?=[{_LETTER}])"), r"\1 "),
    ("space", re.compile(rf"(?<=[«(])\s+(?=[{_LETTER}])|(?<=[{_LETTER}{_MARK}])\s+(?=[»)])"), ""),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`before` at this place of the text would read `after`; `context` is what stands on either side."""

    start: int
    before: str
    after: str
    why: Why
    context: tuple[str, str]

    @property
    def end(self) -> int:
        return self.start + len(self.before)


def proposals(text: str, language: str) -> list[Proposal]:
    """What could be set better, in the order of the text; none for languages that are not written so."""
    if language.partition("-")[0].lower() not in LANGUAGES:
        return []
    free = _outside(text)
    found: list[Proposal] = []
    for proposal in sorted(_all(text), key=lambda one: (one.start, -one.end)):
        is_free = all(free[place] for place in range(proposal.start, proposal.end))
        if is_free and (not found or proposal.start >= found[-1].end):
            found.append(proposal)
    return found


def accepted(text: str, chosen: Collection[Proposal]) -> str:
    """The text with these proposals and no others."""
    for proposal in sorted(chosen, key=lambda one: -one.start):
        text = text[: proposal.start] + proposal.after + text[proposal.end :]
    return text


def _all(text: str) -> Iterator[Proposal]:
    for why, pattern, by in _RULES:
        for match in pattern.finditer(text):
            after = match.expand(by)
            context = text[max(match.start() - AROUND, 0) : match.start()], text[match.end() : match.end() + AROUND]
            yield Proposal(match.start(), match[0], after, why, context)


def _outside(text: str) -> list[bool]:
    """For each character: is it outside web and e-mail addresses?"""
    marked = outside_addresses(lambda piece: "\0" * len(piece), text)
    return [mark == "\0" for mark in marked]
