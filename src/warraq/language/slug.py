"""Slugs of addresses: readable Arabic, and nothing that breaks an address."""

from unicodedata import decimal, normalize

import regex

_DROPPED = regex.compile(
    # Marks and tatweel; controls and characters without a width of their own; apostrophes inside a word.
    r"[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u08D3-\u08FF"
    r"\p{Cf}[\p{Cc}--\s]\p{Variation_Selector}]|(?<=\p{L})['’ʼ](?=\p{L})",
    regex.V1,
)
_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)
_BETWEEN = regex.compile(r"(?:\A\p{M}+|[^\p{L}\p{M}0-9]+\p{M}*)+")


def slugify(text: str, max_length: int = 70) -> str:
    """The text as the last part of an address; may be empty when it has neither letters nor digits."""
    text = _DROPPED.sub("", normalize("NFKC", text))
    text = normalize("NFKC", normalize("NFKC", text).lower())
    text = _DIGIT.sub(lambda digit: str(decimal(digit.group())), text)
    return _cut_at_word(_BETWEEN.sub("-", text).strip("-"), max_length)


def _cut_at_word(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return cut.strip("-")
