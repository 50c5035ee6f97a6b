"""What becomes of a reader's words: cleaned before they are kept, and plain text made into harmless HTML."""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from warraq.language.clean import clean

# More marks than any script sets on one letter only smear over the lines above and below.
_MARK = "[\\u0300-\\u036f\\u0483-\\u0489\\u0610-\\u061a\\u064b-\\u065f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff]"
_PILED = re.compile(f"({_MARK}{{4}}){_MARK}+")
_GAP = re.compile(r"\n\s*\n")
_LINK = re.compile(r"https?://[^\s<>\"'«»“”،؛؟]+", re.IGNORECASE)
_CLOSING = ".,:;!?)]}…"


def clean_name(name: str, language: str) -> str:
    """One line of it, without what nobody sees."""
    return " ".join(_thinned(clean(name, language)).split())


def clean_text(text: str, language: str) -> str:
    """Its paragraphs, without what nobody sees; an empty line at most between two."""
    text = _thinned(clean(text.replace("\r\n", "\n"), language))
    return _GAP.sub("\n\n", text).strip()


def _thinned(text: str) -> str:
    return _PILED.sub(r"\1", text)


def as_paragraphs(text: str, with_links: bool = True) -> SafeString:
    """`<p dir="auto">` for each; addresses become links that vouch for nothing."""
    written = (_with_links(part) if with_links else escape(part) for part in _GAP.split(text) if part.strip())
    return format_html_join("", '<p dir="auto">{}</p>', ((mark_safe(part.replace("\n", "<br>")),) for part in written))


def _with_links(text: str) -> str:
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        address = found.group().rstrip(_CLOSING)
        pieces += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return "".join([*pieces, escape(text[end:])])


def _link(address: str) -> str:
    return format_html('<a href="{0}" rel="ugc nofollow noopener" dir="ltr">{0}</a>', address)
