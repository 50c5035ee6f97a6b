"""Pictures for print: who is to be named under them, and how they are sent."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse


def credit_of(page: Any) -> str:
    """The name of the site and where the page is found, a story by its short address."""
    address = getattr(page, "short_address", "") or (page.url if page.pk else "")
    # An address keeps its direction in a line of Arabic.
    named = f"\u2066{settings.WARRAQ_BASE_URL}{address}\u2069" if address else ""
    return " · ".join(filter(None, [page.edition.name, named]))


def png_response(picture: bytes, name: str) -> HttpResponse:
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{name}.png"'
    return response
