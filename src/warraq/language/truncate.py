"""Shortening a text for cards, previews and descriptions."""

from itertools import islice

import regex

_GRAPHEME = regex.compile(r"\X")
_SPACE = regex.compile(r"\s+\S*\Z")
_LEFT_HANGING = " \t\n\r\u00a0،؛:؟!.,;…-–—«“‘\"'([{/·"


def truncate(text: str, limit: int) -> str:
    """At most `limit` characters as a reader counts them, cut between words, with an ellipsis when cut."""
    if len(text) <= limit:
        return text
    ends = [found.end() for found in islice(_GRAPHEME.finditer(text), limit + 1)]
    if len(ends) <= limit:
        return text
    if limit < 1:
        return ""
    kept = text[: ends[limit - 2]] if limit > 1 else ""
    if not text[len(kept)].isspace():
        # A single word longer than the limit has no better place to be cut.
        kept = _SPACE.sub("", kept) or kept
    return kept.rstrip(_LEFT_HANGING) + "…"
