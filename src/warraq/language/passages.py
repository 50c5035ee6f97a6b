"""Passages of the neighbour language: Persian quoted in Arabic, Arabic quoted in Persian.

They keep their letters, whether somebody has marked their language or not. What tells them are the small words
that only one of the two languages has; letters cannot, since a Persian keyboard is what puts ی into Arabic words.
A passage is judged by what no clean-up changes of it, so that a second look judges like the first.
"""

import re
from unicodedata import normalize

from .letters import CONTROL, FOREIGN_LETTERS, INVISIBLE, LINE_END, MARK, PRESENTATION

_ENDS = re.compile(f'[.!?؟؛…«»“”"()\\[\\]\n\r{LINE_END}]+')
_UNSEEN = re.compile(f"[{INVISIBLE}{CONTROL}\u200c\u200d\u0640]+")
_MARKS = re.compile(f"[{MARK}]+")
_PRESENTATION = re.compile(f"[{PRESENTATION}]")
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans({**dict.fromkeys("يىےېۍێ", "ی"), **dict.fromkeys("كڪ", "ک"), **dict.fromkeys("ةۀۂۃہھە", "ه")})

# In the spelling that the fold below gives them, and none that it makes a word of the other language.
_PERSIAN = frozenset(
    """
    است این که از را برای های می نمی میشود میکند میکنند میگوید میدهد نمیشود شود کنند دارد دارند هستند بوده کرده
    گفت چه اگر نیست هر دیگر آنها آنان باید خواهد پیش چون پس چنین همین هایی ترین میان درباره یک نیز تواند میتواند
    کردند شدند گفته
    """.split()
)
_ARABIC = frozenset(
    "فی إلی أن إن هذا هذه ذلک تلک الذی التی الذین قال لم لن ثم عند أیها فیه علیهم بسم إنا إلا لا".split()
)
_TELLING = {"ar": _PERSIAN, "fa": _ARABIC}
_FEWEST_WORDS, _FEWEST_TELLING = 3, 2
_NEIGHBOURS_LETTER = {
    code: re.compile(f"[{''.join(map(chr, letters))}{'ی' if code == 'ar' else 'ة'}{PRESENTATION}\u200c]")
    for code, letters in FOREIGN_LETTERS.items()
}


def apart(text: str, code: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is the neighbour language's; joined, they are the text again."""
    letters = _NEIGHBOURS_LETTER.get(code)
    if letters is None or not letters.search(text):
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    start = 0
    for begin, end in _passages(text):
        if letters.search(text, begin, end) and _is_neighbours(text[begin:end], code):
            pieces += [(text[start:begin], False)] if begin > start else []
            pieces.append((text[begin:end], True))
            start = end
    return [*pieces, (text[start:], False)] if start < len(text) or not pieces else pieces


def _passages(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for stop in _ENDS.finditer(text):
        spans.append((start, stop.start()))
        start = stop.end()
    return [*spans, (start, len(text))]


def _is_neighbours(passage: str, code: str) -> bool:
    words = _WORD.findall(_plain(passage))
    telling = [word for word in words if word in _TELLING[code]]
    enough = max(_FEWEST_TELLING, len(words) / 8)
    return len(words) >= _FEWEST_WORDS and len(set(telling)) >= _FEWEST_TELLING and len(telling) >= enough


def _plain(passage: str) -> str:
    if _PRESENTATION.search(passage):
        passage = normalize("NFKC", passage)
    # A hamza that was written as a mark of its own has become part of its letter before the marks go.
    return _MARKS.sub("", normalize("NFC", _UNSEEN.sub("", passage))).translate(_PLAIN)
