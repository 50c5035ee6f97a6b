"""Keys that put names in the order of an Arabic index when compared character by character."""

import re
from unicodedata import combining, normalize

from .fold import mild_fold

# Above every Arabic letter: a Persian letter follows all words of its Arabic neighbour, Latin follows Arabic.
_AFTER_NEIGHBOUR, _AFTER_ARABIC = "\u06ff", "\ue000"
_ORDER = str.maketrans(
    {
        # Whatever its seat, a hamza stands where dictionaries look for it: with alef.
        "ء": "ا",
        "ؤ": "ا",
        "ئ": "ا",
        "پ": "ب" + _AFTER_NEIGHBOUR,
        "چ": "ج" + _AFTER_NEIGHBOUR,
        "ژ": "ز" + _AFTER_NEIGHBOUR,
        "ڤ": "ف" + _AFTER_NEIGHBOUR,
        "گ": "ك" + _AFTER_NEIGHBOUR,
    }
)
_NUMBER = re.compile(r"\d+", re.ASCII)
_OTHER_SCRIPT = re.compile(r"(?<![^\W\d_])[^\W\d_\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_ARTICLE = re.compile(r"ال(?!له\b|ذي|تي|لوات|لات|ى\b|ي\b)\w{2}")


def sort_key(text: str, ignore_article: bool = False) -> str:
    """A string to be stored and compared by code point; `ignore_article` files «القاهرة» under ق."""
    plain = mild_fold(text)
    if ignore_article and _opens_with_article(text, plain):
        plain = plain.removeprefix("ال")
    # Hamza seats first: taken apart, they would lose their hamza instead of going to alef.
    plain = normalize("NFKD", plain.translate(_ORDER))
    plain = _PUNCTUATION.sub(" ", "".join(c for c in plain if not combining(c)))
    plain = _OTHER_SCRIPT.sub(_AFTER_ARABIC + r"\g<0>", plain)
    return " ".join(_NUMBER.sub(_with_length, plain).split())


def _opens_with_article(text: str, folded: str) -> bool:
    # The fold makes the hamza of «ألمانيا» an alef too; only a bare alef opens an article.
    first = next((c for c in normalize("NFKC", text) if c.isalpha()), "")
    return first in ("ا", "ٱ") and _ARTICLE.match(folded) is not None


def _with_length(number: re.Match[str]) -> str:
    """Numbers by their value: one with more figures comes later."""
    figures = number.group().lstrip("0") or "0"
    return f"{min(len(figures), 99):02d}{figures}"
