"""Answers to machines that read feeds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page, require_safe

from warraq.changes.recording import about, depends_on
from warraq.dossiers.models import DossierPage
from warraq.editions.queries import edition_of
from warraq.fieldmaps.models import FieldMapPage
from warraq.pagestore.views import stored
from warraq.people.models import Author, FormerAuthorSlug
from warraq.stories.menu import EVERY_PAGE
from warraq.stories.models import FormerKeyword, FormerSectionSlug, Keyword, SectionPage, StoryPage

from .addresses import FORMATS, feed_path
from .atom import write_atom
from .comments import comments_feed_of
from .corrections import corrections_feed_of
from .entries import Feed, feed_of, most_read_feed
from .jsonfeed import write_json
from .rss import write_rss

WRITERS = {"rss": write_rss, "atom": write_atom, "json": write_json}


@stored("feed")
@require_safe
@conditional_page
def home_feed(request: HttpRequest, extension: str) -> HttpResponse:
    return _feed(edition_of(request), extension)


@stored("feed")
@require_safe
@conditional_page
def section_feed(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    here = {"edition__code": request.edition_code, "slug": slug}
    if section := SectionPage.objects.listed().filter(**here).select_related("edition").first():
        return _feed(section, extension)
    former = get_object_or_404(FormerSectionSlug.objects.select_related("section__edition"), **here)
    return _moved(former.section, extension)


@stored("feed")
@require_safe
@conditional_page
def author_feed(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    here = {"edition__code": request.edition_code, "slug": slug}
    if author := Author.objects.filter(**here).select_related("edition").first():
        return _feed_of_stories(author, extension)
    former = get_object_or_404(FormerAuthorSlug.objects.select_related("author__edition"), **here)
    return _moved(former.author, extension)


@stored("feed")
@require_safe
@conditional_page
def keyword_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    here = Keyword.objects.filter(edition__code=request.edition_code).select_related("edition")
    if keyword := here.filter(pk=pk).first():
        return _feed_of_stories(keyword, extension)
    merged = FormerKeyword.objects.filter(keyword__edition__code=request.edition_code)
    former = get_object_or_404(merged.select_related("keyword__edition"), former_id=pk)
    return _moved(former.keyword, extension)


@stored("feed")
@require_safe
@conditional_page
def dossier_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    here = DossierPage.objects.listed().filter(edition__code=request.edition_code)
    return _feed(get_object_or_404(here.select_related("edition"), pk=pk), extension)


@stored("feed")
@require_safe
@conditional_page
def most_read(request: HttpRequest, extension: str) -> HttpResponse:
    return _feed(edition_of(request), extension, most_read_feed)


@stored("feed")
@require_safe
@conditional_page
def corrections_feed(request: HttpRequest, extension: str) -> HttpResponse:
    edition = edition_of(request)
    about(edition.object_key)
    depends_on(EVERY_PAGE)
    return _written(corrections_feed_of(edition, extension), extension)


@stored("feed")
@require_safe
@conditional_page
def comments_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """What readers write under a story; there from the first comment on."""
    here = StoryPage.objects.listed().as_links().filter(edition__code=request.edition_code)
    story = get_object_or_404(here, pk=pk)
    about(story.object_key)
    depends_on(EVERY_PAGE)
    feed = comments_feed_of(story, extension)
    if not feed.entries:
        raise Http404
    return _written(feed, extension)


@stored("feed")
@require_safe
@conditional_page
def map_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    here = FieldMapPage.objects.listed().filter(edition__code=request.edition_code)
    return _feed(get_object_or_404(here.select_related("edition"), pk=pk), extension)


def _feed(owner: Any, extension: str, build: Callable[[Any, str, str], Feed] = feed_of) -> HttpResponse:
    about(owner.object_key)
    depends_on(EVERY_PAGE)
    return _written(build(owner, extension, FORMATS[extension]), extension)


def _feed_of_stories(owner: Any, extension: str) -> HttpResponse:
    """Of an author or a keyword: there as long as readers can open a story, as its page is."""
    about(owner.object_key)
    depends_on(EVERY_PAGE)
    feed = feed_of(owner, extension, FORMATS[extension])
    if not feed.entries:
        raise Http404
    return _written(feed, extension)


def _written(feed: Feed, extension: str) -> HttpResponse:
    return HttpResponse(WRITERS[extension](feed), content_type=f"{feed.media_type}; charset=utf-8")


def _moved(owner: Any, extension: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(feed_path(owner, extension))
