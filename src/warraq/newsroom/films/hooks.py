"""Where the newsroom leads to them."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html, format_html_join


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("films/", include("warraq.newsroom.films.urls"))]


def script() -> str:
    """A film may come in from the chooser of any page."""
    scripts = [static(f"newsroom/{name}.js") for name in ("films", "film-panel")]
    return format_html_join("", '<script type="module" src="{}"></script>', ((script,) for script in scripts))


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/films.css"))
