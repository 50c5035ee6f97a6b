"""What a browser may do on a page of the newsroom: as strict as for readers, with pictures from the editor's memory."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ADMIN = "/newsroom/"
# A picture that is being cropped, a film before it is sent, the QR code of an app.
POLICY = {"img-src": ["data:", "blob:"], "media-src": ["blob:"]}
# The rich text editor writes a sheet for each of its fields into the page: sheets, no attributes, and only where it is.
SHEETS = {"style-src-elem": ["'self'", "'unsafe-inline'"]}
# Views that need more, by their name.
LOOSER = {
    "wagtailadmin_pages:add": SHEETS,
    "wagtailadmin_pages:edit": SHEETS,
}
# Under the newsroom's address, but what readers will see: their policy, so that a preview tells the truth.
PREVIEWS = {"view_draft", "preview_on_add", "preview_on_edit", "revisions_view", "workflow_preview", "front_preview"}


class NewsroomPolicyMiddleware:
    """The readers' policy with what the newsroom adds to it; nothing there is indexed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            match = request.resolver_match
            if not (match and match.url_name in PREVIEWS):
                response._csp_update = policy_of(match.view_name if match else "")
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def policy_of(view: str) -> dict[str, list[str]]:
    """What is added to the readers' policy for this view."""
    more = LOOSER.get(view, {})
    return {word: [*POLICY.get(word, []), *more.get(word, [])] for word in {*POLICY, *more}}
