"""Answers to crawlers and to who has found a weakness: sitemaps, robots.txt, security.txt."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from warraq.editions.models import Edition
from warraq.pagestore.views import stored

from .addresses import absolute
from .places import places_of, recent_stories
from .shards import all_shards, shard_named
from .sitemaps import write_index, write_news, write_places

PLAIN = "text/plain; charset=utf-8"
XML = "application/xml; charset=utf-8"
# Not for crawlers: the newsroom, what pages call, and the endless pages of a search.
CLOSED = ("/newsroom/", "/_/", "/_pages/", "/review/", "/search/")
CONTACT_IS_GOOD_FOR = timedelta(days=180)


@stored("sitemap")
@require_safe
@conditional_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return HttpResponse(write_index(all_shards()), content_type=XML)


@stored("sitemap")
@require_safe
@conditional_page
def sitemap(request: HttpRequest, name: str) -> HttpResponse:
    shard = shard_named(name)
    places = places_of(shard) if shard else []
    if not places:
        raise Http404
    return HttpResponse(write_places(places), content_type=XML)


@stored("sitemap")
@require_safe
@conditional_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Empty, as news search engines allow, when nothing has been published for two days."""
    return HttpResponse(write_news(recent_stories(timezone.now())), content_type=XML)


@stored("sitemap")
@require_safe
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    prefixes = [edition.prefix for edition in Edition.objects.all()] or [""]
    closed = dict.fromkeys([*CLOSED, *(f"{prefix}{path}" for prefix in prefixes for path in ("/search/", "/_/"))])
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {absolute(path)}" for path in ("/sitemap.xml", "/sitemaps/news.xml")]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
@conditional_page
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116; 404 while nobody has said who should be written to."""
    contact = settings.WARRAQ_SECURITY_CONTACT
    if not contact:
        raise Http404
    lines = [
        f"Contact: {_as_address(contact)}",
        f"Expires: {_expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(Edition.objects.values_list('code', flat=True))}",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def _as_address(contact: str) -> str:
    is_address = contact.startswith(("https://", "mailto:", "tel:"))
    return contact if is_address else f"mailto:{contact}"


def _expiry(moment: datetime) -> datetime:
    day = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + CONTACT_IS_GOOD_FOR
