"""Web and e-mail addresses inside running text, which nothing may rewrite."""

import re
from collections.abc import Callable

# What ends an address: space, brackets and quotes, Arabic punctuation, marks nobody sees.
_ENDS = (
    '\\s<>"«»“”،؛؟'
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
# No word boundary and no end of a domain is asked for: either could come or go when a character nobody sees
# is taken out beside the address, and then a second look would judge differently from the first.
_ADDRESS = re.compile(
    rf"(?:(?:https?|ftp)://|mailto:|www\.)[^{_ENDS}]+|[A-Za-z0-9][\w.+-]{{0,63}}@[\w-]+\.[^{_ENDS}]+",
    re.IGNORECASE,
)
_MAY_HOLD_ADDRESS = re.compile(r"://|@|www\.|mailto:", re.IGNORECASE)


def outside_addresses(change: Callable[[str], str], text: str) -> str:
    """The text with `change` made to every piece of it that is not an address."""
    if not _MAY_HOLD_ADDRESS.search(text):
        return change(text)
    pieces, end = [], 0
    for address in _ADDRESS.finditer(text):
        pieces += (change(text[end : address.start()]), address.group())
        end = address.end()
    return "".join((*pieces, change(text[end:])))
