"""The site's own page for an address that leads nowhere, as static hosts send it at any address."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.module_loading import import_string

from ..rendering import fresh_request


def not_found_page() -> str:
    """Rendered for everybody, as stored pages are."""
    answer = get_resolver().resolve_error_handler(404)

    def handler(request: HttpRequest) -> HttpResponse:
        return answer(request, exception=Http404())

    chain: Callable[[HttpRequest], HttpResponse] = handler
    for name in reversed(settings.WARRAQ_STORE_MIDDLEWARE):
        chain = import_string(name)(chain)
    return chain(fresh_request("/404.html")).content.decode()
