"""The basemap for editors: drawn like the maps of readers, for whatever part of the world is asked for."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from warraq.drawing.styles import rules
from warraq.fieldmaps.basemap.names import countries
from warraq.fieldmaps.basemap.shapes import Box
from warraq.fieldmaps.drawing import Wanted, draw
from warraq.fieldmaps.frame import frame_of
from warraq.fieldmaps.settings import decided
from warraq.fieldmaps.svg import map_svg


@require_safe
def basemap(request: HttpRequest) -> JsonResponse:
    """`box` in degrees, as it became to have the shape of a map, and its `svg`.

    Asked for by `box`, west, south, east, north; else around `countries`, codes with a space between; else the world.
    """
    codes = tuple(sorted({code for code in request.GET.get("countries", "")[:400].split() if code in countries()}))
    language = (get_language() or "ar")[:2]
    borders, names = decided(language)
    frame = frame_of(codes, box=_box(request.GET.get("box", "")))
    wanted = Wanted(frame, language, codes, borders=tuple(sorted(borders.items())), names=tuple(sorted(names.items())))
    page = SimpleNamespace(title="", legend=[], grounds=[], happened=[], edition=None)
    return JsonResponse({"box": frame.box, "svg": map_svg(page, draw(wanted), "basemap", is_linked=False)})


def _box(text: str) -> Box | None:
    """Four numbers in order; None for anything else."""
    try:
        west, south, east, north = (float(edge) for edge in text[:200].split(","))
    except ValueError:
        return None
    is_box = -360 <= west < east <= 360 and -120 <= south < north <= 120 and south < 85 and north > -85
    if not (is_box and west < 180 and east > -180):
        return None
    return max(west, -180.0), max(south, -85.0), min(east, 180.0), min(north, 85.0)


@require_safe
@cache_control(private=True, max_age=3600)
def sheet(request: HttpRequest) -> HttpResponse:
    """The style of maps for the newsroom, which has not the site's style sheet."""
    kept = [line for line in rules("67-maps.css", k="var(--k)").splitlines() if line.startswith(".map")]
    return HttpResponse("\n".join(kept), content_type="text/css; charset=utf-8")
