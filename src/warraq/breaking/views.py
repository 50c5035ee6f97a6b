"""`/_/breaking`: the lines of an edition without a page around them; blank while there are none."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.http import require_safe

from warraq.changes.recording import about
from warraq.editions.queries import edition_of
from warraq.pagestore.views import stored

from .queries import standing


@stored("strip")
@require_safe
def fragment(request: HttpRequest) -> HttpResponse:
    edition = edition_of(request)
    about(edition.object_key)
    html = loader.render_to_string("breaking/lines.html", {"lines": standing(edition)})
    return HttpResponse(html.strip(), headers={"X-Robots-Tag": "noindex"})
