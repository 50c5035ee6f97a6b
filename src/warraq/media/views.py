"""Serves uploaded files: a fixed type by extension, never run as a page, in ranges for players."""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.http import http_date, parse_http_date_safe

CHUNK = 256 * 1024
SHOWN = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
}


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A file of MEDIA_ROOT; pictures and films are shown, everything else is offered for download."""
    file = _find(path)
    stat = file.stat()
    if parse_http_date_safe(request.headers.get("If-Modified-Since", "")) == int(stat.st_mtime):
        response: HttpResponse = HttpResponse(status=304)
    else:
        response = _content(request, file, stat.st_size)
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    # A new version of a file gets a new name; what a name holds never changes.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _find(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        if not file.is_file() or any(part.startswith(".") for part in Path(path).parts):
            raise Http404
    except (SuspiciousFileOperation, ValueError, OSError) as error:
        raise Http404 from error
    return file


def _content(request: HttpRequest, file: Path, size: int) -> HttpResponse:
    suffix = file.suffix.lower()
    media_type = SHOWN.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    span = _range(request.headers.get("Range", ""), size)
    if span is None:
        return FileResponse(
            file.open("rb"), content_type=media_type, as_attachment=suffix not in SHOWN, filename=file.name
        )
    if not span:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span
    response = StreamingHttpResponse(_piece(file, start, end), status=206, content_type=media_type)
    response.headers["Content-Length"] = str(end - start + 1)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte asked for; None for the whole file, () for a range outside it (RFC 9110 §14)."""
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else ()
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end and start < size else ()


def _piece(file: Path, start: int, end: int):
    with file.open("rb") as opened:
        opened.seek(start)
        left = end - start + 1
        while left and (data := opened.read(min(CHUNK, left))):
            left -= len(data)
            yield data
