"""Who sees the board, who arranges the working copy, and who publishes to the front."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.permissions import page_permission_policy

from warraq.front.models import FrontPage
from warraq.front.models.pages import RIGHT
from warraq.stories.models import SectionPage


def may_see(user: Any) -> bool:
    return page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])


def may_arrange(user: Any, page: Any) -> bool:
    return page.permissions_for_user(user).can_edit()


def may_publish(user: Any, page: Any) -> bool:
    """The right to publish to fronts, and the right to publish this page."""
    return user.has_perm(RIGHT) and page.permissions_for_user(user).can_publish()


def front_of(pk: int, user: Any) -> Any:
    """The front page or section with this number, for whoever may see the board."""
    if not may_see(user):
        raise PermissionDenied
    for model in (FrontPage, SectionPage):
        if page := model.objects.select_related("edition").filter(pk=pk).first():
            return page
    raise Http404


def fronts() -> list[tuple[FrontPage, list[SectionPage]]]:
    """The front of each edition with those of its sections."""
    sections: dict[int, list[SectionPage]] = {}
    for section in SectionPage.objects.live().order_by("path"):
        sections.setdefault(section.edition_id, []).append(section)
    homes = FrontPage.objects.live().select_related("edition").order_by("path")
    return [(home, sections.get(home.edition_id, [])) for home in homes]
