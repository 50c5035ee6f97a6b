"""The desk, its panels one by one, and a word on which of them have changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from wagtail import hooks
from wagtail.admin.views.home import HomeView
from wagtail.admin.widgets import AdminPageChooser

from .comments import CommentsPanel
from .dossiers import DossiersPanel
from .drafts import DraftsPanel
from .panels import Desk, Panel
from .planning import TodayPanel
from .problems import ProblemsPanel
from .published import PublishedPanel
from .scheduled import ScheduledPanel
from .scope import parts, remember
from .waiting import WaitingPanel

PANELS: tuple[type[Panel], ...] = (
    WaitingPanel,
    TodayPanel,
    DraftsPanel,
    ProblemsPanel,
    ScheduledPanel,
    PublishedPanel,
    DossiersPanel,
    CommentsPanel,
)


class DeskView(HomeView):
    """In the place of Wagtail's first page. Panels that others put there stand below our own."""

    template_name = "newsroom/desk/index.html"
    page_title = _("Desk")

    def get_panels(self) -> list[Any]:
        self.desk = Desk.of(self.request.user)
        self.own = [panel for panel in panels_of(self.desk) if panel.is_shown]
        found: list[Any] = []
        for put in hooks.get_hooks("construct_homepage_panels"):
            put(self.request, found)
        self.others = sorted(found, key=lambda panel: panel.order)
        return [*self.own, *found]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # A line edited in its place comes later, with a chooser in it.
        context["media"] += AdminPageChooser().media
        return context | {
            "desk": self.desk,
            "day": self.desk.wording.date(self.desk.now),
            "clock": self.desk.wording.clock(self.desk.now),
            "parts": parts(),
            "own": self.own,
            "main": [panel for panel in self.own if not panel.is_aside],
            "aside": [panel for panel in self.own if panel.is_aside],
            "others": self.others,
        }


def panels_of(desk: Desk) -> list[Panel]:
    return sorted((kind(desk) for kind in PANELS), key=lambda panel: panel.order)


@require_GET
def version(request: HttpRequest) -> JsonResponse:
    """The mark of every panel and the number of its rows; nothing of what they say."""
    desk = Desk.of(request.user)
    shown = [panel for panel in panels_of(desk) if panel.is_shown]
    return JsonResponse({"panels": {panel.name: panel.mark for panel in shown}})


@require_GET
def panel(request: HttpRequest, name: str) -> HttpResponse:
    """One panel anew."""
    desk = Desk.of(request.user)
    kind = next((kind for kind in PANELS if kind.name == name), None)
    if kind is None or not (found := kind(desk)).is_shown:
        raise Http404
    return HttpResponse(found.render_html({"request": request}))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Another part of the site, from now on."""
    remember(request.user, request.POST.get("part", ""))
    return redirect("wagtailadmin_home")
