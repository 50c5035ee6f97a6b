"""Writes sitemaps: the index, a file of it, and the news of the last two days."""

from collections.abc import Iterable

from django.utils.feedgenerator import rfc3339_date

from warraq.stories.models import StoryPage

from .addresses import absolute
from .places import Place
from .shards import Shard
from .words import one_line
from .xml import Document

PROTOCOL = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
IMAGES = {"xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1"}
NEWS = {"xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}


def write_index(shards: Iterable[Shard]) -> bytes:
    """Without dates: the true ones would cost a look at every story, others help nobody."""
    document = Document()
    with document.element("sitemapindex", PROTOCOL):
        for shard in shards:
            with document.element("sitemap"):
                document.leaf("loc", absolute(f"/sitemaps/{shard.name}.xml"))
    return document.finish()


def write_places(places: Iterable[Place]) -> bytes:
    document = Document()
    with document.element("urlset", PROTOCOL | IMAGES):
        for place in places:
            with document.element("url"):
                _write_place(document, place)
    return document.finish()


def _write_place(document: Document, place: Place) -> None:
    document.leaf("loc", place.address)
    if place.changed:
        document.leaf("lastmod", rfc3339_date(place.changed))
    if place.picture:
        with document.element("image:image"):
            document.leaf("image:loc", place.picture)


def write_news(stories: Iterable[StoryPage]) -> bytes:
    document = Document()
    with document.element("urlset", PROTOCOL | NEWS):
        for story in stories:
            with document.element("url"):
                document.leaf("loc", absolute(story.url))
                with document.element("news:news"):
                    _write_news(document, story)
    return document.finish()


def _write_news(document: Document, story: StoryPage) -> None:
    with document.element("news:publication"):
        document.leaf("news:name", story.edition.name)
        document.leaf("news:language", story.edition.code)
    document.leaf("news:publication_date", rfc3339_date(story.published_at))
    document.leaf("news:title", one_line(story.title))
