"""Prints a drawing as SVG. No style of its own: classes and `--k`, the units of the sheet a pixel is long.

What is written keeps its size: every name and mark stands in a group that is moved to its point, in one that the
style sheet scales by `--k`. Classes `l0` to `l5` say from which width on a name has room, `y1` to `y6` whose layer a
thing is of.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warraq.language.digits import format_number

from .drawing import RING, Drawing, DrawnArea, Label, Marker
from .frame import WIDTH, Frame
from .placing import Spot

# Half of a mark in pixels, by shape; the text inside is centred by the style sheet.
R = RING / 2
SHAPES = {
    "circle": f'<circle cx="{{x}}" cy="{{y}}" r="{R:g}"/>',
    "square": '<path d="M{x} {y}m-9-9h18v18h-18z"/>',
    "diamond": '<path d="M{x} {y}m0-12l12 12-12 12-12-12z"/>',
    "triangle": '<path d="M{x} {y}m0-13l12.500 20h-25z"/>',
}


def map_svg(page: Any, drawing: Drawing, name: str, is_linked: bool = True) -> SafeString:
    """The sheet. `name` begins its ids; without links it is a picture beside the words of the same page."""
    frame = drawing.frame
    role = f'role="group" aria-labelledby="{name}-title"' if is_linked else 'aria-hidden="true"'
    marks = "".join(_marks(page, marker, is_linked) for marker in _southwards(drawing.markers))
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH} {frame.height}" {role}>',
        f'<title id="{name}-title">{escape(page.title)}</title>' if is_linked else "",
        f'<defs><path id="{name}-a" d="{drawing.abroad}"/><path id="{name}-h" d="{drawing.home}"/></defs>',
        f'<g class="map__coast"><use href="#{name}-a"/><use href="#{name}-h"/></g>',
        f'<use class="map__abroad" href="#{name}-a"/><use class="map__home" href="#{name}-h"/>',
        *(_area(page, drawn) for drawn in drawing.areas),
        *(f'<path class="map__{kind}" d="{path}"/>' for kind, path in _lines(drawing) if path),
        f'<g class="map__names" aria-hidden="true">{"".join(map(_label, drawing.labels))}</g>',
        f'<g class="map__marks">{marks}</g>',
        "</svg>",
    ]
    return mark_safe("".join(parts))


def scale_svg(frame: Frame, is_rtl: bool) -> SafeString:
    """A bar as wide as the map, of which a piece is so many kilometres long; stretched flat by the style sheet."""
    _km, length = frame.scale_bar()
    start = WIDTH - length if is_rtl else 0
    return mark_safe(
        f'<svg class="scale" viewBox="0 0 {WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="M{start} 0v9h{length}v-9"/></svg>'
    )


def scale_text(km: int, edition: Any) -> str:
    """“200 km” in the digits of the edition."""
    return _("%(number)s km") % {"number": format_number(km, edition.digits)}


def layer_mark(layer: Any, text: str = "") -> SafeString:
    """The mark of a layer for legend and list."""
    shape = SHAPES[layer.shape if layer else "circle"].format(x=0, y=0)
    return mark_safe(
        f'<svg class="mark c-{layer.colour if layer else "teal"}" viewBox="-14 -14 28 28" aria-hidden="true">'
        f"{shape}{f'<text>{escape(text)}</text>' if text else ''}</svg>"
    )


def _lines(drawing: Drawing) -> Sequence[tuple[str, str]]:
    return ("inner", drawing.inner), ("border", drawing.borders), ("disputed", drawing.disputed)


def _area(page: Any, drawn: DrawnArea) -> str:
    area = page.grounds[drawn.ground.number - 1]
    return (
        f'<path class="map__area {_classes(page, drawn.ground.layer)}{"" if area.holds_on(page.today) else " is-off"}"'
        f'{_validity(area)} d="{drawn.path}">'
        f"<title>{escape(area.name)}</title></path>"
    )


def _validity(area: Any) -> str:
    start = f' data-from="{area.valid_from.isoformat()}"' if area.valid_from else ""
    return start + (f' data-until="{area.valid_until.isoformat()}"' if area.valid_until else "")


def _label(label: Label) -> str:
    (x, y), (dx, dy) = label.spot.point, label.spot.offset
    text = f'<text class="map__{label.kind}"{_at(dx, dy)}>{escape(label.text)}</text>'
    inside = f'<g><circle r="2.5"/>{text}</g>' if label.has_dot else text
    level = f' class="l{label.spot.level}"' if label.spot.level else ""
    return f'<g{level} transform="translate({x:.0f} {y:.0f})">{inside}</g>'


def _at(dx: float, dy: float) -> str:
    return "".join(f' {name}="{value:.0f}"' for name, value in (("x", dx), ("y", dy)) if round(value))


def _southwards(markers: Sequence[Marker]) -> list[Marker]:
    """Those with a line to their place first, lest it cross another; the southern ones last, over those behind them."""
    return sorted(markers, key=lambda marker: (marker.wide.offset == (0.0, 0.0), marker.point[1]))


def _marks(page: Any, marker: Marker, is_linked: bool) -> str:
    """Once where it stands at the same place at every width, else once for each."""
    if marker.stands_still:
        return _mark(page, marker, marker.wide, "", is_linked)
    narrow = _mark(page, marker, marker.narrow, " on-narrow", is_linked)
    return narrow + _mark(page, marker, marker.wide, " on-wide", is_linked)


def _mark(page: Any, marker: Marker, spot: Spot, width: str, is_linked: bool) -> str:
    event, layer = page.happened[marker.newest.number - 1], _layer(page, marker.newest.layer)
    (x, y), (dx, dy) = spot.point, spot.offset
    at = {"x": f"{dx:.0f}", "y": f"{dy:.0f}"}
    lead = '<path class="map__lead" d="M0 0L{x} {y}"/>'.format(**at) if (dx or dy) else ""
    more = f'<circle class="map__more" cx="{at["x"]}" cy="{at["y"]}" r="13"/>' if len(marker.happenings) > 1 else ""
    number = f"<text{_at(dx, dy)}>{format_number(event.number, page.edition.digits)}</text>"
    shape = SHAPES[layer.shape if layer else "circle"].format(**at)
    inside = f'<g transform="translate({x:.0f} {y:.0f})"><g>{lead}{more}{shape}{number}</g></g>'
    classes = f"map__mark {_classes(page, marker.newest.layer)}{width}"
    if not is_linked:
        return f'<g class="{classes}">{inside}</g>'
    numbers = " ".join(str(page.happened[happening.number - 1].anchor) for happening in marker.happenings)
    return (
        f'<a class="{classes}" href="#event-{event.anchor}" data-events="{numbers}" '
        f'aria-label="{escape(_mark_in_words(page, marker))}">{inside}</a>'
    )


def _mark_in_words(page: Any, marker: Marker) -> str:
    place, count = marker.newest.place, len(marker.happenings)
    shown = format_number(count, page.edition.digits)
    # The number is seen: who speaks to a browser says it.
    number = format_number(marker.newest.number, page.edition.digits)
    events = ngettext("%(number)s event", "%(number)s events", count) % {"number": shown}
    return f"{number} · {place}: {events}"


def _layer(page: Any, number: int) -> Any:
    return page.legend[number - 1] if number else None


def _classes(page: Any, number: int) -> str:
    layer = _layer(page, number)
    return f"c-{layer.colour} y{number}" if layer else "c-teal y0"
