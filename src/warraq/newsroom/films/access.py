"""Who may send films, and who may change them."""

from typing import Any

from wagtail.permissions import policy_registry

from warraq.media.models import Video


def may_add(user: Any) -> bool:
    return policy_registry.get_by_type(Video).user_has_any_permission(user, ["add", "change"])


def may_change(user: Any) -> bool:
    return policy_registry.get_by_type(Video).user_has_permission(user, "change")
