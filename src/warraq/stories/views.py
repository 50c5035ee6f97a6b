"""From an address to a story, an author, a keyword or a standard page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from warraq.changes.recording import about
from warraq.editions.models import Edition
from warraq.editions.queries import edition_of
from warraq.language.digits import shape
from warraq.pagestore.views import stored
from warraq.people.models import Author, FormerAuthorSlug

from .access import serve_page
from .cards import newest_of
from .corrections import ABOUT, TITLE, corrections_of_year, corrections_path, newest_corrections, years_of_corrections
from .listing import Listing, render_listing
from .missing import missing
from .models import FormerKeyword, Keyword, StandardPage, StoryPage
from .prepared import Given, Prepared

LIST_LENGTH = 40
_STORY = Prepared(lambda: StoryPage.objects.live().as_page().filter(pk=Given("pk")))


@stored("page")
def story(request: HttpRequest, section: str, pk: int, slug: str = "") -> HttpResponse:
    """The id decides: any other section or slug is sent to the story's own address, for ever."""
    page = _STORY.first(pk=pk)
    return serve_page(request, page) if page else missing(request, StoryPage, pk)


@stored("redirect")
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    """`/s/42`: an address to read out, print and share."""
    page = StoryPage.objects.live().select_related("section", "edition").filter(pk=pk).first()
    if page is None:
        return missing(request, StoryPage, pk)
    about(page.object_key)
    return HttpResponsePermanentRedirect(page.url)


@stored("page")
def standard_page(request: HttpRequest, slug: str) -> HttpResponse:
    pages = StandardPage.objects.live().filter(edition__code=request.edition_code).select_related("edition")
    return serve_page(request, get_object_or_404(pages, slug=slug))


@stored("list")
def corrections(request: HttpRequest, year: int = 0) -> HttpResponse:
    """What was put right: the newest, and all of a year."""
    edition = edition_of(request)
    years = years_of_corrections(edition)
    if year and (year not in years or request.path != corrections_path(edition, year)):
        raise Http404
    about(edition.object_key)
    found = corrections_of_year(edition, year) if year else newest_corrections(edition, LIST_LENGTH)
    title = f"{TITLE} {_in_digits(year, edition)}" if year else str(TITLE)
    listing = Listing(title, corrections_path(edition, year), "corrections", str(ABOUT))
    ways = [(_in_digits(one, edition), corrections_path(edition, one), one == year) for one in years]
    context = {"listing": listing, "told": found, "years": ways}
    return render_listing(request, "stories/corrections_page.html", edition, context)


def _in_digits(year: int, edition: Edition) -> str:
    return shape(str(year), edition.date_style.digits)


@stored("list")
def author(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(request)
    found = Author.objects.filter(edition=edition, slug=slug).select_related("photo", "edition").first()
    if found is None:
        former = get_object_or_404(FormerAuthorSlug.objects.select_related("author"), edition=edition, slug=slug)
        return HttpResponsePermanentRedirect(former.author.url)
    about(found.object_key)
    stories = newest_of(found, LIST_LENGTH)
    if not stories and not found.bio:
        raise Http404
    listing = Listing(found.name, found.url, "author", found.bio or found.role)
    return render_listing(
        request, "people/author.html", edition, {"author": found, "stories": stories, "listing": listing}
    )


@stored("list")
def keyword(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    edition = edition_of(request)
    found = Keyword.objects.filter(pk=pk).select_related("edition").first()
    if found is None:
        former = get_object_or_404(FormerKeyword.objects.select_related("keyword"), former_id=pk)
        return HttpResponsePermanentRedirect(former.keyword.url)
    about(found.object_key)
    stories = newest_of(found, LIST_LENGTH)
    # Before anything else: its address tells the name of what is only written about in drafts.
    if not stories:
        raise Http404
    if request.path != found.url:
        return HttpResponsePermanentRedirect(found.url)
    listing = Listing(found.name, found.url, "keyword", found.description)
    return render_listing(
        request, "stories/keyword.html", edition, {"keyword": found, "stories": stories, "listing": listing}
    )
