"""Who is signed in with a password alone where a role needs more gets no further than the pages to set that up."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.core.internal.ratelimit import respond_429
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from .dangerous import is_dangerous
from .keeping import SecretLost
from .requirement import lacks_second_factor

NEWSROOM = "/newsroom/"
# What can be opened before a second factor is there: what is needed to set one up, and to leave.
OPEN = {"account_login", "account_logout", "account_reauthenticate", "usersessions_list", "usersessions_end"}
OPEN |= {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
SEEN = 300  # seconds after which it is noted again that a session is in use


class SafeSignInMiddleware:
    """After django-allauth's: second factors, proof before dangerous acts, when a session was last in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        if not request.path.startswith(NEWSROOM) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if not _is_open(match) and lacks_second_factor(request.user):
            return get_localized_response(_to_setting_up, request)
        _note_use(request)
        if is_dangerous(match) and reauthentication.is_reauthentication_required(request, app=__package__):
            return _to_proof(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SecretLost):
            return None
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_open(match: ResolverMatch) -> bool:
    name = match.url_name or ""
    return name in OPEN or (name.startswith("mfa_") and not match.namespaces)


def _is_from_script(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest" or "text/html" not in request.headers.get(
        "Accept", "text/html"
    )


def _to_setting_up(request: HttpRequest) -> HttpResponse:
    words = _("Your role needs a second factor: set one up before you go on.")
    if _is_from_script(request):
        return JsonResponse({"error": words}, status=403)
    # Once, however many pages were asked for meanwhile.
    if words not in [str(message) for message in messages.get_messages(request)]:
        messages.warning(request, words)
    return HttpResponseRedirect(reverse("mfa_index"))


def _to_proof(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more; what was sent waits, and goes on when it was right."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return respond_429(request)
    if _is_from_script(request):
        return JsonResponse({"error": str(_("Confirm that it is you: reload the page."))}, status=403)
    return reauthentication.suspend_request(request, methods[0]["url"])


def _note_use(request: HttpRequest) -> None:
    """At most every few minutes: a page that is opened must not have to write."""
    key = request.session.session_key
    if key and cache.add(f"session-in-use:{key}", 1, SEEN):
        UserSession.objects.create_from_request(request)
