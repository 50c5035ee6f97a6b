"""Addresses for machines: with the site's origin, every letter outside ASCII percent-encoded."""

import re
from functools import cache
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

FORMATS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
HARMLESS_SCHEMES = {"", "http", "https", "mailto", "tel"}

# A path of the site as our own pages name themselves: nothing in it to resolve, nothing quoted before.
_PATH = re.compile(r"/(?:[\w~-][\w.~-]*/?)*").fullmatch
_AS_IS = "/~"


@cache
def _origin(base: str) -> str:
    return iri_to_uri(urljoin(f"{base}/", "/")).rstrip("/")


def absolute(address: str, base: str = "/") -> str:
    """The full address of one written relative to `base`."""
    if base == "/" and _PATH(address):
        return _origin(settings.WARRAQ_BASE_URL) + quote(address, safe=_AS_IS)
    return iri_to_uri(urljoin(urljoin(f"{settings.WARRAQ_BASE_URL}/", base), address))


def harmless(address: str, base: str = "/") -> str | None:
    """The full address of a link somebody has typed, or None where it is none or would run a script."""
    try:
        parts = urlsplit(address.strip())
        return absolute(parts.geturl(), base) if parts.geturl() and parts.scheme in HARMLESS_SCHEMES else None
    except ValueError:
        return None


def feed_path(owner: Any, extension: str) -> str:
    """Where the feed of an edition, section, author, keyword or dossier is found within the site."""
    edition, name = (owner, "home") if owner.key_kind == "edition" else (owner.edition, _name(owner))
    return edition.path(f"/feeds/{name}.{extension}")


def most_read_path(edition: Any, extension: str) -> str:
    """Where the feed of an edition's most read of the week is found within the site."""
    return edition.path(f"/feeds/most-read.{extension}")


def _name(owner: Any) -> str:
    by_slug = owner.key_kind in ("section", "author")
    if owner.key_kind == "fieldmap":
        return f"maps/{owner.pk}"
    return f"{owner.key_kind}s/{owner.slug if by_slug else owner.pk}"
