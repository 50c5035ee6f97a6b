"""The words of bodies, without markup and without addresses."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

_APART = re.compile(r"</(?:p|li|h\d|blockquote|div|td|tr|ul|ol)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
# Values of blocks that are no words for readers.
_NOT_WORDS = frozenset(
    "id type kind direction url table_header_choice first_row_is_table_header first_col_is_header".split()
)


def plain(markup: str) -> str:
    """The text of rich text, in one line."""
    if "<" in markup or "&" in markup:
        markup = html.unescape(_TAG.sub("", _APART.sub(" ", markup)))
    return _SPACES.sub(" ", markup).strip()


def raw(field: str) -> Cast:
    """A body as the text it is stored as: building its blocks would cost more than all the rest."""
    return Cast(field, TextField())


def passages(body: str) -> list[str]:
    """The texts of a stored body, one a paragraph, heading, quotation, point or cell."""
    return list(_passages(body))


def beginning(body: str, length: int) -> list[str]:
    """The first of its texts, as many as have so many characters together."""
    found: list[str] = []
    for text in _passages(body):
        found.append(text)
        length -= len(text)
        if length <= 0:
            break
    return found


def _passages(body: str) -> Iterator[str]:
    try:
        blocks = json.loads(body or "[]")
    except ValueError:
        return  # its page cannot be shown either
    yield from filter(None, map(plain, _strings(blocks)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _NOT_WORDS:
                yield from _strings(part)
