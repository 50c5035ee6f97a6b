"""Renders a stored page: a fresh request, the few middlewares a stored page needs, its view, its keys.

No session, no user, no cookie and no query string: what comes out is a function of content, settings and moment.
"""

import time
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.module_loading import import_string

from warraq.changes.recording import recording

from .headers import cache_control, surrogate_keys
from .index import GONE, MOVED, OK
from .layout import is_storable
from .store import Rendered
from .views import NotStored

# Said by the store itself, from what lies on the disk.
OWN_HEADERS = {"etag", "last-modified", "vary", "content-length", "cache-control", "expires"}
OWN_HEADERS |= {"surrogate-key", "cache-tag", "xkey"}
PRIVATE = ("private", "no-store")


def render(path: str) -> Rendered:
    """The page of a decoded address as everybody gets it; raises NotStored where there is none for everybody.

    Errors of the database and of templates come through.
    """
    if not is_storable(path):
        raise NotStored
    began = time.perf_counter()
    with recording() as recorder:
        try:
            request = fresh_request(path)
            response = _chain()(request)
        except Http404 as error:
            raise NotStored from error
        if hasattr(response, "render") and not response.is_rendered:
            response.render()  # read the rest while the recorder is open
    page = _rendered(path, request.stored_kind, response, recorder.keys)
    page.subject = recorder.subject
    page.seconds = time.perf_counter() - began
    return page


def fresh_request(path: str) -> HttpRequest:
    """Nobody's request: no cookie, no query, this site's own name."""
    address = urlsplit(settings.WARRAQ_BASE_URL)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {
        "REQUEST_METHOD": "GET",
        "HTTP_HOST": address.netloc,
        "SERVER_NAME": address.hostname,
        "SERVER_PORT": str(address.port or (443 if address.scheme == "https" else 80)),
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": address.scheme,
    }
    request._get_scheme = lambda: address.scheme
    return request


@cache
def _chain() -> Callable[[HttpRequest], HttpResponse]:
    handler: Callable[[HttpRequest], HttpResponse] = _answer
    for name in reversed(settings.WARRAQ_STORE_MIDDLEWARE):
        handler = import_string(name)(handler)
    return handler


def _answer(request: HttpRequest) -> HttpResponse:
    match = request.resolver_match = resolve(request.path_info)
    kind = getattr(match.func, "stored", None)
    if kind is None:
        raise NotStored
    request.stored_kind = kind
    return match.func(request, *match.args, **match.kwargs)


def _rendered(path: str, kind: str, response: HttpResponse, keys: set[str]) -> Rendered:
    control = response.headers.get("Cache-Control", "")
    if response.streaming or response.cookies or any(word in control for word in PRIVATE):
        raise NotStored
    if response.status_code not in (OK, MOVED, GONE):
        raise NotStored
    is_bounded = response.status_code == OK or kind == "redirect"
    kind = "redirect" if response.status_code == MOVED else kind
    headers = [(name, _ordered(name, value)) for name, value in response.items() if name.lower() not in OWN_HEADERS]
    headers += [("Cache-Control", cache_control(kind)), surrogate_keys(path, keys)]
    body = b"" if response.status_code == MOVED else response.content
    return Rendered(path, response.status_code, kind, body, headers, set(keys), is_bounded=is_bounded)


def _ordered(name: str, value: str) -> str:
    """A policy is built from sets: in one order every time, or two renders would never be the same."""
    return "; ".join(sorted(value.split("; "))) if name == "Content-Security-Policy" else value
