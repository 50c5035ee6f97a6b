"""Tags of field maps."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import template
from django.utils.safestring import SafeString

from warraq.fieldmaps import svg
from warraq.fieldmaps.sheets import drawn
from warraq.language.digits import format_number

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A map drawn for one place on one page: `sheet` and `scale` are SVG."""

    page: Any
    is_whole: bool

    @cached_property
    def _drawing(self) -> Any:
        return drawn(self.page, is_brief=not self.is_whole)

    @property
    def sheet(self) -> SafeString:
        return svg.map_svg(self.page, self._drawing, f"map-{self.page.pk or 0}", is_linked=self.is_whole)

    @property
    def scale(self) -> SafeString:
        return svg.scale_svg(self._drawing.frame, self.page.edition.direction == "rtl")

    @property
    def km(self) -> int:
        return self._drawing.frame.scale_bar()[0]

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
