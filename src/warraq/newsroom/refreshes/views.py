"""What the newsroom sees of the page store, and what it may ask of it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from warraq.pagestore import marking
from warraq.pagestore.index import Index
from warraq.pagestore.keeping import site_store
from warraq.pagestore.ranks import SUBJECT
from warraq.pagestore.reports import (
    LISTED,
    Report,
    count_reports,
    counts,
    failing_pages,
    newest_reports,
    pages_of,
    pages_showing,
    reports_of,
    showing,
)

from .access import ForPublishers, may_look
from .forms import AddressForm
from .looking_up import look_up, state_of
from .names import names_of
from .progress import away, progress_of
from .rows import change_rows, moment, page_row
from .worker import seconds_away

ON_A_PAGE = 30
FAILING = 50
SHOWN = 200  # pages that show something, listed one by one


class RefreshesView(ForPublishers, WagtailAdminTemplateMixin, TemplateView):
    """What the views of this part have in common."""

    header_icon = "rotate"
    page_title = trunk = _("Pages shown to readers")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*super().get_breadcrumbs_items(), {"url": reverse_lazy("refreshes:index"), "label": self.trunk}]
        return items if self.page_title == self.trunk else [*items, {"url": "", "label": self.get_page_title()}]

    @property
    def index(self) -> Index:
        store = site_store()
        with store.healing():
            return store.index

    def empty_form(self) -> AddressForm:
        return AddressForm(host=self.request.get_host())


class IndexView(RefreshesView):
    """How the store is, what cannot be rendered, and the newest changes with what they hit."""

    template_name = "newsroom/refreshes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        index = self.index
        silence = seconds_away(site_store())
        pages = Paginator(range(count_reports(index)), ON_A_PAGE).get_page(self.request.GET.get("p"))
        reports = newest_reports(index, ON_A_PAGE, skip=max(0, pages.start_index() - 1))
        return super().get_context_data(**kwargs) | {
            "form": self.empty_form(),
            "counts": counts(index),
            "away": "" if silence is None else away(silence),
            "failing": [page_row(row) for row in failing_pages(index, FAILING)],
            "changes": change_rows(index, reports, self.request.user),
            "paginator_page": pages,
        }


class ChangesView(RefreshesView):
    """The pages that one change, or those of one bulk action, has hit."""

    template_name = "newsroom/refreshes/changes.html"
    page_title = _("Pages refreshed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        index, numbers = self.index, self.kwargs["changes"]
        reports = reports_of(index, numbers)
        pages = pages_of(index, numbers)
        return super().get_context_data(**kwargs) | {
            "numbers": numbers,
            "progress": progress_of(site_store(), numbers),
            "changes": change_rows(index, reports, self.request.user),
            "pages": [page_row(page, since=_first(reports)) for page in pages],
            "listed": LISTED if any(report.hit > LISTED for report in reports) else None,
        }


def _first(reports: list[Report]) -> float | None:
    return min((report.changed_at for report in reports), default=None)


def changes_state(request: HttpRequest, changes: list[int]) -> JsonResponse:
    """Asked again and again by the line under a publish."""
    if not may_look(request.user):
        return JsonResponse({}, status=403)
    progress = progress_of(site_store(), changes)
    return JsonResponse({"text": progress.text, "isFinal": progress.is_final})


class AddressView(RefreshesView):
    """What is known of one address; asks for its page anew."""

    template_name = "newsroom/refreshes/address.html"
    page_title = _("Look an address up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "address" not in self.request.GET:
            return context | {"form": self.empty_form()}
        form = AddressForm(self.request.GET, host=self.request.get_host())
        if not form.is_valid():
            return context | {"form": form}
        path = form.cleaned_data["address"]
        found = look_up(self.index, path, self.request.user)
        is_asked = "asked" in self.request.GET
        return context | {"form": form, "found": found, "state": state_of(self.index, path) if is_asked else None}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AddressForm(request.POST, host=request.get_host())
        if not form.is_valid():
            return self.render_to_response(super().get_context_data() | {"form": form})
        path = form.cleaned_data["address"]
        store = site_store()
        with store.healing():
            # A page the store does not know may exist all the same: the worker finds out, and forgets it if not.
            if not marking.mark_page(store, path):
                marking.want(store, [path], rank=SUBJECT)
        return redirect(f"{reverse('refreshes:address')}?{urlencode({'address': path, 'asked': 1})}")


def address_state(request: HttpRequest) -> JsonResponse:
    """Asked while a page is being rendered on an editor's word."""
    if not may_look(request.user):
        return JsonResponse({}, status=403)
    form = AddressForm(request.GET, host=request.get_host())
    if not form.is_valid():
        return JsonResponse({}, status=404)
    progress = state_of(site_store().index, form.cleaned_data["address"])
    return JsonResponse({"text": progress.text, "isFinal": progress.is_final})


class ShowingView(RefreshesView):
    """The pages that show a story, a picture, a list."""

    template_name = "newsroom/refreshes/showing.html"
    page_title = _("Pages that show this")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key, index = self.kwargs["key"], self.index
        count, newest = showing(index, key)
        return super().get_context_data(**kwargs) | {
            "name": names_of([key], self.request.user)[key],
            "count": count,
            "newest": moment(newest),
            "pages": [page_row(row) for row in pages_showing(index, key, SHOWN)],
        }
