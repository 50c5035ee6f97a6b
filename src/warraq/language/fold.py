"""The mild fold: which spellings name the same keyword.

It drops what writers leave out or add at will and keeps what tells two names apart, so گ and غ, or پ and ب,
stay two letters. The search has a coarser fold of its own.
"""

import re
from unicodedata import normalize

MILD_FOLD_VERSION = 1

DROPPED = (
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9),
    *range(0x06EA, 0x06EE),
    *range(0x08D3, 0x08E2),
    *range(0x08E3, 0x0900),
    0x0640,
    0x00AD,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0x00, 0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
)
_SAME = {
    "ا": "أإآٱٲٳٵ",
    "ي": "ىیېےۍێ",
    "ك": "کڪ",
    "ه": "ةہھەۃۀۂ",
    "گ": "ګڬڭݣ",
    "ڤ": "ڥ",
    "ئ": "ٸ",
}
_FOLD: dict[int, str | None] = {
    **dict.fromkeys(DROPPED),
    **{ord(form): letter for letter, forms in _SAME.items() for form in forms},
    **{first + value: str(value) for first in (0x0660, 0x06F0) for value in range(10)},
}
_AROUND = " .,:;!?…،؛؟٫٬۔«»‹›\"'“”„‘’‚`´()[]{}<>*/\\|_~·•-‐‑‒–—―"
_SPACES = re.compile(r"\s+")


def mild_fold(text: str) -> str:
    """The identity of a keyword: two spellings of one name fold to the same string."""
    # Lower case and compatibility forms can each undo the other for a few letters, hence twice.
    text = normalize("NFKC", normalize("NFKC", text).casefold()).casefold()
    text = normalize("NFC", text.translate(_FOLD))
    return _SPACES.sub(" ", text).strip(_AROUND)
