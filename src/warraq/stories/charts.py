"""Files of charts at addresses of their own."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from warraq.changes.recording import about, depends_on
from warraq.pagestore.views import stored

from .charting import Chart, charts_in
from .menu import EVERY_PAGE
from .missing import missing
from .models import StandardPage, StoryPage
from .prints import png_response


@stored("page")
def table(request: HttpRequest, pk: int, name: UUID) -> HttpResponse:
    """The table of a chart for spreadsheets."""
    page = page_with_charts(request, pk)
    if page is None:
        return missing(request, StoryPage, pk)
    chart = chart_named(page, name)
    response = HttpResponse(chart.as_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="chart-{pk}-{str(name)[:8]}.csv"'
    return response


@stored("page")
def picture(request: HttpRequest, pk: int, name: UUID) -> HttpResponse:
    """The chart as a picture for print, where the edition lets readers have it."""
    page = page_with_charts(request, pk)
    if page is None:
        return missing(request, StoryPage, pk)
    chart = chart_named(page, name)
    if not page.edition.offers_pictures:
        raise Http404
    with override(page.edition.code):
        return png_response(chart.print_picture(page), f"chart-{pk}-{str(name)[:8]}")


def page_with_charts(request: HttpRequest, pk: int) -> Any:
    """The page readers can open that has this number in the edition asked for; None where there is none."""
    for model in (StoryPage, StandardPage):
        here = model.objects.live().filter(pk=pk, edition__code=request.edition_code, listed_at__isnull=False)
        if page := here.select_related("edition").first():
            about(page.object_key)
            depends_on(EVERY_PAGE)
            return page
    return None


def chart_named(page: Any, name: UUID) -> Chart:
    """The chart of a block; Http404 where the page has none of that name, or none that can be drawn."""
    found = next((chart for chart in charts_in(page) if chart.name == str(name)), None)
    if found is None or found.faults:
        raise Http404
    return found
