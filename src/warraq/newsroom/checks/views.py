"""What the checks find in a story's newest draft: beside the editor, and on a page for who has no scripts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.stories.models import StoryPage

from .catalogue import CHECKS
from .findings import Finding, Level
from .gate import may_override
from .weighing import findings_of


def draft_for(user: Any, pk: int) -> StoryPage:
    page = get_object_or_404(StoryPage, pk=pk)
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


def _told(page: StoryPage, user: Any) -> dict[str, Any]:
    """What `list.html` needs: findings with their checks; what the page itself lacks stands first and always blocks."""
    lacking = [
        Finding(problem.field, problem.message, check="complete", level=Level.BLOCK) for problem in page.problems()
    ]
    found = [*lacking, *findings_of(page)]
    rows = [{"finding": one, "check": CHECKS.get(one.check), "level": Level(one.level).label} for one in found]
    passable = any(one.level == Level.BLOCK and one.may_override for one in found)
    return {"rows": rows, "can_pass": passable and may_override(user, page), "language": page.language}


@never_cache
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment of the panel beside the editor."""
    return TemplateResponse(request, "newsroom/checks/list.html", _told(draft_for(request.user, pk), request.user))


class ChecksView(WagtailAdminTemplateMixin, TemplateView):
    """The same on a page of its own."""

    template_name = "newsroom/checks/page.html"
    page_title: Any = _("Checks")
    header_icon = "glasses"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_page_subtitle(self) -> str:
        return self.story.title

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.story = draft_for(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return super().get_context_data(**kwargs) | _told(self.story, self.request.user) | {"back": back}
