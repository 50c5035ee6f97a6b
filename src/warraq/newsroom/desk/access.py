"""Who sees and changes today's list: who works on pages at all sees it; who may edit others' pages changes it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import page_permission_policy

from ..reach.rights import reach_of
from ..readership.access import may_see_reads
from .models import PlannedStory


def may_write(user: Any) -> bool:
    """Works on pages in some way, drafts of one's own included."""
    return page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])


def may_plan(user: Any) -> bool:
    """Adds lines and gives them to others: whoever may edit or publish what others write."""
    return may_see_reads(user)


def may_change(user: Any, line: PlannedStory) -> bool:
    return may_plan(user) or (may_write(user) and user.pk in (line.owner_id, line.made_by_id))


def may_write_form(user: Any, line: PlannedStory) -> bool:
    """May stories of the line's form be begun in its section?"""
    return user.is_superuser or line.form in reach_of(user).forms_at(line.section.path, "add")


class ForWriters:
    """Mixin for views that only people who work on pages may open."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_write(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
