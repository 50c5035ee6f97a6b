"""Films sent piece by piece, by the protocol of tus.io: its core, creation, expiration and termination."""

import re
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from warraq.media import receiving
from warraq.media.models import Incoming
from warraq.media.receiving import Refused

from .access import may_add

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
View = Callable[..., HttpResponse]


def _answering(view: View) -> View:
    """Checks the right and the version, says in text what is refused, and adds what every answer carries."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _allowed(request) or view(request, *args, **kwargs)
        except Refused as refusal:
            response = HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _allowed(request: HttpRequest) -> HttpResponse | None:
    if not may_add(request.user):
        raise Refused(403, _("You may not send films in."))
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response.headers["Tus-Version"] = VERSION
        response.headers["Tus-Extension"] = "creation,expiration,termination"
        response.headers["Tus-Max-Size"] = str(receiving.largest())
        return response
    if request.headers.get("Tus-Resumable") != VERSION:
        response = HttpResponse(status=412)
        response.headers["Tus-Version"] = VERSION
        return response
    return None


@require_http_methods(["POST", "OPTIONS"])
@_answering
def create(request: HttpRequest) -> HttpResponse:
    """A new upload: 201 with its address."""
    name = _metadata(request.headers.get("Upload-Metadata", "")).get("filename", "")
    upload = receiving.begin(request.user, name, _number(request, "Upload-Length"))
    response = HttpResponse(status=201)
    response.headers["Location"] = reverse("films:upload", args=[upload.pk])
    return _expiring(response, upload)


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@_answering
def upload(request: HttpRequest, number: Any) -> HttpResponse:
    """How far it is, its next piece, or its end."""
    found = Incoming.objects.filter(pk=number, user=request.user).first()
    if found is None or not found.path.exists():
        raise Refused(404)
    if request.method == "DELETE":
        found.forget()
        return HttpResponse(status=204)
    response = HttpResponse(status=204)
    if request.method == "PATCH":
        _append(request, found)
    else:
        response = HttpResponse(status=200)
        response.headers["Upload-Length"] = str(found.length)
    response.headers["Upload-Offset"] = str(found.received)
    return _expiring(response, found)


def _append(request: HttpRequest, found: Incoming) -> None:
    if request.content_type != PIECE:
        raise Refused(415)
    receiving.append(found, _number(request, "Upload-Offset"), request)
    if found.is_whole:
        receiving.require_film(found)


def _number(request: HttpRequest, header: str) -> int:
    written = request.headers.get(header, "")
    if not _NUMBER.fullmatch(written):
        raise Refused(400)
    return int(written)


def _metadata(header: str) -> dict[str, str]:
    """`filename ZmlsbS5tcDQ=,filetype …`; what cannot be read is left out."""
    found = {}
    for pair in header[:4000].split(","):
        key, _blank, value = pair.strip().partition(" ")
        try:
            found[key] = b64decode(value, validate=True).decode()
        except ValueError:
            continue
    return found


def _expiring(response: HttpResponse, found: Incoming) -> HttpResponse:
    response.headers["Upload-Expires"] = http_date(found.expires_at.timestamp())
    return response
