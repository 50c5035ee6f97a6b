"""A cookie that says that somebody of the newsroom is signed in here, and nothing else: their reads do not count."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from warraq.readership.rules import HINT_COOKIE

from .policy import ADMIN


class HintMiddleware:
    """Leaves the cookie with whoever is signed in and takes it back at the end. After `AuthenticationMiddleware`.

    It opens nothing: what it says anybody could say. Scripts of readers' pages look at it, so it is not `HttpOnly`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(ADMIN):
            return response
        is_signed_in, is_marked = request.user.is_authenticated, HINT_COOKIE in request.COOKIES
        if is_signed_in and not is_marked:
            response.set_cookie(
                HINT_COOKIE,
                "1",
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        elif is_marked and not is_signed_in:
            response.delete_cookie(HINT_COOKIE, samesite="Lax")
        return response
