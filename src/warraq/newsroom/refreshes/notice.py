"""After an editor's change: a line on the page the editor comes to that says how far readers' pages are.

Whatever road the change took — button, bulk action, workflow, picture, author — its rows of the log are caught while
the request runs, so that no view needs to know of it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from warraq.changes.models import Change

from .access import may_look
from .numbers import TOGETHER

ADMIN = "/newsroom/"
_noted: ContextVar[list[int] | None] = ContextVar("warraq_noted_changes", default=None)


def note_change(sender: type, instance: Change, created: bool, **kwargs: Any) -> None:
    """Remember a change of this request once it is certain to stand."""
    noted = _noted.get()
    if created and noted is not None:
        transaction.on_commit(lambda: noted.append(instance.pk))


class RefreshNoticeMiddleware:
    """Inside the middlewares that know the user and carry messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(ADMIN):
            return self.get_response(request)
        changes: list[int] = []
        token = _noted.set(changes)
        try:
            response = self.get_response(request)
        finally:
            _noted.reset(token)
        # A form that saves by itself gets no redirection, and its editor no notice.
        if changes and response.status_code in (302, 303) and may_look(request.user):
            _tell(request, changes)
        return response


def _tell(request: HttpRequest, changes: list[int]) -> None:
    context = {"changes": sorted(changes)[-TOGETHER:]}
    messages.info(request, render_to_string("newsroom/refreshes/notice.html", context, request))
