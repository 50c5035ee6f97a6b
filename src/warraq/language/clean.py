"""The clean-up on save: what keyboards, word processors and converters leave in a text.

Arabic and Persian get their own letters back and lose tatweel; every language loses invisible characters and
doubled spaces. Words, digits of its own script, vocalisation and punctuation stay as the writer set them, and
nothing inside a web or e-mail address is touched. A passage of the neighbour language keeps its letters.
"""

import re
from unicodedata import is_normalized, normalize

import regex

from .addresses import outside_addresses
from .difference import Change, changes_between, diff_words
from .letters import (
    BLANK,
    CONTROL,
    FOREIGN_LETTERS,
    INVISIBLE,
    LETTER,
    LINE_END,
    MARK,
    PLAIN_FORMS,
    PRESENTATION,
)
from .markup import change_text
from .passages import apart
from .yeh import final_yeh

__all__ = ["Change", "changes_between", "clean", "clean_html", "diff_words"]

_MOST_PASSES = 4
_PRESENTATION = re.compile(f"[{PRESENTATION}]")
_LINE_END = re.compile(f"\r\n?|[{LINE_END}]")
_UNSEEN = re.compile(f"[{INVISIBLE}{CONTROL}]+")
_FOREIGN = {language: re.compile(f"[{''.join(map(chr, table))}]") for language, table in FOREIGN_LETTERS.items()}
_OTHER = {"ar": "fa", "fa": "ar"}
_MARKS = re.compile(f"[{MARK}]+")
_YEH = re.compile(f"ی(?=[{MARK}]*[{LETTER}])")
_FINAL_YEH = re.compile(f"(?P<stem>[{LETTER}{MARK}]*)ی(?P<marks>[{MARK}]*)(?![{LETTER}])")

_JOINERS = regex.compile("[\u200c\u200d]+")
_NEEDS_JOINER = regex.compile(r"[\p{L}\p{M}]\Z")
_EMOJI_BEFORE = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]\Z")
_EMOJI_AFTER = regex.compile(r"\p{Extended_Pictographic}|[♀♂⚕⚖✈]")
_STARTS_WORD = regex.compile(r"[\p{L}\p{M}]")
# «1445ه» with a joiner is the abbreviation of the Hijri year, which is written with a tatweel.
_HIJRI_SIGN = re.compile(f"(?<![{LETTER}{MARK}])ه\u200d+(?![{LETTER}{MARK}\u200c\u200d])")

_TATWEEL_INSIDE = re.compile(f"(?<=[{LETTER}{MARK}])\u0640+(?=[{MARK}]*[{LETTER}])")
_TATWEEL_RUN = re.compile(f"(?<=[{LETTER}{MARK}])\u0640{{2,}}")

_EDGES = " \n\t\u00a0\u202f"
_BLANKS = re.compile(f"[{BLANK}]{{2,}}|[\t\u1680\u2000-\u200a\u205f\u3000]")
_BLANK_BEFORE_LINE_END = re.compile(f"[{BLANK}]+(?=\n)")
# A no-break space holds a figure to its unit; elsewhere in Arabic it only stops the line from breaking.
_HARD_BLANK = re.compile(r"(?<!\d)[\u00a0\u202f](?!\d)")
_BLANK_BEFORE_STOP = re.compile(rf"[{BLANK}]+(?=[،؛؟])|(?<=\S)[{BLANK}]+(?=[.:,!](?:[\s»”\")\]]|$))")


def clean(text: str, language: str) -> str:
    """The text as its writer meant it; cleaning it once more changes nothing."""
    return _clean_piece(text, language).strip(_EDGES)


def clean_html(html: str, language: str) -> str:
    """Rich text with its text cleaned and its markup as it was; other languages and code are left alone."""
    return change_text(html, language, lambda text: _clean_piece(text, language))


def _clean_piece(text: str, language: str) -> str:
    code = language.replace("_", "-").partition("-")[0].lower()
    for _ in range(_MOST_PASSES):
        cleaned = outside_addresses(lambda piece: _clean_outside_addresses(piece, code), text)
        if cleaned == text:
            break
        # Taking out an unseen character may join a word to the address before it: look once more.
        text = cleaned
    return text


def _clean_outside_addresses(text: str, code: str) -> str:
    text = _without_unseen(normalize("NFC", text), code)
    if code in FOREIGN_LETTERS:
        text = _with_own_letters(text, code)
        text = _TATWEEL_RUN.sub("\u0640", _TATWEEL_INSIDE.sub("", text))
    text = _with_single_blanks(text, code)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _without_unseen(text: str, code: str) -> str:
    text = _LINE_END.sub("\n", text).replace("\x1e", "-")
    text = _UNSEEN.sub("", text)
    if code in FOREIGN_LETTERS:
        text = _HIJRI_SIGN.sub("ه\u0640", text)
    if not _JOINERS.search(text):
        return text
    pieces = apart(text, code)
    return "".join(_with_needed_joiners(piece, _OTHER[code] if is_other else code) for piece, is_other in pieces)


def _with_needed_joiners(text: str, code: str) -> str:
    return _JOINERS.sub(lambda joiners: _judged(joiners, code), text)


def _judged(joiners: regex.Match[str], code: str) -> str:
    """The joiner that is needed where these stand, or nothing."""
    before, after = joiners.string[: joiners.start()][-2:], joiners.string[joiners.end() :][:1]
    joiner = joiners.group()[0]
    if joiner == "\u200d" and _EMOJI_BEFORE.search(before) and _EMOJI_AFTER.match(after):
        return joiner
    between_letters = _NEEDS_JOINER.search(before) and _STARTS_WORD.match(after)
    if code == "ar" or not between_letters or (code == "fa" and joiner == "\u200d"):
        return ""
    return joiner


def _with_own_letters(text: str, code: str) -> str:
    if _PRESENTATION.search(text):
        text = text.translate(PLAIN_FORMS)
    if not (_FOREIGN[code].search(text) or (code == "ar" and "ی" in text)):
        return text
    return "".join(piece if is_other else _with_letters_of(code, piece) for piece, is_other in apart(text, code))


def _with_letters_of(code: str, text: str) -> str:
    text = text.translate(FOREIGN_LETTERS[code])
    if code == "ar" and "ی" in text:
        text = _FINAL_YEH.sub(_with_final_yeh, _YEH.sub("ي", text))
    return text


def _with_final_yeh(word: re.Match[str]) -> str:
    stem, marks = word["stem"], word["marks"]
    if "\u0654" in marks:
        return f"{stem}ي{marks}"
    before = word.string[max(word.start() - 24, 0) : word.start()].split()[-1:]
    return stem + final_yeh(_MARKS.sub("", stem), "".join(before)) + marks


def _with_single_blanks(text: str, code: str) -> str:
    text = _BLANK_BEFORE_LINE_END.sub("", _BLANKS.sub(" ", text))
    if code in FOREIGN_LETTERS:
        text = _BLANK_BEFORE_STOP.sub("", _HARD_BLANK.sub(" ", text))
    return text
