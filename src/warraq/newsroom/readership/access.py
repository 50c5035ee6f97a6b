"""Who sees how often stories are read: whoever may edit or publish pages, not who only hands in drafts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import page_permission_policy

RIGHTS = {"change_page", "publish_page"}


def may_see_reads(user: Any) -> bool:
    if not user.is_active or user.is_superuser:
        return user.is_active
    # The policy itself takes the right to add a page for one to change it: its own author may.
    given = page_permission_policy.get_cached_permissions_for_user(user)
    return any(row.permission.codename in RIGHTS for row in given)


class ForEditors:
    """Mixin for views that only they may open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see_reads(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
