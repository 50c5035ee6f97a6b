"""`{% head_of page %}` and `{% head_of listing %}`: everything a page's head says to machines."""

from typing import Any

from django import template

from ..head import head_of_listing, head_of_page

register = template.Library()


@register.inclusion_tag("feeds/head.html", takes_context=True)
def head_of(context: template.Context, subject: Any) -> dict[str, Any]:
    build = head_of_page if hasattr(subject, "key_kind") else head_of_listing
    return {"head": build(subject, context.flatten())}
