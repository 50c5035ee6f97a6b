"""The lists of the most read: pages of their own, and a piece that other pages fetch and put in place."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template import loader
from django.utils.translation import gettext as _

from warraq.changes.recording import about
from warraq.editions.queries import edition_of
from warraq.pagestore.views import stored
from warraq.stories.listing import Listing, chrome, render_listing
from warraq.stories.models import FormerSectionSlug, SectionPage

from .addresses import list_path
from .models import Window
from .queries import most_read
from .words import ABOUT, SHORT, TITLES

BESIDE = 6  # stories of a list that stands on another page


@dataclass(frozen=True)
class Way:
    """A link beside the list: to another span of time, or to the same span of a section."""

    title: Any
    url: str
    is_here: bool


@stored("list")
def most_read_page(request: HttpRequest, window: Window, slug: str = "") -> HttpResponse:
    """`/most-read/`: the list of an edition or of one of its sections, for one span of time."""
    edition = edition_of(request)
    section = _section_of(edition, slug) if slug else None
    if slug and section is None:
        rows = FormerSectionSlug.objects.filter(edition=edition).select_related("section__edition")
        former = get_object_or_404(rows, slug=slug).section
        return HttpResponsePermanentRedirect(list_path(edition, window, former.address))
    about((section or edition).object_key)
    address = section.address if section else ""
    title = str(TITLES[window])
    if section:
        title = _("%(section)s: %(list)s") % {"section": section.title, "list": title}
    surroundings = chrome(edition)
    context = surroundings | {
        "heading": TITLES[window],
        "section": section,
        "is_whole": section is None,
        "stories": most_read(edition.pk, window, section.pk if section else 0),
        "spans": [Way(SHORT[one], list_path(edition, one, address), one == window) for one in Window],
        "sections": _sections(edition, surroundings["menu"], window, section),
        "listing": Listing(title, list_path(edition, window, address), "most-read", str(ABOUT[window])),
    }
    return render_listing(request, "readership/most_read.html", edition, context)


def _section_of(edition: Any, slug: str) -> SectionPage | None:
    return SectionPage.objects.listed().filter(edition=edition, slug=slug).select_related("edition").first()


def _sections(edition: Any, menu: Any, window: Window, here: SectionPage | None) -> list[Way]:
    """All sections together, then each of the menu."""
    ways = [Way(_("All sections"), list_path(edition, window), here is None)]
    for item in menu.sections:
        address = item.url.removeprefix(edition.prefix)
        is_here = here is not None and item.key == here.object_key
        ways.append(Way(item.title, list_path(edition, window, address), is_here))
    return ways


@stored("list")
def fragment(request: HttpRequest, section_id: int = 0) -> HttpResponse:
    """`/_/most-read`: the lists of each span as tabs, without a page around them; blank while there are none."""
    edition = edition_of(request)
    if section_id:
        section = get_object_or_404(SectionPage.objects.listed().filter(edition=edition), pk=section_id)
        about(section.object_key)
    found = [(window, SHORT[window], most_read(edition.pk, window, section_id, BESIDE)) for window in Window]
    lists = [one for one in found if one[-1]]
    html = loader.render_to_string("readership/lists.html", {"edition": edition, "lists": lists})
    return HttpResponse(html.strip(), headers={"X-Robots-Tag": "noindex"})
