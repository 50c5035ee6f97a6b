"""Static files and uploads: which file an address means, its headers, and the part of it that is asked for."""

import mimetypes
import os
import re
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

from ..negotiation import choose
from .memory import Headers

SHOWN = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt; charset=utf-8",
}
# Those of static files that a machine's own table may name otherwise.
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    **SHOWN,
}
# Nothing in an upload runs. A film opened by its own address plays, which it cannot in a sandbox.
FILMS = (".mp4", ".webm")
UPLOAD_POLICY = "sandbox; default-src 'none'"
FILM_POLICY = "default-src 'none'; media-src 'self'"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=3600"
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]*$")
_UNSAFE = re.compile(r"[^ !#-\[\]-~]")  # in a quoted string of ASCII (RFC 6266)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
COMPRESSED = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True)
class Sending:
    """What to answer: `span` holds the first and the last byte of a part."""

    status: int
    headers: Headers
    file: Path | None = None
    span: tuple[int, int] | None = None


def find(root: Path, name: str) -> Path | None:
    """The file of that name below `root`; None for what is hidden, outside, no file, or not there."""
    if "\0" in name or "\\" in name or any(part in ("", "..") or part.startswith(".") for part in name.split("/")):
        return None
    try:
        file = root / name
        return file if file.is_file() and file.resolve().is_relative_to(root.resolve()) else None
    except (OSError, ValueError):
        return None


def upload(file: Path, asked_range: str, asked_since: str) -> Sending:
    """An uploaded file; pictures and films are shown, everything else is offered for download, none runs as a page."""
    state = file.stat()
    headers = [
        ("last-modified", formatdate(int(state.st_mtime), usegmt=True)),
        # A new version of a file gets a new name; what a name holds never changes.
        ("cache-control", FOR_EVER),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", FILM_POLICY if file.suffix.lower() in FILMS else UPLOAD_POLICY),
    ]
    if is_unchanged(asked_since, state.st_mtime):
        return Sending(304, headers)
    part = span(asked_range, state.st_size)
    if part == ():
        return Sending(416, [*headers, ("content-range", f"bytes */{state.st_size}")])
    suffix = file.suffix.lower()
    media_type = SHOWN.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers.append(("content-type", media_type))
    if suffix not in SHOWN:
        headers.append(("content-disposition", _attachment(file.name)))
    if part:
        first, last = part
        headers += [
            ("content-range", f"bytes {first}-{last}/{state.st_size}"),
            ("content-length", str(last - first + 1)),
        ]
        return Sending(206, headers, file, (first, last))
    return Sending(200, [*headers, ("content-length", str(state.st_size))], file)


def static(file: Path, accepted: str, asked_since: str) -> Sending:
    """A collected static file, compressed where a compressed copy lies beside it."""
    packed = {encoding: beside for encoding, ending in COMPRESSED if (beside := Path(f"{file}{ending}")).is_file()}
    encoding = choose(accepted, tuple(packed))
    state = (sent := packed.get(encoding, file)).stat()
    headers = [
        ("last-modified", formatdate(int(state.st_mtime), usegmt=True)),
        ("cache-control", FOR_EVER if _HASHED.search(file.name) else FOR_A_WHILE),
        ("x-content-type-options", "nosniff"),
        # Fonts and modules are asked for without credentials; pages of other sites may show our frames.
        ("access-control-allow-origin", "*"),
    ]
    if packed:
        headers.append(("vary", "Accept-Encoding"))
    if is_unchanged(asked_since, state.st_mtime):
        return Sending(304, headers)
    suffix = file.suffix.lower()
    headers.append(("content-type", TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"))
    if encoding:
        headers.append(("content-encoding", encoding))
    return Sending(200, [*headers, ("content-length", str(state.st_size))], sent)


def span(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte asked for; None for the whole file, () for a range outside it (RFC 9110 §14)."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else ()
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end and start < size else ()


def is_unchanged(asked_since: str, changed_at: float) -> bool:
    """Does If-Modified-Since name this moment or a later one?"""
    if not asked_since:
        return False
    try:
        return parsedate_to_datetime(asked_since).timestamp() >= int(changed_at)
    except (ValueError, TypeError, OverflowError, OSError):
        return False


def _attachment(name: str) -> str:
    plain = "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(os.fsencode(name))}"
