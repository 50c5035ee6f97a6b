"""Which edition an address belongs to: its first word, never a cookie or the browser's languages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class EditionMiddleware:
    """Activates the language of the address for the time of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.others = {code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES} - {settings.LANGUAGE_CODE}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.lstrip("/").partition("/")[0]
        code = first if first in self.others else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = request.edition_code = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
