"""Who may examine and repair the archive: whoever has the right to, as editors-in-chief do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def may_repair(user: Any) -> bool:
    return user.has_perm("newsroom.repair_archive")


class ForRepairers:
    """Mixin for views that only they may open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_repair(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
