"""Where the newsroom leads to the desk."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("desk/", include("warraq.newsroom.desk.urls"))]


def sheet() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/desk.css"))
