"""What a page says about where it stands: other editions, feeds, the current item of the menu."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info

from warraq.feeds.addresses import FORMATS, feed_path

FEED_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True)
class EditionLink:
    """Another edition: this very page in it where there is a translation, else its front."""

    code: str
    label: str
    direction: str
    url: str


def other_editions(page: Any, edition: Any) -> list[EditionLink]:
    """Links from the site's own settings, so that no page asks the database for them."""
    if not edition:
        return []
    counterpart = getattr(page, "live_counterpart", None)
    others = (pair for pair in settings.WAGTAIL_CONTENT_LANGUAGES if pair[0] != edition.code)
    return [_link(code, name, counterpart) for code, name in others]


def _link(code: str, name: str, counterpart: Any) -> EditionLink:
    url = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
    if counterpart and counterpart.edition.code == code:
        url = counterpart.url
    return EditionLink(code, name, "rtl" if get_language_info(code)["bidi"] else "ltr", url)


@dataclass(frozen=True)
class FeedLink:
    """A feed of the whole edition."""

    label: str
    type: str
    url: str


def feeds(edition: Any) -> list[FeedLink]:
    """The edition's feeds in the three formats."""
    return [FeedLink(label, FORMATS[name], feed_path(edition, name)) for name, label in FEED_NAMES.items()]


def current(page: Any, item: Any) -> str:
    """The value of `aria-current` for a menu item: the page itself, what it stands in, or nothing."""
    if not page:
        return ""
    if item.key in (page.object_key, page.key_kind):
        return "page"
    section = f"section:{getattr(page, 'section_id', None)}"
    return "true" if item.key == section or getattr(item, "holds", "") == page.key_kind else ""
