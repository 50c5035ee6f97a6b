"""RSS 2.0 with the extensions readers know: full text, authors by name, pictures."""

from django.utils.feedgenerator import rfc2822_date

from .entries import Entry, Feed, Picture
from .xml import Document

NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def write_rss(feed: Feed) -> bytes:
    document = Document()
    with document.element("rss", NAMESPACES), document.element("channel"):
        document.leaf("title", feed.title)
        document.leaf("link", feed.home)
        document.leaf("description", feed.description)
        document.leaf("language", feed.language)
        document.leaf("lastBuildDate", rfc2822_date(feed.updated))
        document.leaf("atom:link", "", {"rel": "self", "href": feed.address, "type": feed.media_type})
        for entry in feed.entries:
            with document.element("item"):
                _write_item(document, entry)
    return document.finish()


def _write_item(document: Document, entry: Entry) -> None:
    document.leaf("title", entry.title)
    document.leaf("link", entry.url)
    document.leaf("guid", entry.id, {"isPermaLink": "false"})
    document.leaf("pubDate", rfc2822_date(entry.published))
    for author in entry.authors:
        document.leaf("dc:creator", author.name)
    for keyword in entry.keywords:
        document.leaf("category", keyword)
    document.leaf_if("description", entry.summary)
    document.leaf_if("content:encoded", entry.html)
    if entry.picture:
        _write_picture(document, entry.picture)


def _write_picture(document: Document, picture: Picture) -> None:
    shot = picture.shot
    length = str(shot.length)
    document.leaf("enclosure", "", {"url": shot.url, "length": length, "type": "image/jpeg"})
    size = {"width": str(shot.width), "height": str(shot.height), "fileSize": length}
    with document.element("media:content", {"url": shot.url, "type": "image/jpeg", "medium": "image"} | size):
        document.leaf_if("media:description", picture.alt)
        document.leaf_if("media:credit", picture.credit)
