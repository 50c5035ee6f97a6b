"""What a reader sends is looked at before anything is made of it: where it comes from, how large it is, its letters."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from warraq.pagestore.serving.origin import host_of, is_from_elsewhere

from .hashes import networks_of
from .verdicts import Facts

LARGEST_BODY = 64 * 1024
MOST_FIELDS = 40
FORM = "application/x-www-form-urlencoded"
View = Callable[..., HttpResponseBase]


class NotTaken(Exception):
    """The request as such was refused; says so to the reader, with a status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def own_pages_only(request: HttpRequest) -> None:
    """Raise NotTaken for what another site's page sends. There is no session: a stored page could carry no token."""
    if is_from_elsewhere(request.headers, [request.get_host(), host_of(settings.WARRAQ_BASE_URL)]):
        raise NotTaken(403, _("This was sent from a page of another site. Write your comment on our own page."))


def fields_of(request: HttpRequest) -> dict[str, str]:
    """The fields of a form that was sent, each once; raises NotTaken for what is no such form."""
    if request.content_type != FORM:
        raise NotTaken(415, _("This is not what our form sends."))
    try:
        length = int(request.headers.get("Content-Length") or 0)
        body = request.read(LARGEST_BODY + 1) if length <= LARGEST_BODY else None
    except (ValueError, RequestDataTooBig, UnreadablePostError):
        raise NotTaken(400, _("What you sent did not arrive whole. Please send it again.")) from None
    if body is None or len(body) > LARGEST_BODY:
        raise NotTaken(413, _("This is too long for a comment. Please shorten it."))
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        # No UTF-8, or more fields than any form of ours has.
        raise NotTaken(400, _("The letters of this text cannot be read. Please write it in our form.")) from None
    # PostgreSQL keeps no NUL.
    return {name: value.replace("\0", "") for name, value in reversed(pairs)}


def facts_of(request: HttpRequest, fields: dict[str, str]) -> Facts:
    """What the defence is told of a form that was sent."""
    networks = networks_of(request.META.get("REMOTE_ADDR", ""))
    newest, *earlier = networks.hashes
    return Facts(newest, request.headers.get("User-Agent", ""), fields, tuple(earlier), networks.around)


def answered_in_words(refuse: Callable[[HttpRequest, int, str], HttpResponseBase]) -> Callable[[View], View]:
    """Let a view raise NotTaken. Django's own check wants a cookie, which our pages do not set."""

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except NotTaken as error:
                return refuse(request, error.status, error.sentence)

        return answer

    return wrap
