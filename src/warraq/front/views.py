"""From an address to home, a section front, a month archive and the pages of the other kinds."""

from datetime import date
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from warraq.changes.recording import about
from warraq.dossiers.models import DossierIndexPage, DossierPage
from warraq.fieldmaps.models import FieldMapIndexPage
from warraq.galleries.models import AlbumIndexPage, AlbumPage, VideoIndexPage, VideoPage
from warraq.pagestore.views import stored
from warraq.stories.access import serve_page
from warraq.stories.archives import month_span, month_text, neighbours, stories_of_month
from warraq.stories.listing import Listing, render_listing
from warraq.stories.missing import missing
from warraq.stories.models import FormerSectionSlug, SectionPage
from warraq.stories.prepared import Given, Prepared

from .models import FrontPage


def _one_of_edition(request: HttpRequest, model: type, is_arranged: bool = False, **where: Any) -> Any:
    page = _page_of_edition(model, is_arranged, tuple(where)).first(code=request.edition_code, **where)
    if page is None:
        raise Http404
    return page


@cache
def _page_of_edition(model: type, is_arranged: bool, names: tuple[str, ...]) -> Prepared:
    where = {"edition__code": Given("code")} | {name: Given(name) for name in names}
    pages = model.objects.live().filter(**where).select_related("edition")
    # What a front holds comes in the row of its page; the copy that editors work on is not for readers.
    arranged = pages.select_related("arrangement").defer("arrangement__working")
    return Prepared(lambda: arranged if is_arranged else pages)


@stored("front")
def home(request: HttpRequest) -> HttpResponse:
    return serve_page(request, _one_of_edition(request, FrontPage, is_arranged=True))


@stored("list")
def dossier_index(request: HttpRequest) -> HttpResponse:
    return serve_page(request, _one_of_edition(request, DossierIndexPage))


@stored("list")
def album_index(request: HttpRequest) -> HttpResponse:
    return serve_page(request, _one_of_edition(request, AlbumIndexPage))


@stored("list")
def video_index(request: HttpRequest) -> HttpResponse:
    return serve_page(request, _one_of_edition(request, VideoIndexPage))


@stored("list")
def map_index(request: HttpRequest) -> HttpResponse:
    return serve_page(request, _one_of_edition(request, FieldMapIndexPage))


@stored("list")
def dossier(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    page = DossierPage.objects.live().select_related("edition", "lead_picture").filter(pk=pk).first()
    return serve_page(request, page) if page else missing(request, DossierPage, pk)


@stored("page")
def album(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    page = AlbumPage.objects.live().select_related("edition", "lead_picture", "author").filter(pk=pk).first()
    return serve_page(request, page) if page else missing(request, AlbumPage, pk)


@stored("page")
def video(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    page = VideoPage.objects.live().select_related("edition", "lead_picture", "author", "film").filter(pk=pk).first()
    return serve_page(request, page) if page else missing(request, VideoPage, pk)


@stored("list")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        page = _one_of_edition(request, SectionPage, is_arranged=True, slug=slug)
    except Http404:
        return _former_section(request, slug)
    return serve_page(request, page)


def _former_section(request: HttpRequest, slug: str, rest: str = "") -> HttpResponse:
    rows = FormerSectionSlug.objects.filter(edition__code=request.edition_code).select_related("section__edition")
    former = get_object_or_404(rows, slug=slug)
    return HttpResponsePermanentRedirect(former.section.url + rest)


@stored("list")
def archive(request: HttpRequest, slug: str, year: int, month: int) -> HttpResponse:
    """The stories of one month of a section."""
    try:
        page = _one_of_edition(request, SectionPage, slug=slug)
    except Http404:
        return _former_section(request, slug, f"archive/{year}/{month:02}/")
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        raise Http404
    about(page.object_key)
    first = date(year, month, 1)
    if request.path != page.archive_address(first):
        return HttpResponsePermanentRedirect(page.archive_address(first))
    stories = stories_of_month(page, first)
    if not stories:
        raise Http404
    edition = page.edition
    named = month_text(first, edition)
    title = _("%(section)s: %(month)s") % {"section": page.title, "month": named}
    older, newer = neighbours(page, *month_span(first, edition.zone))
    context = {"page": page, "month": first, "month_name": named, "stories": stories, "older": older, "newer": newer}
    listing = Listing(title, page.archive_address(first), "archive")
    return render_listing(request, "front/archive.html", edition, context | {"listing": listing})
