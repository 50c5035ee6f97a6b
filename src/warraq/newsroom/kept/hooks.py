"""The scripts that keep text, their addresses, and the answer that a form has been saved."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("kept/", include("warraq.newsroom.kept.urls"))]


def script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/kept/everywhere.js"))


def editor_script() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/kept/editor.js"))


def sheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/kept/kept.css"))


def note_saved(request: HttpRequest, page: Any) -> None:
    """The copy that the form names is no longer needed; the middleware tells the browser."""
    request.saved_copy = request.POST.get("kept_copy", "")
