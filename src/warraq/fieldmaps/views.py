"""From an address to a map, its list, and the frame in which other sites show it."""

from csp.decorators import csp_replace
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.views.decorators.clickjacking import xframe_options_exempt

from warraq.changes.recording import about, depends_on
from warraq.pagestore.views import stored
from warraq.stories.access import serve_page
from warraq.stories.menu import EVERY_PAGE
from warraq.stories.missing import missing
from warraq.stories.prints import png_response

from .models import FieldMapPage


@stored("page")
def fieldmap(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    page = _maps().filter(pk=pk).first()
    return serve_page(request, page) if page else missing(request, FieldMapPage, pk)


@stored("page")
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def framed(request: HttpRequest, pk: int) -> HttpResponse:
    """The map alone, to stand in a frame on any site; scripts of that site reach nothing of ours."""
    page = _maps().filter(pk=pk, edition__code=request.edition_code, listed_at__isnull=False).first()
    if page is None:
        return missing(request, FieldMapPage, pk)
    about(page.object_key)
    depends_on(EVERY_PAGE)
    with translation.override(page.edition.code), timezone.override(page.edition.zone):
        return TemplateResponse(request, "fieldmaps/embed.html", {"page": page, "edition": page.edition}).render()


@stored("page")
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The map as a picture for print, where the edition lets readers have it."""
    page = _maps().filter(pk=pk, edition__code=request.edition_code, listed_at__isnull=False).first()
    if page is None:
        return missing(request, FieldMapPage, pk)
    if not page.edition.offers_pictures:
        raise Http404
    about(page.object_key)
    depends_on(EVERY_PAGE)
    with translation.override(page.edition.code), timezone.override(page.edition.zone):
        return png_response(page.print_picture(), f"map-{pk}")


def _maps() -> QuerySet[FieldMapPage]:
    return FieldMapPage.objects.live().select_related("edition", "dossier")
