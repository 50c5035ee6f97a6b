"""What a page says of itself in one sentence, as plain text."""

import html
from typing import Any

from django.utils.html import strip_tags

from warraq.language.truncate import truncate

LONGEST = 300


def one_line(text: str) -> str:
    return " ".join(text.split())


def plain(markup: str) -> str:
    """The words of rich text; the end of a paragraph is a space."""
    return one_line(html.unescape(strip_tags(markup.replace("</p>", " ").replace("<br/>", " "))))


def description_of(page: Any) -> str:
    """The editor's own description, else what the page begins with; empty when there is nothing."""
    text = page.share_text or _own_words(page)
    return truncate(one_line(text), LONGEST)


def _own_words(page: Any) -> str:
    if page.key_kind == "front":
        return page.edition.tagline
    if page.key_kind == "dossier":
        return plain(page.summary)
    return getattr(page, "description", "") or getattr(page, "standfirst", "")
