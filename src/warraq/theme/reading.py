"""How long a text takes to read."""

import re
from typing import Any

WORDS_A_MINUTE = 180
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_TAG = re.compile(r"<[^>]+>")
_NOT_READ = {"id", "type", "kind", "direction", "url", "image", "page", "document"}


def reading_minutes(body: Any) -> int:
    """Whole minutes for the words of a body; 0 for an empty one."""
    texts = _texts(body.get_prep_value()) if body else []
    words = sum(len(_WORD.findall(_TAG.sub(" ", text))) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


def _texts(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    if isinstance(raw, dict):
        return [text for name, value in raw.items() if name not in _NOT_READ for text in _texts(value)]
    if isinstance(raw, list | tuple):
        return [text for value in raw for text in _texts(value)]
    return []
