"""Where the editor of a map leads to its tables."""

import json
from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from warraq.fieldmaps.models import FieldMapPage

from .basemap import basemap, sheet
from .views import TableView, places

PICKER = {
    "title": _("Place on the map"),
    "map": _("Map: a click places the event; arrow keys move the mark, + and − zoom, Escape closes"),
    "at": _("longitude %x, latitude %y"),
    "nowhere": _("not placed yet"),
    "closer": _("Closer"),
    "farther": _("Farther"),
    "close": _("Close"),
}


def admin_urls() -> list[URLPattern]:
    return [
        path("maps/<int:pk>/table/", TableView.as_view(), name="map_table"),
        path("maps/places/", places, name="map_places"),
        path("maps/basemap/", basemap, name="map_basemap"),
        path("maps/basemap.css", sheet, name="map_sheet"),
    ]


def script() -> str:
    """Only act in the form of a map, where events have places."""
    places = format_html(
        '<script type="module" src="{}" data-places="{}"></script>', static("newsroom/places.js"), reverse("map_places")
    )
    words = json.dumps({name: str(word) for name, word in PICKER.items()}, ensure_ascii=False)
    return places + format_html(
        '<link rel="stylesheet" href="{}"><script type="module" src="{}" data-basemap="{}" data-words="{}"></script>',
        reverse("map_sheet"),
        static("newsroom/picker.js"),
        reverse("map_basemap"),
        words,
    )


def header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Events from a table” in the menu of a map."""
    if page.specific_class is FieldMapPage and page.permissions_for_user(user).can_edit():
        yield Button(_("Events from a table"), url=reverse("map_table", args=[page.pk]), icon_name="table", priority=60)
