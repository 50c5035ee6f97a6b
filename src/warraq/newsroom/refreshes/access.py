"""Who looks after what readers get: whoever may publish somewhere."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import page_permission_policy


def may_look(user: Any) -> bool:
    return page_permission_policy.user_has_any_permission(user, ["publish"])


class ForPublishers:
    """Mixin for views that only they may open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
