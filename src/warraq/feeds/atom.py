"""Atom 1.0 (RFC 4287)."""

from django.utils.feedgenerator import rfc3339_date

from .entries import Entry, Feed
from .xml import Document


def write_atom(feed: Feed) -> bytes:
    document = Document()
    root = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language}
    with document.element("feed", root):
        document.leaf("title", feed.title)
        document.leaf("subtitle", feed.description)
        document.leaf("id", feed.address)
        document.leaf("updated", rfc3339_date(feed.updated))
        document.leaf("link", "", {"rel": "alternate", "type": "text/html", "href": feed.home})
        document.leaf("link", "", {"rel": "self", "type": feed.media_type, "href": feed.address})
        # Stands for the entries without a byline.
        with document.element("author"):
            document.leaf("name", feed.site)
        for entry in feed.entries:
            with document.element("entry"):
                _write_entry(document, entry)
    return document.finish()


def _write_entry(document: Document, entry: Entry) -> None:
    document.leaf("title", entry.title)
    document.leaf("id", entry.id)
    document.leaf("link", "", {"rel": "alternate", "type": "text/html", "href": entry.url})
    document.leaf("published", rfc3339_date(entry.published))
    document.leaf("updated", rfc3339_date(entry.updated))
    for author in entry.authors:
        with document.element("author"):
            document.leaf("name", author.name)
            document.leaf_if("uri", author.url)
    for keyword in entry.keywords:
        document.leaf("category", "", {"term": keyword})
    if entry.picture:
        shot = entry.picture.shot
        length = {"length": str(shot.length)} if shot.length else {}
        document.leaf("link", "", {"rel": "enclosure", "type": "image/jpeg", "href": shot.url} | length)
    document.leaf_if("summary", entry.summary)
    if entry.html:
        document.leaf("content", entry.html, {"type": "html"})
