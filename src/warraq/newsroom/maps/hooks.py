"""Where the editor of a map leads to its tables."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from warraq.fieldmaps.models import FieldMapPage

from .views import TableView, places


def admin_urls() -> list[URLPattern]:
    return [
        path("maps/<int:pk>/table/", TableView.as_view(), name="map_table"),
        path("maps/places/", places, name="map_places"),
    ]


def script() -> str:
    """Only acts in the form of a map, where events have places."""
    address = reverse("map_places")
    return format_html(
        '<script type="module" src="{}" data-places="{}"></script>', static("newsroom/places.js"), address
    )


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Events from a table” in the menu of a map."""
    if page.specific_class is FieldMapPage and page.permissions_for_user(user).can_edit():
        yield Button(_("Events from a table"), url=reverse("map_table", args=[page.pk]), icon_name="table", priority=60)
