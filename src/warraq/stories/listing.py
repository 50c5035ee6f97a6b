"""Pages that are not Wagtail pages: what their templates get."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone, translation

from .menu import menu_of


@dataclass(frozen=True)
class Listing:
    """What a page about an author, a keyword or a month says about itself."""

    title: str
    url: str
    kind: str
    description: str = ""
    feed: str = ""
    is_indexed: bool = True


def chrome(edition: Any) -> dict[str, Any]:
    """What surrounds every page of an edition."""
    return {"edition": edition, "menu": menu_of(edition)}


def render_listing(
    request: HttpRequest, template: str, edition: Any, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page, rendered in the edition's language and time zone."""
    with translation.override(edition.code), timezone.override(edition.zone):
        html = loader.render_to_string(template, chrome(edition) | context, request)
    return HttpResponse(html, status=status)
