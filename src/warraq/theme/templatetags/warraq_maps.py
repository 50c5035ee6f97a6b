"""Tags of field maps."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from warraq.fieldmaps import svg
from warraq.fieldmaps.basemap.names import former_units_text
from warraq.fieldmaps.kept import Kept, kept
from warraq.language.digits import format_number, shape

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A map drawn for one place on one page: `sheet` and `scale` are SVG."""

    page: Any
    is_whole: bool

    @cached_property
    def _kept(self) -> Kept:
        return kept(self.page, self.is_whole, f"map-{self.page.pk or 0}")

    @property
    def sheet(self) -> SafeString:
        return mark_safe(self._kept.sheet)

    @property
    def scale(self) -> SafeString:
        return mark_safe(self._kept.scale)

    @property
    def km(self) -> int:
        return self._kept.km

    @property
    def units_note(self) -> str:
        """Whose provinces on the map are those of another time; empty where none are drawn or all are of today."""
        if not (self.is_whole and self.page.shows_units):
            return ""
        return shape(former_units_text(self.page.country_codes, self.page.edition.code), self.page.edition.digits)

    @property
    def scale_text(self) -> str:
        return svg.scale_text(self.km, self.page.edition)


@register.simple_tag
def field_map(page: Any, is_whole: Any = False) -> Shown:
    """`{% field_map page controls as shown %}`; a brief one for other pages where nothing follows."""
    return Shown(page, bool(is_whole))


@register.simple_tag
def layer_mark(layer: Any) -> SafeString:
    return svg.layer_mark(layer)


@register.simple_tag
def event_mark(page: Any, event: Any) -> SafeString:
    """The event's number in the mark of its layer, as on the map."""
    layer = page.legend[event.layer_number - 1] if event.layer_number else None
    return svg.layer_mark(layer, format_number(event.number, page.edition.digits))
