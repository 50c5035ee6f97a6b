"""Where the newsroom leads to its page store: the reports menu, and the menu of each page's editor."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from .access import may_look


class RefreshesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


def menu_item() -> MenuItem:
    label = _("Pages shown to readers")
    return RefreshesMenuItem(label, reverse("refreshes:index"), name="refreshes", icon_name="rotate", order=100)


def admin_urls() -> list[URLPattern | URLResolver]:
    return [path("refreshes/", include("warraq.newsroom.refreshes.urls"))]


def script() -> str:
    return format_html('<script type="module" src="{}"></script>', static("newsroom/refreshes.js"))


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Pages that show this” in the menu of a page that readers can open."""
    key = getattr(page.specific_deferred, "object_key", "")
    if page.live and key and may_look(user):
        url = reverse("refreshes:showing", args=[key])
        yield Button(_("Pages that show this"), url=url, icon_name="rotate", priority=66)
