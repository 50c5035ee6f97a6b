"""Around newsroom requests: clear words where publishing is refused, old addresses."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.permissions import task_permission_policy

from warraq.changes.pages import IncompletePage
from warraq.stories.models import SectionPage

from .policy import ADMIN
from .refusals import reasons_of


class ExplorerMiddleware:
    """A section's stories are never put in order by hand: the view would load every one of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name.startswith("wagtailadmin_explore") and request.GET.get("ordering") == "ord":
            section = SectionPage.objects.filter(pk=kwargs.get("parent_page_id")).first()
            if section:
                return HttpResponseRedirect(request.path)
        return None


# Records that are chosen in stories and forms, by whoever writes them; choosers of all others show what they keep.
CHOSEN = {"media_video", "stories_keyword", "people_author", "editions_edition"}
CHOOSERS = "wagtailsnippetchoosers_"
ANY = {"add", "change", "delete", "view"}


class ChooserMiddleware:
    """Wagtail opens every chooser to whoever may enter the newsroom, such as that of banned readers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        policy = _policy_of_chooser(request.resolver_match.view_name)
        if policy and request.user.is_authenticated and not policy.user_has_any_permission(request.user, ANY):
            raise PermissionDenied


def _policy_of_chooser(view: str) -> Any:
    if view.startswith("wagtailadmin_workflows:task_cho"):
        return task_permission_policy
    space = view.partition(":")[0]
    kind = space.removeprefix(CHOOSERS)
    if kind == space or kind in CHOSEN:
        return None
    app, _under, model = kind.partition("_")
    return apps.get_model(app, model).snippet_viewset.permission_policy


class RefusalMiddleware:
    """An incomplete page refused on any road becomes a message with the reasons, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error)


def refusal(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """What to answer where a page was refused as incomplete."""
    if not isinstance(error, IncompletePage) or not request.path.startswith(ADMIN):
        return None
    reasons = reasons_of(error)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"success": False, "errors": reasons}, status=422)
    for reason in reasons:
        messages.error(request, f"«{error.page.title}»: {reason}")
    return HttpResponseRedirect(_back_to(error.page))


def _back_to(page: Page) -> str:
    # A new page that was refused has gone again with its transaction.
    if page.pk and Page.objects.filter(pk=page.pk).exists():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("wagtailadmin_home")


class OldAddressMiddleware(RedirectMiddleware):
    """Redirects kept by the newsroom or by an import, asked only where nothing else answered.

    One that leads to a page nobody can open is not followed: the page's address tells what it is about.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        return response if answer is not response and self._leads_to_a_draft(request) else answer

    def _leads_to_a_draft(self, request: HttpRequest) -> bool:
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        for asked in (path, urlsplit(path).path):
            if found := get_redirect(request, asked):
                return bool(found.redirect_page and not found.redirect_page.live)
        return False
