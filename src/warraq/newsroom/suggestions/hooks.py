"""The panel's address and script, and what an editor is told who publishes a story over again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html

from warraq.stories.models import StoryPage

from .draft import draft_of_page
from .nearby import lookalikes_of


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("suggestions/", include("warraq.newsroom.suggestions.urls"))]


def script() -> str:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/suggestions.js"))


def warn_of_lookalikes(request: HttpRequest, page: Any) -> None:
    """Says which published stories this one looks like; it is published all the same."""
    page = page.specific
    if isinstance(page, StoryPage) and (found := lookalikes_of(draft_of_page(page))):
        context = {"lookalikes": found}
        messages.warning(request, render_to_string("newsroom/suggestions/warning.html", context, request))
