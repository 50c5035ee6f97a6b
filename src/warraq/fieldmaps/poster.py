"""A map as a picture for print: as it is shown on a wide screen, with its layers, events and who is to be named."""

import re
from typing import Any

from django.utils.translation import gettext as _

from warraq.drawing.picture import isolated
from warraq.drawing.poster import EDGE, ROOM, WIDTH, Poster
from warraq.drawing.styles import STYLES, rules, tokens
from warraq.language.digits import format_number, shape
from warraq.stories.archives import dated_text

from .basemap.names import former_units_text
from .frame import WIDTH as UNITS
from .placing import SCALES
from .sheets import drawn
from .svg import layer_mark, map_svg, scale_text

LEVEL = 3  # the widths for which names are laid out that are the nearest to a poster's
MOST_EVENTS = 60
MARK, GAP = 24.0, 8.0
SHEET = "67-maps.css"
_TEXT = re.compile(r">([^<>]+)</text>")
_COLOURED = "@colour"
_COLOURS = re.compile(r"\.c-(\w+) \{ --c: var\(--(\w+)\)")


def poster_svg(page: Any, credit: str) -> str:
    """The map of a page as it stands today, above its events; `credit` names who is to be named."""
    drawing, direction = drawn(page), page.edition.direction
    poster = Poster(direction, _style())
    poster.write("title", page.title)
    poster.skip(12)
    poster.parts.append(_sea(poster.height, ROOM * drawing.frame.height / UNITS))
    svg = map_svg(page, drawing, "paper", is_linked=False)
    poster.put(_with_direction(svg, direction), (UNITS, drawing.frame.height))
    _put_scale(poster, page, drawing)
    _put_layers(poster, page)
    for event in page.happened[-MOST_EVENTS:][::-1]:
        _put_event(poster, page, event)
    poster.skip(8)
    basemap = _("Basemap: %(source)s") % {"source": "Natural Earth"}
    former = former_units_text(page.country_codes, page.edition.code) if page.shows_units else ""
    poster.write("line", shape(" · ".join(filter(None, [basemap, former])), page.edition.digits), most=2)
    poster.skip(6)
    poster.rule()
    poster.write("credit", credit, most=2)
    return poster.svg()


def _with_direction(svg: str, direction: str) -> str:
    """The same with every text in a direction of its own."""
    first, last = isolated("", direction)
    return _TEXT.sub(lambda found: f">{first}{found[1]}{last}</text>", svg)


def _sea(top: float, height: float) -> str:
    return f'<rect x="{EDGE:g}" y="{top:.1f}" width="{ROOM:g}" height="{height:.1f}" fill="{tokens()["sea"]}"/>'


def _put_scale(poster: Poster, page: Any, drawing: Any) -> None:
    km, length = drawing.frame.scale_bar()
    wide = length * ROOM / UNITS
    start = WIDTH - EDGE - wide if poster.direction == "rtl" else EDGE
    y = poster.height + 6
    poster.parts.append(f'<path class="poster__scale" d="M{start:.1f} {y:.1f}v7h{wide:.1f}v-7"/>')
    poster.skip(14)
    poster.write("line", scale_text(km, page.edition), most=1)


def _put_layers(poster: Poster, page: Any) -> None:
    if page.legend:
        poster.skip(4)
    for layer in page.legend:
        _put_marked(poster, str(layer_mark(layer)), layer.name)


def _put_event(poster: Poster, page: Any, event: Any) -> None:
    layer = page.legend[event.layer_number - 1] if event.layer_number else None
    mark = str(layer_mark(layer, format_number(event.number, page.edition.digits)))
    _put_marked(poster, mark, f"{dated_text(event, page.edition)} · {event.place}: {event.text}")


def _put_marked(poster: Poster, mark: str, text: str) -> None:
    is_rtl = poster.direction == "rtl"
    x = WIDTH - EDGE - MARK if is_rtl else EDGE
    placed = f'<svg x="{x:g}" y="{poster.height:.1f}" width="{MARK:g}" height="{MARK:g}"'
    poster.parts.append(_with_direction(mark.replace("<svg", placed, 1), poster.direction))
    poster.write("line", text, most=2, indent=MARK + GAP)
    poster.skip(4)


def _style() -> str:
    """The style sheet of maps at the poster's width, with the layers' colours in place."""
    css = rules(SHEET, k=str(SCALES[LEVEL]), c=_COLOURED)
    coloured = [line for line in css.splitlines() if _COLOURED in line]
    plain = [line for line in css.splitlines() if _COLOURED not in line]
    names = _COLOURS.findall((STYLES / SHEET).read_text("utf-8"))
    painted = [_painted(line, name, tokens()[token]) for line in coloured for name, token in names]
    shown = ", ".join(f".map .l{level}" for level in range(1, LEVEL + 1))
    return "\n".join([*plain, *painted, f"{shown}, .map .on-wide {{display: inline}}", *_OWN])


_OWN = (
    ".map .on-narrow {display: none}",
    ".map .is-off {display: none}",
    ".poster__scale {fill: none; stroke: #17191c; stroke-width: 1.5px}",
)


def _painted(rule: str, name: str, value: str) -> str:
    """A rule for the things of one colour."""
    selectors, _brace, said = rule.partition("{")
    own = [re.sub(r"^(\S+)", rf"\1.c-{name}", selector.strip()) for selector in selectors.split(", ")]
    return f"{', '.join(own)} {{{said.replace(_COLOURED, value)}"
