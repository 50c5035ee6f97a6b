"""Refuses requests for a host that is not this site's, before anything is made of them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HostMiddleware:
    """Most pages never ask for the host, so Django alone would answer any; 400 here instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A load balancer's probe knows a machine by its number only.
        if request.path_info != "/healthz":
            request.get_host()
        return self.get_response(request)
