"""Answers for stored pages inside the application: what the server in front had not got, or had only an old copy of."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from .headers import VARY
from .index import IndexCorrupt
from .keeping import Kept, keep, site_store
from .layout import is_storable
from .negotiation import choose
from .rendering import render
from .store import Copy, Rendered
from .upkeep import mark_damaged
from .views import NotStored

logger = logging.getLogger("warraq.pagestore")
# Seconds that a reader waits for another one's render of the same page: with an old copy at hand, and without.
BUDGET, PATIENCE = 0.5, 20.0
# What the store says when it was deleted or damaged a moment ago. Errors of the site's database are Django's own.
UNUSABLE = (OSError, sqlite3.Error, IndexCorrupt)


class StoreMiddleware:
    """Renders a page that is missing or old into the store and sends it; an old copy where that cannot be done.

    After `EditionMiddleware`: which view an address leads to depends on the edition. Cookies and query strings are
    not looked at: an editor who is signed in gets what everybody gets.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.flights = Flights()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if request.method not in ("GET", "HEAD") or not is_storable(path) or not _has_stored_view(path):
            return self.get_response(request)
        try:
            return self._answer(request, path)
        except NotStored:
            return self.get_response(request)

    def _answer(self, request: HttpRequest, path: str) -> HttpResponse:
        copy = _copy(path)
        if copy and copy.is_fresh:
            return _respond(request, copy, "hit")
        with self.flights.alone(path, BUDGET if copy else PATIENCE) as is_alone:
            if is_alone:
                return self._render(request, path, copy)
        return _old(request, copy) if copy else _busy()

    def _render(self, request: HttpRequest, path: str, copy: Copy | None) -> HttpResponse:
        again = _copy(path)  # another thread may have been quicker
        if again and again.is_fresh:
            return _respond(request, again, "hit")
        try:
            kept = _kept(path)
        except NotStored:
            raise
        except Exception as error:
            if copy is None:
                raise
            if not isinstance(error, DatabaseError):
                logger.exception("%s cannot be rendered: an old copy is sent", path)
            return _old(request, copy)
        stored = _copy(path) if kept.is_stored else None
        return _respond(request, stored, "fwd=miss; stored") if stored else _once(kept.page)


class Flights:
    """One render of a page at a time in this process; the others wait for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def alone(self, path: str, patience: float) -> Iterator[bool]:
        """True inside for the one whose turn it is; False when that took longer than `patience` seconds."""
        with self._guard:
            lock, waiting = self._locks.get(path, (threading.Lock(), 0))
            self._locks[path] = (lock, waiting + 1)
        is_alone = lock.acquire(timeout=patience)
        try:
            yield is_alone
        finally:
            if is_alone:
                lock.release()
            with self._guard:
                lock, waiting = self._locks[path]
                if waiting == 1:
                    del self._locks[path]
                else:
                    self._locks[path] = (lock, waiting - 1)


def _has_stored_view(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "stored", None) is not None
    except Resolver404:
        return False


def _copy(path: str) -> Copy | None:
    """What the store has of the page; nothing while the store itself cannot be read."""
    store = site_store()
    try:
        with store.healing():
            copy = store.copy(path)
        if copy and copy.is_fresh and not store.is_whole(copy.row):
            mark_damaged(store, [copy.row.id])
            return None
    except UNUSABLE:
        logger.exception("the page store cannot be read")
        return None
    return copy


def _kept(path: str) -> Kept:
    """The page, rendered and stored; only rendered, for this reader, while the store itself cannot be used."""
    store = site_store()
    try:
        with store.healing():
            return keep(store, path)
    except UNUSABLE as error:
        logger.error("the page store cannot be written: %s is rendered for every reader: %s", path, error)
        return Kept(render(path), is_stored=False)


def _respond(request: HttpRequest, copy: Copy, detail: str) -> HttpResponse:
    """The stored page in the encoding the reader takes, or 304; `Cache-Status` (RFC 9211) says where it came from."""
    row = copy.row
    encoding = choose(request.headers.get("Accept-Encoding", ""), tuple(copy.encoded))
    response = HttpResponse(copy.encoded[encoding] if encoding else copy.body, status=row.status)
    _finish(response, row.headers, detail)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if row.status != 200:
        return response
    tag = f'"{row.etag}-{encoding}"' if encoding else f'"{row.etag}"'
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(row.changed_at)
    return get_conditional_response(request, tag, int(row.changed_at), response)


def _old(request: HttpRequest, copy: Copy) -> HttpResponse:
    response = _respond(request, copy, "hit; ttl=-1")
    # Whoever gets it may not keep it: the next one is right.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _once(page: Rendered) -> HttpResponse:
    """A page that is good for this reader and is not kept."""
    response = HttpResponse(page.body, status=page.status)
    return _finish(response, page.headers, "fwd=miss")


def _finish(response: HttpResponse, headers: list[tuple[str, str]], detail: str) -> HttpResponse:
    for name, value in headers:
        response.headers[name] = value
    response.headers["Cache-Status"] = f"Warraq; {detail}"
    patch_vary_headers(response, [VARY])
    return response


def _busy() -> HttpResponse:
    return HttpResponse(status=503, headers={"Retry-After": "2"})
