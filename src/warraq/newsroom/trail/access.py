"""Who reads the trail: whoever has the right to, as editors-in-chief and operators do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def may_read(user: Any) -> bool:
    return user.has_perm("audit.view_entry")


class ForReaders:
    """Mixin for views that only they may open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
