"""What it costs to draw a map: CPU time, and bytes of what is drawn, for a few typical frames."""

import gzip
import time
from collections.abc import Callable
from types import SimpleNamespace

from warraq.fieldmaps.basemap.names import cities
from warraq.fieldmaps.basemap.shapes import layer
from warraq.fieldmaps.drawing import Drawing, Happening, Wanted
from warraq.fieldmaps.frame import frame_of
from warraq.fieldmaps.svg import map_svg

FRAMES = {
    "Levant, four countries": ("IQ", "JO", "LB", "SY"),
    "Maghreb, four countries": ("DZ", "LY", "MA", "TN"),
    "Nile, four countries": ("EG", "ET", "SD", "SS"),
    "Iran to Türkiye, four countries": ("IQ", "IR", "SY", "TR"),
    "one small country": ("LB",),
    "the world": (),
}
ROUNDS, EVENTS = 9, 40
TIME_TARGET, WEIGHT_TARGET = 100, 30_000


def measure_mapping(say: Callable[[str], None]) -> None:
    started = time.process_time()
    for name in ("world", "near", "units", "claims"):
        layer(name)
    say(f"basemap read in {1000 * (time.process_time() - started):.0f} ms of CPU, once a process")
    say(f"{'frame':<34}{'CPU ms':>8}{'SVG bytes':>11}{'gzip':>8}{'names':>7}{'events':>8}")
    for name, countries in FRAMES.items():
        wanted = _wanted(countries)
        took = sorted(_cpu(lambda wanted=wanted: _drawn(wanted)) for _ in range(ROUNDS))
        drawing, text = _drawn(wanted)
        weight = len(gzip.compress(text.encode(), 6))
        shown = f"{len(text):>11,}{weight:>8,}{len(drawing.labels):>7}{len(drawing.markers):>8}"
        say(f"{name:<34}{took[ROUNDS // 2]:>8.0f}{shown}")
    say(f"  target: < {TIME_TARGET} ms, ≤ {WEIGHT_TARGET:,} bytes for four countries")


def _wanted(countries: tuple[str, ...]) -> Wanted:
    chosen = [city for city in cities() if not countries or city.country in countries][:EVENTS]
    happenings = [
        Happening(number, 0, city.name.arabic, (city.longitude, city.latitude))
        for number, city in enumerate(chosen, start=1)
    ]
    return Wanted(frame_of(countries), "ar", countries, happenings)


def _drawn(wanted: Wanted) -> tuple[Drawing, str]:
    """The drawing and its SVG, as a page of such events prints it."""
    drawing = Drawing(wanted)
    events = [SimpleNamespace(number=h.number, anchor=h.number) for h in wanted.happenings]
    edition = SimpleNamespace(digits="latn", code="ar", direction="rtl")
    page = SimpleNamespace(title="", legend=[], grounds=[], happened=events, edition=edition)
    return drawing, map_svg(page, drawing, "map")


def _cpu(deed: Callable[[], object]) -> float:
    started = time.process_time()
    deed()
    return 1000 * (time.process_time() - started)
