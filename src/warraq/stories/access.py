"""Serves a page found by its address: at its one canonical address, and to those who may read it."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.http import escape_leading_slashes
from wagtail.wagtail_hooks import check_view_restrictions

from warraq.changes.recording import about
from warraq.pagestore.views import refuse_to_store

from .models import PublicPage


def serve_page(request: HttpRequest, page: PublicPage) -> HttpResponse:
    """The page; 301 where the address is not its own; the form or login of a private page."""
    about(page.object_key)
    if request.path != page.url:
        return HttpResponsePermanentRedirect(escape_leading_slashes(page.url))
    if not page.is_open:
        return _private(request, page)
    return page.serve(request)


def _private(request: HttpRequest, page: PublicPage) -> HttpResponse:
    refuse_to_store(request)
    response = check_view_restrictions(lambda page, request, args, kwargs: page.serve(request))(page, request, (), {})
    response.headers["Cache-Control"] = "private, no-store"
    return response
