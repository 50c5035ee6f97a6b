"""Pictures that look like one that comes in, among those somebody may choose."""

from typing import Any

from wagtail.permissions import policy_registry

from warraq.media import likeness
from warraq.media.models import Image


def alike(image: Image, user: Any, limit: int = 4) -> list[Image]:
    policy = policy_registry.get_by_type(Image)
    among = policy.instances_user_has_permission_for(user, "choose")
    return likeness.near(image, among, limit)
