"""The address of a draft's card."""

from django.urls import URLPattern, URLResolver, include, path


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("sharing/", include("warraq.newsroom.sharing.urls"))]
