"""The page for "not now": what readers and editors are told when the database, or the application, is away."""

from django.conf import settings
from django.template import loader


def unavailable_page(code: str) -> str:
    """In the language that is active, for the edition of that code; asks nothing of the database."""
    home = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
    return loader.render_to_string("503.html", {"home": home})
