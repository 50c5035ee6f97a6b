"""The pictures of a page: a list to look at, and each as a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from warraq.fieldmaps.models import FieldMapPage
from warraq.stories.charting import charts_in
from warraq.stories.models import StandardPage, StoryPage
from warraq.stories.prints import png_response


@dataclass(frozen=True)
class Print:
    """A picture: the name of its file, its title, and what makes its bytes."""

    name: str
    title: str
    make: Callable[[], bytes]


def prints_of(page: Any) -> Iterator[Print]:
    """The map of a page, or those of its charts that can be drawn and have been saved."""
    page = page.specific
    if isinstance(page, FieldMapPage):
        yield Print("map", page.title, page.print_picture)
    elif isinstance(page, StoryPage | StandardPage):
        for chart in charts_in(page):
            if chart.name and not chart.faults:
                yield Print(chart.name, chart.value["title"], lambda chart=chart: chart.print_picture(page))


def draft_for(request: HttpRequest, pk: int) -> Any:
    """The page as it was saved last, for who may edit it."""
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()


@require_safe
def picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the pictures, 2,400 pixels wide, in the language of its page."""
    page = draft_for(request, pk)
    found = next((one for one in prints_of(page) if one.name == name), None)
    if found is None:
        raise Http404
    with override(page.edition.code), timezone.override(page.edition.zone):
        response = png_response(found.make(), f"{pk}-{name[:8]}")
    response["Cache-Control"] = "private, no-store"
    return response


class PrintsView(WagtailAdminTemplateMixin, TemplateView):
    """All pictures of a page, to look at and to take away."""

    template_name = "newsroom/prints/index.html"
    header_icon = "image"
    page_title = _("Pictures for print")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = draft_for(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [*super().get_breadcrumbs_items(), {"url": edit, "label": self.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": self.page, "prints": list(prints_of(self.page))}
