"""What is wrong with the letters of a stored text, where, and how it should read.

A text that an editor saves is cleaned; what came in by other roads, or before, is not. The doctor finds what a save
would clean and more: text read in a wrong encoding, two shapes of digits in one text, letters that are lost.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .addresses import outside_addresses
from .clean import clean, clean_html
from .difference import reason
from .digits import ascii_digits
from .letters import CONTROL, FOREIGN_LETTERS, INVISIBLE, PRESENTATION
from .markup import change_text
from .mojibake import scrambled, unscramble

Kind = Literal["mojibake", "lost", "letters", "forms", "tatweel", "marks", "digits"]
KINDS: tuple[Kind, ...] = ("mojibake", "lost", "letters", "forms", "tatweel", "marks", "digits")

_KIND_OF: dict[str, Kind] = {
    "presentation_form": "forms",
    "persian_letters": "letters",
    "arabic_letters": "letters",
    "digits": "digits",
    "tatweel": "tatweel",
    "invisible": "marks",
    "control": "marks",
}
_WORD = re.compile(r"\S+")
_MOST_PASSES = 4
# Letters that no encoding brings back: replacement characters, question marks in their place, halves of letters.
_LOST = re.compile(r"\ufffd+|(?<![^\s\"«(])\?{2,}(?:\s+\?{2,})+|\?{5,}|(?:[ØÙ]\s?){3,}")
_SUSPICIOUS = {
    code: re.compile(
        f"[{PRESENTATION}{INVISIBLE}{CONTROL}\u200c\u200d\u0640\ufffd٠-٩۰-۹À-ÿâ{own}]|[طظعغآأ][^\\w\\s]|\\?\\?"
    )
    for code, own in {
        **{code: "".join(map(chr, table)) + ("ی" if code == "ar" else "") for code, table in FOREIGN_LETTERS.items()},
        "": "",
    }.items()
}
_SHAPES = {
    "latn": re.compile(r"(?<![A-Za-z\d])(?<![A-Za-z][.-])[0-9]+(?![A-Za-z\d])", re.ASCII),
    "arab": re.compile("[٠-٩]+"),
    "arabext": re.compile("[۰-۹]+"),
}
_SEPARATED = re.compile(r"(?<=\d)[٫٬](?=\d)")
_SEPARATORS = str.maketrans("٫٬", ".,")
AROUND = 40  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is wrong; `after` is None where nobody can say what stood there."""

    kind: Kind
    before: str
    after: str | None
    context: tuple[str, str]


def mend(text: str, language: str) -> str:
    """The text as it should be stored."""
    return _settled(text, lambda text: clean(with_one_shape(unscramble(text)), language))


def mend_html(html: str, language: str) -> str:
    """Rich text with its text mended; markup, code and what is marked as another language stay."""

    def mended(html: str) -> str:
        readable = change_text(html, language, lambda text: with_one_shape(unscramble(text)))
        return clean_html(readable, language)

    return _settled(html, mended)


def _settled(text: str, mended: Callable[[str], str]) -> str:
    """Mended until nothing changes: what is cleaned away may have hidden that its neighbours were misread."""
    for _ in range(_MOST_PASSES):
        before, text = text, mended(text)
        if text == before:
            break
    return text


def faults(text: str, language: str) -> list[Fault]:
    """What is wrong with a plain text."""
    code = language.partition("-")[0].lower()
    if not _SUSPICIOUS.get(code, _SUSPICIOUS[""]).search(text):
        return []
    found = [_fault("lost", text, lost.start(), lost.end(), None) for lost in _LOST.finditer(text)]
    found += [_fault("mojibake", text, run.start, run.end, run.meant) for run in scrambled(text)]
    readable = unscramble(text)
    return [*found, *_mixed_digits(readable), *_uncleaned(with_one_shape(readable), language)]


def faults_in_html(html: str, language: str) -> list[Fault]:
    """What is wrong with rich text, outside code and what is marked as another language."""
    found: list[Fault] = []

    def look(text: str) -> str:
        found.extend(faults(text, language))
        return text

    change_text(html, language, look)
    return found


def with_one_shape(text: str) -> str:
    """0-9 for every digit of a text that holds digits of two shapes."""
    return outside_addresses(_with_one_shape, text)


def _with_one_shape(text: str) -> str:
    if len(_shapes(text)) < 2:
        return text
    return _SEPARATED.sub(lambda sign: sign[0].translate(_SEPARATORS), ascii_digits(text))


def _shapes(text: str) -> list[re.Pattern[str]]:
    return [pattern for pattern in _SHAPES.values() if pattern.search(text)]


def _mixed_digits(text: str) -> Iterator[Fault]:
    if len(_shapes(text)) > 1 and with_one_shape(text) != text:
        for shape in ("arab", "arabext"):
            for number in _SHAPES[shape].finditer(text):
                yield _fault("digits", text, *number.span(), ascii_digits(number[0]))


def _uncleaned(text: str, language: str) -> Iterator[Fault]:
    """The words that a save would clean; spaces alone are nobody's trouble."""
    cleaned = clean(text, language)
    if cleaned != text:
        for start, end, after in _changed_words(text, cleaned):
            if kind := _KIND_OF.get(reason(text[start:end], after)):
                yield _fault(kind, text, start, end, after)


def _changed_words(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    old, new = list(_WORD.finditer(before)), _WORD.findall(after)
    if len(old) == len(new):
        yield from ((*word.span(), mended) for word, mended in zip(old, new, strict=True) if word[0] != mended)
        return
    matcher = SequenceMatcher(None, [word[0] for word in old], new, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal" or i == i_end:
            continue
        if i_end - i == j_end - j:
            yield from ((*old[i + n].span(), new[j + n]) for n in range(i_end - i))
        else:
            yield old[i].start(), old[i_end - 1].end(), " ".join(new[j:j_end])


def _fault(kind: Kind, text: str, start: int, end: int, after: str | None) -> Fault:
    lead, trail = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        lead = lead.partition(" ")[2] or lead
    if end + AROUND < len(text):
        trail = trail.rpartition(" ")[0] or trail
    return Fault(kind, text[start:end], after, (lead, trail))
