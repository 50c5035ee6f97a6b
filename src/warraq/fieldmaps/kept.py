"""Drawings kept on disk by what they show: home, stories and other processes include them ready.

A name says everything the drawing is a function of, so that one that is there is right; nobody ever marks one as old.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s
from pathlib import Path
from typing import Any

from django.core.cache import caches

from warraq.drawing import lettering

from .settings import decided
from .sheets import Decisions, drawn
from .svg import map_svg, scale_svg

logger = logging.getLogger("warraq.fieldmaps")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Kept:
    """A map and the bar of its scale, both SVG, and the kilometres a piece of the bar is long."""

    sheet: str
    scale: str
    km: int


def kept(page: Any, is_whole: bool, name: str) -> Kept:
    """The map of a page, drawn where nobody has drawn it yet. `name` begins its ids."""
    decisions = decided(page.edition.code)
    key, drawings = _key(page, is_whole, name, decisions), caches["drawings"]
    # What cannot be read any more is drawn again, what cannot be kept is good for this page.
    with suppress(Exception):
        if found := drawings.get(key):
            return Kept(*found)
    drawing = drawn(page, not is_whole, decisions)
    scale = scale_svg(drawing.frame, page.edition.direction == "rtl")
    # As plain text: a template marks it as safe again.
    found = (str(map_svg(page, drawing, name, is_linked=is_whole)), str(scale), drawing.frame.scale_bar()[0])
    try:
        drawings.set(key, found)
    except OSError as error:
        logger.warning("a map's drawing could not be kept: %s", error)
    return Kept(*found)


def _key(page: Any, is_whole: bool, name: str, decisions: Decisions) -> str:
    told = blake2s(_looks(), digest_size=16)
    told.update(repr([sorted(part.items()) for part in decisions]).encode())
    for fact in _facts(page, is_whole, name):
        told.update(repr(fact).encode())
    return told.hexdigest()


def _facts(page: Any, is_whole: bool, name: str) -> Iterator[Any]:
    yield name, is_whole, page.title, page.country_codes, page.own_box, page.shows_units, page.shows_cities
    yield page.edition.code, page.edition.digits, page.edition.direction
    yield [(layer.name, layer.colour, layer.shape) for layer in page.legend]
    yield [(event.anchor, event.number, event.layer_number, event.place, event.point) for event in page.happened]
    for area in page.grounds:
        yield area.number, area.layer_number, area.name, area.parts, area.outline, area.valid_from, area.valid_until
        yield area.holds_on(page.today)


@cache
def _looks() -> bytes:
    """Another one whenever the same map may be drawn differently."""
    told = blake2s()
    for path in [*sorted(HERE.glob("*.py")), *sorted(HERE.glob("basemap/**/*.*")), Path(lettering.__file__)]:
        if path.suffix in (".py", ".json", ".tsv"):
            told.update(path.read_bytes())
    return told.digest()
