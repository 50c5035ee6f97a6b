"""One save of a page at a time: each finds what the one before has left."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from ..middleware import refusal


class TurnsMiddleware:
    """Holds the page's row from before an editor's save reads it until it is done.

    Wagtail reads the page, works on it and writes the whole row: an autosave that read a draft while “publish” was on
    its way would write the page back as not published. The innermost middleware: others see the view's answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        is_save = request.method == "POST" and request.resolver_match.view_name == "wagtailadmin_pages:edit"
        # A stranger, who is only led to the sign-in, makes nobody wait.
        if not is_save or not request.user.is_authenticated:
            return None
        try:
            with transaction.atomic():
                Page.objects.select_for_update().filter(pk=kwargs["page_id"]).values_list("pk").first()
                return view(request, *args, **kwargs)
        except Exception as error:
            # Django asks nobody about what is raised here.
            answer = refusal(request, error)
            if answer is None:
                raise
            return answer
