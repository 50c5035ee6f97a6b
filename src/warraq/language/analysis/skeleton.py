"""The consonants of a name: what is left of it in every transliteration."""

import re

_CLASSES = str.maketrans(
    {
        **dict.fromkeys("جغقك", "g"),
        **dict.fromkeys("تطثة", "t"),
        **dict.fromkeys("سصش", "s"),
        **dict.fromkeys("زذظ", "z"),
        **dict.fromkeys("دض", "d"),
        **dict.fromkeys("حهخ", "h"),
        **dict.fromkeys("اويىءأإآةؤئ"),
    }
)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST = 3


def skeleton(term: str) -> str:
    """The classes of a term's consonants, or nothing when fewer than three are left."""
    if not term.isalpha():
        return ""
    key = _DOUBLED.sub(r"\1", term.translate(_CLASSES))
    return key if len(key) >= _SHORTEST else ""
