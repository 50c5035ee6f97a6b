"""JSON Feed 1.1."""

import json
from typing import Any

from django.utils.feedgenerator import rfc3339_date

from .entries import Entry, Feed


def write_json(feed: Feed) -> bytes:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.site, "url": feed.home}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
    }
    # The format wants a text of some kind in every item, if only the headline.
    text = {"content_html": entry.html} if entry.html else {"content_text": entry.summary or entry.title}
    optional = {
        "summary": entry.summary,
        "image": entry.picture.shot.url if entry.picture else "",
        "authors": [_known({"name": author.name, "url": author.url}) for author in entry.authors],
        "tags": list(entry.keywords),
    }
    return item | text | _known(optional)


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
