"""The screen with the time, the front in a frame, and the list of what changes until then."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from warraq.changes import clock

from ..readership.access import ForEditors
from .ahead import foreseen, page_at
from .changes import lines
from .forms import WIDTHS, ForesightForm, fronts

STEP = timedelta(minutes=5)
# Without scripts: readers' would count a read. Without an origin of its own it would have no fonts.
SANDBOX = "sandbox allow-same-origin"


class ForesightView(ForEditors, WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/foresight/index.html"
    page_title = _("Fronts ahead")
    header_icon = "time"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ForesightForm({**self._first(), **self.request.GET.dict()})
        asked = form.cleaned_data if form.is_valid() else None
        return super().get_context_data(**kwargs) | {
            "form": form,
            "now": timezone.now(),
            "widths": WIDTHS,
            **(self._shown(asked) if asked else {}),
        }

    def _first(self) -> dict[str, Any]:
        """Nothing asked for: the first home, at the next full five minutes."""
        now = timezone.localtime()
        at = now + STEP - timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
        first = next((pk for _edition, pages in fronts() for pk, _title in pages), "")
        return {"front": first, "at": f"{at:%Y-%m-%dT%H:%M}", "width": "desktop"}

    def _shown(self, asked: dict[str, Any]) -> dict[str, Any]:
        query = urlencode({"front": asked["front"], "at": f"{timezone.localtime(asked['at']):%Y-%m-%dT%H:%M}"})
        front = get_object_or_404(Page, pk=asked["front"]).specific
        return {
            "at": asked["at"],
            "width": asked["width"],
            "direction": front.edition.direction,
            "frame": f"{reverse('foresight:page')}?{query}",
            "title": front.title,
            **told(asked["at"]),
        }


class ChangesView(ForEditors, TemplateView):
    """The list by itself, for the script that moves the time."""

    template_name = "newsroom/foresight/changes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ForesightForm(request.GET)
        if not form.is_valid():
            return HttpResponseBadRequest("; ".join(str(error) for errors in form.errors.values() for error in errors))
        return self.render_to_response(told(form.cleaned_data["at"]))


class PageView(ForEditors, View):
    """The front as it will be sent, in the bytes in which it will be."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ForesightForm(request.GET)
        if not form.is_valid():
            return HttpResponseBadRequest("; ".join(str(error) for errors in form.errors.values() for error in errors))
        path = get_object_or_404(Page, pk=form.cleaned_data["front"]).specific.url
        page, _found = page_at(path, form.cleaned_data["at"])
        kind = next((value for name, value in page.headers if name.lower() == "content-type"), "text/html")
        policy = next((value for name, value in page.headers if name.lower() == "content-security-policy"), "")
        policy = "; ".join(part for part in policy.split("; ") if part and not part.startswith("frame-ancestors"))
        response = HttpResponse(page.body, content_type=kind)
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'self'; {SANDBOX}".lstrip("; ")
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def told(until: Any) -> dict[str, Any]:
    now = clock.wall()
    with foreseen(until) as found:
        pass
    return {"lines": lines(found, now, until), "is_whole": found.is_whole}
