"""Serves uploaded files where no server in front does: a fixed type by extension, never run as a page, in ranges."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from warraq.pagestore.serving import files

CHUNK = 256 * 1024


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A file of MEDIA_ROOT."""
    file = files.find(Path(settings.MEDIA_ROOT), path)
    if file is None:
        raise Http404
    asked = request.headers
    sending = files.upload(file, asked.get("Range", ""), asked.get("If-Modified-Since", ""))
    if sending.file is None:
        response: HttpResponse = HttpResponse(status=sending.status)
    else:
        response = StreamingHttpResponse(_pieces(sending.file, sending.span), status=sending.status)
    for name, value in sending.headers:
        response.headers[name] = value
    return response


def _pieces(file: Path, span: tuple[int, int] | None) -> Iterator[bytes]:
    first, last = span or (0, file.stat().st_size - 1)
    with file.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (data := opened.read(min(CHUNK, left))):
            left -= len(data)
            yield data
