"""The consonants of a name: what is left of it in every transliteration, from Latin letters too."""

import re

_CLASSES = str.maketrans(
    {
        **dict.fromkeys("جغقك", "g"),
        **dict.fromkeys("تطث", "t"),
        **dict.fromkeys("سصشزذظ", "s"),
        **dict.fromkeys("دض", "d"),
        **dict.fromkeys("حهخ", "h"),
        "ب": "b",
        "ر": "r",
        "ف": "f",
        "ل": "l",
        "م": "m",
        "ن": "n",
    }
)
# In the order of their replacement; what Arabic writes with one letter comes first.
_LATIN = (
    ("sch|tch|ch|sh|sz|tz", "s"),
    ("ph|pf|v", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("z", "s"),
    ("kh", "H"),
    ("gh", "g"),
    ("x", "gs"),
    ("c(?=[eiy])", "s"),
    ("[ckqj]+", "g"),
    ("p", "b"),
    ("h(?![aeiouy])", ""),
)
_SOUNDS = tuple((re.compile(letters), sound) for letters, sound in _LATIN)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiouywاويىءأإآةؤئع")
_SHORTEST = 3


def skeleton(term: str) -> str:
    """The classes of a term's consonants, or nothing when fewer than three are left."""
    if not term.isalpha():
        return ""
    sounds = _latin(term) if term.isascii() else term.replace("تش", "ش").translate(_CLASSES)
    # Letters are doubled where they stand side by side; in غوغول there are two.
    key = _DOUBLED.sub(r"\1", sounds).translate(_VOWELS).lower()
    return key if len(key) >= _SHORTEST else ""


def _latin(term: str) -> str:
    for letters, sound in _SOUNDS:
        term = letters.sub(sound, term)
    return term
