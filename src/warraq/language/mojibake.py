"""Arabic read in the wrong encoding, and back: «Ø§Ù„Ø¹Ø±Ø¨ÙŠØ©», «ط§ظ„ط¹ط±ط¨ظٹط©» and «ÇáÚÑÈíÉ» are all «العربية».

Three accidents are known: UTF-8 read as Windows-1252 (or Latin-1), UTF-8 read as Windows-1256, and Windows-1256 read
as Windows-1252. A run is put right when it holds what no language writes; what it holds besides goes along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_ARABIC_LEADS = range(0xD8, 0xDC)
_TAIL = range(0x80, 0xC0)
_BETWEEN = r"[ -~\s]"
# Soft hyphens and control characters are what a clean-up takes first, and with them the second half of a letter. Of
# the bytes it may have taken, one is a letter: D8 AD is ح, and D9 81, which Windows-1252 has no character for, is ف.
_LEFT_ALONE = {"cp1252": {"Ø": "ح", "Ù": "ف", "â€": "”"}, "cp1256": {"ط": "ح", "â€": "”"}}
# Persian letters that a clean-up has made Arabic ones.
_CLEANED_TAILS = {"cp1252": {}, "cp1256": {"ه": 0xAA, "ك": 0x98}}
# First bytes of what stands between the letters, and of what a first accident has made of them.
_OTHER_LEADS = {"cp1252": "âïÂÃÅÆË", "cp1256": "âïآأإئث"}
# In Latin-1 most second halves are control characters: where those are gone, nothing tells one letter from another.
_ONLY_WINDOWS = re.compile("[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MOST_PASSES = 3


@dataclass(frozen=True, slots=True)
class Scrambled:
    """A run read in the wrong encoding, where it stands and what it means."""

    start: int
    end: int
    meant: str


def unscramble(text: str) -> str:
    """The text as it was before it was read in a wrong encoding, once or more often."""
    for _ in range(_MOST_PASSES):
        found = list(scrambled(text))
        if not found:
            break
        pieces, end = [], 0
        for run in found:
            pieces += (text[end : run.start], run.meant)
            end = run.end
        text = "".join((*pieces, text[end:]))
    return text


def scrambled(text: str) -> Iterator[Scrambled]:
    """The runs of the text that were read in a wrong encoding, in their order."""
    if not text.isascii() and _SUSPECT.search(text):
        runs = [run for find in (_utf8_as("cp1252"), _utf8_as("cp1256"), _windows_as_western) for run in find(text)]
        end = 0
        for run in sorted(runs, key=lambda run: (run.start, -run.end)):
            if run.start >= end and run.meant != text[run.start : run.end]:
                yield run
                end = run.end


def _utf8_as(codec: str):
    patterns = _patterns(codec)

    def find(text: str) -> Iterator[Scrambled]:
        for run in patterns.run.finditer(text):
            is_guess = codec == "cp1252" and patterns.orphan.search(run[0]) and not _ONLY_WINDOWS.search(run[0])
            if patterns.sign.search(run[0]) and not is_guess:
                yield Scrambled(*run.span(), patterns.unit.sub(lambda unit: _decoded(unit[0], codec), run[0]))

    return find


@dataclass(frozen=True)
class _Patterns:
    unit: re.Pattern[str]  # one character's bytes, each read as a character of its own
    run: re.Pattern[str]  # such characters with ASCII between them
    sign: re.Pattern[str]  # what nobody writes
    orphan: re.Pattern[str]  # a first half without its second


@cache
def _patterns(codec: str) -> _Patterns:
    tail = _class(_tails(codec))
    leads = _class(_character(byte, codec) for byte in _ARABIC_LEADS)
    others = _class(_OTHER_LEADS[codec])
    alone = _class(letter for letter in _LEFT_ALONE[codec] if len(letter) == 1)
    pair = f"{leads}{tail}"
    # The second half is gone only where no other letter follows: before another first half, a blank, a stop.
    orphan = rf"{alone}(?!{tail})(?={leads}|\W|\Z)"
    unit = f"{pair}|â€(?!{tail})|{others}{tail}{{1,2}}|{orphan}"
    strange = _class(char for char in _tails(codec) if not (char.isalpha() or char in "،؛؟«»\xa0\xad\u200c\u200d"))
    odd_pair = f"{leads}{strange}"
    signs = {
        "cp1252": f"(?:{pair}){{2}}|{odd_pair}{alone}|{alone}{odd_pair}|â€{tail}|(?:[ÃÂ]{tail}){{2}}|Ã[©¨ª®´¼]",
        "cp1256": f"(?:{odd_pair}){{2}}|{odd_pair}{pair}|{pair}{odd_pair}",
    }
    run = f"(?:{unit})(?:{_BETWEEN}*(?:{unit}))*"
    return _Patterns(*map(re.compile, (unit, run, signs[codec], orphan)))


@cache
def _tails(codec: str) -> dict[str, int]:
    found = {_character(byte, codec): byte for byte in _TAIL}
    if codec == "cp1252":
        found |= {chr(byte): byte for byte in _TAIL}
    return found | _CLEANED_TAILS[codec]


def _character(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _decoded(unit: str, codec: str) -> str:
    if unit in _LEFT_ALONE[codec]:
        return _LEFT_ALONE[codec][unit]
    lead = unit[0].encode(codec)
    for length in (len(unit), 2):
        try:
            return (lead + bytes(_tails(codec)[char] for char in unit[1:length])).decode() + unit[length:]
        except UnicodeDecodeError:
            continue
    return unit


# Windows-1256 keeps French letters where Windows-1252 has them, so these stand for themselves.
_WESTERN = {
    char: meant
    for byte in range(0xC0, 0x100)
    if (meant := _character(byte, "cp1256")) != (char := _character(byte, "cp1252")) and "\u0621" <= meant <= "\u0652"
}
_WESTERN_WORD = "[" + "".join(_WESTERN) + "]"
# Four such letters on end, capitals among them, no other letter beside them: no language of Europe writes that.
_WESTERN_SIGN = re.compile(rf"(?<!\w)(?=\w*[^\WØÙÚÛ]\w*[^\WØÙÚÛ]){_WESTERN_WORD}{{4}}")
_WESTERN_RUN = re.compile(rf"(?<!\w){_WESTERN_WORD}+(?!\w)(?:[\W\dº]+{_WESTERN_WORD}+(?!\w))*[¡º¿]?")
_WESTERN_TABLE = str.maketrans(_WESTERN | {"¡": "،", "º": "؛", "¿": "؟"})


def _windows_as_western(text: str) -> Iterator[Scrambled]:
    for run in _WESTERN_RUN.finditer(text):
        if _WESTERN_SIGN.search(run[0]):
            yield Scrambled(*run.span(), run[0].translate(_WESTERN_TABLE))


def _class(characters) -> str:
    return "[" + "".join(map(re.escape, characters)) + "]"


_SUSPECT = re.compile(rf"[ØÙÚÛâÃ]|[طظعغ][^\w\s]|{_WESTERN_WORD}{{4}}")
