"""`{% conversation page as talk %}` and what the form says of the site's settings."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from ..judging import HONEYPOT
from ..reading import Conversation, conversation_of
from ..wording import as_paragraphs

register = template.Library()


@register.simple_tag(takes_context=True)
def conversation(context: template.Context, page: Any) -> Conversation | None:
    """What was written under a story; nothing for a preview, or for a story that only some may read."""
    if page.listed_at is None or getattr(context.get("request"), "is_preview", False):
        return None
    return conversation_of(page)


@register.simple_tag
def kept_of_readers() -> Any:
    """Whether an address is asked for, and for how many days what is kept."""
    return settings.WARRAQ_COMMENTS


@register.simple_tag
def honeypot_name() -> str:
    return HONEYPOT


@register.filter
def paragraphs(text: str) -> SafeString:
    """With links: of what moderators have let through."""
    return as_paragraphs(text)


@register.filter
def plain_paragraphs(text: str) -> SafeString:
    """Addresses stay plain text."""
    return as_paragraphs(text, with_links=False)
