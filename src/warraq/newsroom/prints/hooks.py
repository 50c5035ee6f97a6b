"""Where the editor of a page leads to its pictures."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from .views import PrintsView, picture, prints_of


def admin_urls() -> list[URLPattern]:
    return [
        path("prints/<int:pk>/", PrintsView.as_view(), name="prints"),
        path("prints/<int:pk>/<slug:name>.png", picture, name="print"),
    ]


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Pictures for print” in the menu of a map, and of a page that has a chart."""
    if page.permissions_for_user(user).can_edit() and any(True for _print in prints_of(page)):
        yield Button(_("Pictures for print"), url=reverse("prints", args=[page.pk]), icon_name="image", priority=61)
