"""What a clean-up changed, in words and with the reason, for an editor to look over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from ..letters import CONTROL, INVISIBLE, PRESENTATION
from .aligning import matches

Kind = Literal["same", "removed", "added"]
Why = Literal[
    "presentation_form",
    "persian_letters",
    "arabic_letters",
    "digits",
    "tatweel",
    "invisible",
    "control",
    "spaces",
    "composition",
    "text",
]

_WORD = re.compile(r"\s+|\S+\s*")
# In the order of what an editor would want to know first of a word changed for several reasons.
_REASONS: tuple[tuple[Why, re.Pattern[str]], ...] = (
    ("presentation_form", re.compile(f"[{PRESENTATION}]")),
    ("persian_letters", re.compile("[یکڪګےېۍێٸہھەۃۀۂ]")),
    ("arabic_letters", re.compile("[يىك]")),
    ("digits", re.compile("[٠-٩۰-۹]")),
    ("tatweel", re.compile("\u0640")),
    ("invisible", re.compile(f"[{INVISIBLE}\u200c\u200d]")),
    ("control", re.compile(f"[{CONTROL}]")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One spelling replaced by another, however often it happened."""

    before: str
    after: str
    count: int
    why: Why


def changes_between(before: str, after: str) -> list[Change]:
    """The changes from one text to the other, equal ones counted together, the most frequent first."""
    counted: Counter[tuple[str, str, Why]] = Counter()
    for old, new in _replacements(_words(before), _words(after)):
        why = reason(old, new)
        counted[(old, new, why) if why == "spaces" else (old.strip(), new.strip(), why)] += 1
    return [Change(old, new, count, why) for (old, new, why), count in counted.most_common()]


def diff_words(before: str, after: str) -> list[tuple[Kind, str]]:
    """Spans that add up to `before` without the added ones and to `after` without the removed ones."""
    old, new = _words(before), _words(after)
    spans: list[tuple[Kind, str]] = []
    kept = 0
    for i, i_end, j, j_end in _gaps(old, new):
        pieces = (("same", old[kept:i]), ("removed", old[i:i_end]), ("added", new[j:j_end]))
        spans += [(kind, "".join(words)) for kind, words in pieces if words]
        kept = i_end
    return spans


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _gaps(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """What stands between words that belong together, from and to in both; the last, maybe empty, is at the end."""
    i = j = 0
    for a, b in matches(old, new):
        if (i, j) != (a, b):
            yield i, a, j, b
        i, j = a + 1, b + 1
    yield i, len(old), j, len(new)


def _replacements(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for i, i_end, j, j_end in _gaps(old, new):
        if i_end - i == j_end - j:
            yield from zip(old[i:i_end], new[j:j_end], strict=True)
        else:
            yield "".join(old[i:i_end]), "".join(new[j:j_end])


def reason(old: str, new: str) -> Why:
    for why, pattern in _REASONS:
        if len(pattern.findall(old)) > len(pattern.findall(new)):
            return why
    if "".join(old.split()) == "".join(new.split()):
        return "spaces"
    return "composition" if normalize("NFC", old) == normalize("NFC", new) else "text"
