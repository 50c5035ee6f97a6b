"""Turns away requests that no page of this site could answer, before anything is made of them."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

# No address of ours holds one, and PostgreSQL refuses to be asked for text with a NUL.
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class AdmissionMiddleware:
    """400 for a host that is not this site's; 404 for an address with control characters."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Most pages never ask for the host, so Django alone would answer any.
        # A load balancer's probe knows a machine by its number only.
        if request.path_info != "/healthz":
            request.get_host()
        if settings.WARRAQ_BEHIND_FRONT:
            # Only the process in front can reach this one, and it says who asks in a header of its own.
            request.META["REMOTE_ADDR"] = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if CONTROL.search(request.path_info):
            raise Http404("an address holds no control characters")
        return self.get_response(request)
