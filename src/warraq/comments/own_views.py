"""Pages for one comment's author: watch, correct, withdraw; answer a letter; have everything handed out or erased."""

import json
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from warraq.editions.queries import edition_of
from warraq.search.limits import Limiter

from . import erasing, judging, moderation, posting, tasks
from .answers import as_page, refused, sent_on
from .forms import AddressForm, TextForm
from .guard import answered_in_words, facts_of, fields_of, own_pages_only
from .hashes import email_hash
from .links import CONFIRM, MINE, STOP, hash_in, link_for, number_in
from .models import Comment, DataRequest, State

GET_AND_POST = ["GET", "HEAD", "POST"]
# One letter about one's data to an address in that time, whoever asks for it.
BETWEEN_LETTERS = timedelta(hours=1)


# The link itself is the secret that no other site's page knows: where a request comes from need not be asked, and a
# page without a referrer could not say it.
@answered_in_words(refused)
@require_http_methods(GET_AND_POST)
def mine(request: HttpRequest, link: str) -> HttpResponse:
    """`/_/comments/mine/7.signature/`: what became of one's comment, and what can be done about it."""
    comment = _comment(MINE, link)
    if request.method != "POST":
        return _mine_page(request, comment)
    fields = fields_of(request)
    match fields.get("do"):
        case "correct":
            return _correct(request, comment, fields)
        case "withdraw":
            moderation.withdraw([comment.pk])
        case "quiet":
            Comment.objects.filter(pk=comment.pk).update(wants_notices=False)
    return sent_on(link_for(MINE, comment))


def _correct(request: HttpRequest, comment: Comment, fields: dict[str, str]) -> HttpResponse:
    form = TextForm(fields, comment.edition.code)
    if not form.is_valid():
        return _mine_page(request, comment, fields, " ".join(form.errors["text"]), 422)
    try:
        posting.correct(comment, form.cleaned_data["text"], facts_of(request, fields))
    except posting.Refused as error:
        return _mine_page(request, comment, fields, error.sentence, error.status)
    return sent_on(link_for(MINE, comment))


def _mine_page(
    request: HttpRequest, comment: Comment, given: dict[str, str] | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    comment.refresh_from_db(fields=["text", "state"])
    context = {
        "comment": comment,
        "story": comment.story,
        "standing": standing_of(comment),
        "can_correct": posting.can_correct(comment),
        "until": comment.posted_at + posting.CORRECTED_WITHIN,
        "given": given or {"text": comment.text},
        "error": error,
        "link": link_for(MINE, comment),
        "carried": judging.ticket_for(comment.story),
    }
    return as_page(request, "comments/mine.html", comment.edition, _("Your comment"), context, status)


def standing_of(comment: Comment) -> str:
    """The state as its author is told: who sends spam does not learn that a program has seen it."""
    if comment.erased_at is not None:
        return State.WITHDRAWN
    if comment.state == State.SPAM:
        return State.REJECTED if comment.decided_by_id else State.WAITING
    return comment.state


@answered_in_words(refused)
@require_http_methods(GET_AND_POST)
def confirm(request: HttpRequest, link: str) -> HttpResponse:
    """From a letter: yes, I want notices, the address is mine. A button, for mail programs open links unasked."""
    comment = _comment(CONFIRM, link)
    if request.method == "POST":
        posting.confirm(comment)
        return sent_on(link_for(MINE, comment))
    context = {"comment": comment, "story": comment.story, "is_confirmed": comment.confirmed_at is not None}
    return as_page(request, "comments/confirm.html", comment.edition, _("Confirm your address"), context)


@csrf_exempt
@require_http_methods(GET_AND_POST)
def stop(request: HttpRequest, link: str) -> HttpResponse:
    """From a letter, or from a mail program by itself (RFC 8058): no more letters about this comment."""
    comment = _comment(STOP, link)
    if request.method == "POST":
        Comment.objects.filter(pk=comment.pk).update(wants_notices=False)
        comment.wants_notices = False
    context = {"comment": comment, "story": comment.story}
    return as_page(request, "comments/stop.html", comment.edition, _("No more letters"), context)


# --- everything of one address ---

LETTERS = Limiter("WARRAQ_COMMENT_LETTERS_A_MINUTE")


@answered_in_words(refused)
@require_http_methods(GET_AND_POST)
def my_data(request: HttpRequest) -> HttpResponse:
    """`/_/comments/my-data/`: asks for an address; the answer never says whether it is known here."""
    edition = edition_of(request)
    context: dict[str, object] = {"given": {}, "error": "", "is_sent": False}
    status = 200
    if request.method == "POST":
        own_pages_only(request)
        fields = fields_of(request)
        form = AddressForm(fields)
        if not form.is_valid():
            context |= {"given": fields, "error": " ".join(form.errors["email"])}
            status = 422
        elif seconds := LETTERS.wait(request):
            sentence = _("Too many letters were asked for from your network. Please try again in a minute.")
            response = refused(request, 429, sentence)
            response.headers["Retry-After"] = str(seconds)
            return response
        else:
            _ask_for_letter(edition, form.cleaned_data["email"])
            context["is_sent"] = True
    return as_page(request, "comments/my_data.html", edition, _("Your comments on this site"), context, status)


def _ask_for_letter(edition: object, email: str) -> None:
    """Whether the address is known is looked up by the task: nobody can measure it here."""
    asked = email_hash(email)
    if not DataRequest.objects.filter(email_hash=asked, at__gt=timezone.now() - BETWEEN_LETTERS).exists():
        request = DataRequest.objects.create(edition=edition, email=email, email_hash=asked)
        tasks.send.enqueue(tasks.DATA, request.pk)


@answered_in_words(refused)
@require_http_methods(GET_AND_POST)
def my_data_here(request: HttpRequest, link: str) -> HttpResponse:
    """From a letter: what there is, a file with it, and a button that erases it."""
    found = hash_in(link)
    if found is None:
        raise Http404
    is_erased = request.method == "POST"
    count = erasing.erase_all_of(found) if is_erased else Comment.objects.filter(email_hash=found).count()
    context = {"count": count, "is_erased": is_erased, "link": link}
    return as_page(request, "comments/my_data_here.html", edition_of(request), _("Your comments on this site"), context)


@require_safe
def my_data_file(request: HttpRequest, link: str) -> HttpResponse:
    """The same as JSON, to keep."""
    found = hash_in(link)
    if found is None:
        raise Http404
    text = json.dumps(erasing.all_of(found), ensure_ascii=False, indent=2)
    headers = {
        "Content-Disposition": 'attachment; filename="comments.json"',
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def _comment(purpose: str, link: str) -> Comment:
    number = number_in(purpose, link)
    comments = Comment.objects.select_related("edition", "story__section")
    comment = comments.filter(pk=number).first() if number is not None else None
    if comment is None:
        raise Http404
    return comment
