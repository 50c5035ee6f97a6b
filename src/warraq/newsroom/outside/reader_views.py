"""What a reviewer sees at `/review/…/`: never stored, never indexed, and no scripts are needed."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from warraq.stories.listing import Listing, render_listing
from warraq.stories.models import StoryPage, embargo_of

from .answering import AnswerForm, is_full, take_in
from .making import is_pin, link_of
from .models import ReviewAnswer, ReviewLink

UNKEPT = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: it is told to nobody the story links to.
    "Referrer-Policy": "no-referrer",
}
COOKIE, SALT, HOURS = "review", "warraq.newsroom.outside", 12


# A browser that tells nobody where it comes from sends no origin either. Whoever can write the address may answer:
# there is nothing here that another site could do in a reader's name without knowing it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    response = _answer(request, token)
    for name, value in UNKEPT.items():
        response.headers[name] = value
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    link = link_of(token)
    story = StoryPage.objects.filter(pk=link.page_id).select_related("edition").first() if link else None
    if link is None or story is None:
        return _closed(request, None, 404)
    if not link.is_open():
        return _closed(request, story.edition, 410)
    embargo = embargo_of(story)
    if embargo and not link.opens_under_embargo:
        return _closed(request, story.edition, 403)
    if link.pin_hash and not _has_shown_pin(request, link):
        return _ask_pin(request, link, story)
    return _read(request, link, story, embargo)


def _read(request: HttpRequest, link: ReviewLink, story: StoryPage, embargo: Any) -> HttpResponse:
    page = link.version(story)
    form, status = None, 200
    if request.method == "POST" and "kind" in request.POST:
        with translation.override(story.edition.code):
            form = AnswerForm(request.POST, page=page)
            if is_full(link):
                form.add_error(None, _("There are very many remarks already: please talk to the newsroom."))
            if form.is_valid():
                take_in(link, page, form)
                return _to(request.path + "?said=1#said")
        status = 422
    elif request.method == "GET":
        link.count_view()
    # As in the newsroom's previews: nothing is counted and nothing of readers is shown.
    request.is_preview = True
    page.published_at = page.published_at or timezone.now()
    answers = list(link.answers.all())
    context = {
        "page": page,
        "link": link,
        "embargo": embargo,
        "listing": Listing(page.title, "", "review", is_indexed=False),
        "form": form,
        "answers": answers,
        "by_place": _by_place(page, answers),
        "said": "said" in request.GET,
        "kinds": ReviewAnswer.Kind,
        "name": form["name"].value() if form else link.person,
    }
    return render_listing(request, "outside/review.html", story.edition, context, status)


def _by_place(page: StoryPage, answers: list[ReviewAnswer]) -> list[tuple[Any, list[ReviewAnswer]]]:
    """Each block of the body with what this reviewer has said of it."""
    return [(child, [answer for answer in answers if answer.place == str(child.id)]) for child in page.body]


def _ask_pin(request: HttpRequest, link: ReviewLink, story: StoryPage) -> HttpResponse:
    is_wrong = False
    if request.method == "POST" and "pin" in request.POST:
        if is_pin(link, request.POST["pin"][:40]):
            response = _to(request.path)
            response.set_cookie(
                COOKIE,
                signing.dumps(link.pk, salt=SALT),
                max_age=HOURS * 3600,
                path=request.path,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
            return response
        is_wrong = True
        link.refresh_from_db()
        if not link.is_open():
            return _closed(request, story.edition, 410)
    with translation.override(story.edition.code):
        listing = Listing(_("Outside review"), "", "review", is_indexed=False)
    context = {"listing": listing, "is_wrong": is_wrong}
    return render_listing(request, "outside/pin.html", story.edition, context, 422 if is_wrong else 200)


def _has_shown_pin(request: HttpRequest, link: ReviewLink) -> bool:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOURS * 3600) == link.pk
    except signing.BadSignature:
        return False


def _closed(request: HttpRequest, edition: Any, status: int) -> HttpResponse:
    """The same page for a link that never was, is over, or does not open for now: it tells nothing of the story."""
    edition = edition or _first_edition()
    with translation.override(edition.code):
        listing = Listing(_("This link does not open anything"), "", "review", is_indexed=False)
    return render_listing(request, "outside/closed.html", edition, {"listing": listing}, status)


def _first_edition() -> Any:
    return StoryPage._meta.get_field("edition").related_model.objects.get(code=settings.LANGUAGE_CODE)


def _to(address: str) -> HttpResponse:
    """303: a page that may be loaded again without sending anything again."""
    return HttpResponse(status=303, headers={"Location": address})
