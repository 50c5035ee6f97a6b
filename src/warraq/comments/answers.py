"""How readers are answered: with a page, or as JSON where a script of ours asks. Never kept, never indexed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from warraq.stories.listing import Listing, render_listing

UNKEPT = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # The address of a private page is not told to the sites it links to.
    "Referrer-Policy": "no-referrer",
}


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def as_json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return _unkept(
        JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False}),
    )


def as_page(
    request: HttpRequest, template: str, edition: Any, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    listing = Listing(title, "", "comments", is_indexed=False)
    return _unkept(render_listing(request, template, edition, context | {"listing": listing}, status))


def refused(request: HttpRequest, status: int, sentence: str, kept: dict[str, str] | None = None) -> HttpResponse:
    """Asks nothing of the database; what was written stands on the page, to be copied or sent again."""
    if wants_json(request):
        return as_json({"said": sentence}, status)
    home = "/" if request.edition_code == settings.LANGUAGE_CODE else f"/{request.edition_code}/"
    context = {"home": home, "sentence": sentence, "kept": kept or {}, "address": request.path}
    response = HttpResponse(loader.render_to_string("comments/refused.html", context), status=status)
    return _unkept(response)


def away(request: HttpRequest, kept: dict[str, str]) -> HttpResponse:
    """The database does not answer: nothing was stored."""
    sentence = _("Your comment could not be stored just now. It still stands here: please send it again in a minute.")
    response = refused(request, 503, sentence, kept)
    response.headers["Retry-After"] = "20"
    return response


def sent_on(address: str) -> HttpResponse:
    """303: a page that may be loaded again without sending anything again."""
    return _unkept(HttpResponse(status=303, headers={"Location": address}))


def _unkept(response: HttpResponse) -> HttpResponse:
    for name, value in UNKEPT.items():
        response.headers[name] = value
    patch_vary_headers(response, ["Accept"])
    # Django writes the address of whatever it refuses into the log; these are secrets of their readers.
    response._has_been_logged = True
    return response
