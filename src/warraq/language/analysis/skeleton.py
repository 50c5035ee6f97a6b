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
        **dict.fromkeys("اويىءأإآةؤئع"),
    }
)
# In the order of their replacement; what Arabic writes with one letter comes first.
_LATIN = (
    ("sch|tch|ch|sh|sz|tz", "s"),
    ("ph|v", "f"),
    ("th", "t"),
    ("dh|z", "s"),
    ("kh", "H"),
    ("gh", "g"),
    ("x", "gs"),
    ("c(?=[eiy])", "s"),
    ("[ckqj]+", "g"),
    ("p", "b"),
    ("(?<=.)h", ""),
    ("[aeiouyw]", ""),
)
_SOUNDS = tuple((re.compile(letters), sound) for letters, sound in _LATIN)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST = 3


def skeleton(term: str) -> str:
    """The classes of a term's consonants, or nothing when fewer than three are left."""
    if not term.isalpha():
        return ""
    key = _latin(term) if term.isascii() else term.replace("تش", "ش").translate(_CLASSES)
    key = _DOUBLED.sub(r"\1", key)
    return key if len(key) >= _SHORTEST else ""


def _latin(term: str) -> str:
    for letters, sound in _SOUNDS:
        term = letters.sub(sound, term)
    return term.lower()
