"""What is said where a page should be and is not live: that it was taken away for good, or only that it is not here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, override

from warraq.changes.keys import object_key
from warraq.changes.recording import about, depends_on

from .listing import Listing, render_listing
from .models import NumberedPage, Removal


def missing(request: HttpRequest, model: type[NumberedPage], pk: int) -> HttpResponse:
    """410 in the language of the page's edition, where an editor has said so; else Http404.

    The answer names no list of newest stories: it would be rendered again at every publication.
    """
    removal = Removal.objects.filter(number=pk).select_related("edition").first()
    if removal is None:
        raise Http404
    about(removal.object_key)
    depends_on(object_key(model.key_kind, pk))
    edition = removal.edition
    with override(edition.code):
        listing = Listing(gettext("This page was removed"), "", "error", is_indexed=False)
    response = render_listing(request, "410.html", edition, {"listing": listing, "reason": removal.reason}, 410)
    response.headers["Content-Language"] = edition.code
    return response
