"""Around the editor's saves: the browser hears which copy it may forget, and a full disk is told as such."""

import errno
import re
import sqlite3
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ..policy import ADMIN

COOKIE = "warraq-kept"
COPY = re.compile(r"[0-9a-f]{8,40}")
INSUFFICIENT_STORAGE = 507
POSTGRESQL_FULL = "53100"


class KeptTextMiddleware:
    """Inside the middlewares that know the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        copy = getattr(request, "saved_copy", "")
        # An answer to a script tells it in its own way.
        if COPY.fullmatch(copy) and response.status_code in (302, 303):
            response.set_cookie(COOKIE, copy, max_age=3600, path=ADMIN, samesite="Strict", secure=request.is_secure())
        return response


def full_answer(request: HttpRequest) -> HttpResponse:
    """507: in the editor's language, to scripts as they expect it."""
    with override(_language_of(request)):
        words = _("Not saved: the server has no room left on its disk.")
        if "application/json" in request.headers.get("Accept", ""):
            answer = {"success": False, "error_code": "disk_full", "error_message": words}
            return JsonResponse(answer, status=INSUFFICIENT_STORAGE)
        page = render_to_string("newsroom/kept/full.html", {"words": words})
    return HttpResponse(page, status=INSUFFICIENT_STORAGE, headers={"Cache-Control": "no-store"})


def _language_of(request: HttpRequest) -> str:
    try:
        return request.user.wagtail_userprofile.get_preferred_language()
    except (DatabaseError, ObjectDoesNotExist, AttributeError):
        return get_language() or "ar"


def is_full(error: BaseException | None) -> bool:
    """Is it that the disk of the site or of its database has no room?"""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    if not isinstance(error, DatabaseError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", None) == POSTGRESQL_FULL
