"""A reader writes under a story: the form, what becomes of it, and all that was written. Only the last is stored."""

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from warraq.changes.recording import about
from warraq.pagestore.views import stored
from warraq.stories.listing import Listing, render_listing
from warraq.stories.models import StoryPage

from . import judging, posting
from .answers import as_json, as_page, away, refused, sent_on, wants_json
from .forms import CommentForm
from .guard import answered_in_words, facts_of, fields_of, own_pages_only
from .links import MINE, link_for
from .models import Comment
from .reading import page_of
from .terms import terms_of

AWAY = (OperationalError, InterfaceError)


@answered_in_words(refused)
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """`/_/comments/42/`: the form by itself, with `?to=7` to answer a comment; where it is sent to."""
    if request.method == "POST":
        return _receive(request, pk)
    story = _story(request, pk)
    to = request.GET.get("to", "")
    answered = _answered(story, to)
    return _form_page(request, story, None, answered=answered, given={"to": answered.pk} if answered else {})


@require_safe
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """`/_/comments/42/ticket`: what a script puts into the form of a stored page before it sends it."""
    return as_json(judging.ticket_with_work(_story(request, pk)))


@stored("list")
@require_safe
def every_comment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """`/_/comments/42/all/1/`: a page of a long conversation, from its beginning."""
    story = _story(request, pk)
    about(story.object_key)
    conversation, pages = page_of(story, number)
    if not conversation.threads:
        raise Http404
    listing = Listing(_("Comments on: %(story)s") % {"story": story.title}, "", "comments", is_indexed=False)
    context = {
        "story": story,
        "conversation": conversation,
        "listing": listing,
        "number": number,
        "pages": pages,
        "previous": number - 1,
        "next": number + 1 if number < pages else 0,
    }
    return render_listing(request, "comments/all.html", story.edition, context)


def _receive(request: HttpRequest, pk: int) -> HttpResponse:
    own_pages_only(request)
    fields = fields_of(request)
    try:
        return _take_in(request, _story(request, pk), fields)
    except AWAY:
        return away(request, {name: fields[name] for name in ("name", "email", "text", "to") if fields.get(name)})


def _take_in(request: HttpRequest, story: StoryPage, fields: dict[str, str]) -> HttpResponse:
    form = CommentForm(fields, story)
    if not form.is_valid():
        return _form_page(request, story, form, status=422)
    if not fields.get(judging.TICKET):
        return _form_page(request, story, form, preview=form.words())
    try:
        comment = posting.submit(story, form.words(), facts_of(request, fields))
    except posting.Refused as error:
        preview = form.words() if error.asks_again else None
        return _form_page(request, story, form, preview=preview, sentence=error.sentence, status=error.status)
    return _taken_in(request, comment)


def _taken_in(request: HttpRequest, comment: Comment) -> HttpResponse:
    link = link_for(MINE, comment)
    if not wants_json(request):
        return sent_on(link)
    said = _("Your comment has been published.") if comment.is_seen else _("Received: it waits for a moderator.")
    return as_json({"said": said, "link": link, "more": _("See, correct or withdraw it")}, 201)


def _form_page(
    request: HttpRequest,
    story: StoryPage,
    form: CommentForm | None,
    preview: posting.Words | None = None,
    answered: Comment | None = None,
    given: dict[str, Any] | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form by itself: empty, with what is wrong in it, or with what was written and a number to send it under."""
    errors = {name: " ".join(found) for name, found in form.errors.items()} if form else {}
    if wants_json(request):
        carried = judging.ticket_with_work(story) if preview else {}
        return as_json({"said": sentence, "errors": errors, **carried}, status if status != 200 else 409)
    carried = judging.ticket_for(story) if preview else {}
    context = {
        "story": story,
        "terms": terms_of(story),
        "given": given or (form.data if form else {}),
        "errors": errors,
        "preview": preview,
        "answered": answered or (preview.to if preview else None),
        "sentence": sentence,
        "carried": carried,
    }
    title = _("Look at your comment") if preview else _("Write a comment")
    return as_page(request, "comments/write.html", story.edition, title, context, status)


def _answered(story: StoryPage, number: str) -> Comment | None:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Comment.objects.approved().filter(story=story.pk, pk=number).first()


def _story(request: HttpRequest, pk: int) -> StoryPage:
    stories = StoryPage.objects.listed().as_links().filter(edition__code=request.edition_code)
    return get_object_or_404(stories, pk=pk)
