from typing import Any

from django import template

from ..removals.forms import FarewellForm
from ..removals.hooks import may_be_said

register = template.Library()


@register.simple_tag(takes_context=True)
def farewell_form(context: dict[str, Any], page: Any) -> FarewellForm | None:
    """The fields that ask what readers are told of a page; None where there is nothing to ask."""
    return FarewellForm() if may_be_said(page, context["request"].user) else None
