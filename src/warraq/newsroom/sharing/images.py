"""The card of a draft as a picture with an address: what it shows is written into the address, and signed."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from warraq.media.models import Image
from warraq.sharecards.face import CardFace, Photo
from warraq.sharecards.making import drawn

# Not one with a moment in it, which would make every address another one.
_signer = Signer(salt="warraq.newsroom.sharing")


def address_of(face: CardFace, image: Image | None) -> str:
    """The same face has the same address: a browser that has its picture does not ask again."""
    told = json.dumps([asdict(face), image.pk if image else None], ensure_ascii=False).encode()
    packed = urlsafe_b64encode(zlib.compress(told)).decode()
    return f"{reverse('sharing:card')}?{_signer.sign(packed)}"


def card(request: HttpRequest) -> HttpResponse:
    try:
        packed = _signer.unsign(request.META.get("QUERY_STRING", ""))
    except BadSignature:
        raise Http404 from None
    told, number = json.loads(zlib.decompress(urlsafe_b64decode(packed)))
    photo = told.pop("photo")
    face = CardFace(**told, photo=Photo(**photo | {"focus": tuple(photo["focus"])}) if photo else None)
    data = drawn(face, Image.objects.filter(pk=number).first() if number else None)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600, immutable"
    return response
