"""Answers that belong to no page: health, and the pages that help where there is none."""

import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from warraq.editions.queries import edition_of
from warraq.editions.unavailable import unavailable_page
from warraq.newsroom.kept.middleware import full_answer, is_full
from warraq.newsroom.policy import ADMIN
from warraq.stories.listing import Listing, render_listing
from warraq.stories.models import StoryPage

logger = logging.getLogger("warraq")
SUGGESTED = 5
TRY_AGAIN = 10  # seconds


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process answers, for where no front does: without a database, what is stored is served on."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "away"
    text = f"ok\napplication: ok\ndatabase: {database}\n"
    return HttpResponse(text, content_type="text/plain", headers={"Cache-Control": "no-store"})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where nothing answers; what was taken away for good has an answer of its own (stories/missing.py)."""
    listing = Listing(_("This page is not here"), "", "error", is_indexed=False)
    try:
        edition = edition_of(request)
        context = {"listing": listing, "stories": StoryPage.objects.newest(SUGGESTED, edition=edition)}
        return render_listing(request, "404.html", edition, context, 404)
    except (DatabaseError, Http404, AttributeError):
        logger.info("no edition to answer %s with", request.path)
        return HttpResponse(loader.render_to_string("500.html"), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what failed, and then this says 503 and that nothing was lost."""
    if request.path.startswith(ADMIN) and is_full(sys.exc_info()[1]):
        return full_answer(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = unavailable_page(getattr(request, "edition_code", settings.LANGUAGE_CODE))
        return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN, "Cache-Control": "no-store"})
    return HttpResponse(loader.render_to_string("500.html"), status=500)
