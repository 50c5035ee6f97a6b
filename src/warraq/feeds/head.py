"""What stands in the `<head>` of a page for machines: of any page of ours, and of any listing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from warraq.readership.models import Window
from warraq.readership.words import TITLES
from warraq.stories.corrections import TITLE as CORRECTIONS

from .addresses import FORMATS, absolute, feed_path, most_read_path
from .corrections import corrections_feed_path
from .previews import preview_of
from .structured import album_data, map_data, moment_of, story_data, video_data
from .structured_lists import (
    author_page_data,
    breadcrumbs,
    collection_data,
    keyword_data,
    listing_data,
    page_data,
    site_data,
)
from .words import description_of, one_line

Context = Mapping[str, Any]
HIDDEN = "noindex"
OPEN = "max-image-preview:large"
# JSON inside HTML: nothing in it may end the element or, for old readers of scripts, the line.
_ESCAPES = [(letter, f"\\u{ord(letter):04X}") for letter in "<>&\u2028\u2029"]


@dataclass(frozen=True)
class FeedLink:
    media_type: str
    title: str
    address: str


@dataclass(frozen=True)
class Head:
    """Ready to print. What is empty is not printed."""

    title: str
    description: str = ""
    canonical: str = ""
    short: str = ""
    robots: str = OPEN
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    card: str = ""
    card_alt: str = ""
    structured: tuple[SafeString, ...] = field(default=())


def head_of_page(page: Any, context: Context) -> Head:
    """The head of a page; a preview says its title and that it is not for search engines."""
    edition = page.edition
    bare = Head(title=_title(page, edition), robots=HIDDEN)
    if page.published_at is None or getattr(context.get("request"), "is_preview", False):
        return bare
    counterpart = page.live_counterpart
    head = replace(
        bare,
        robots=OPEN if page.listed_at else HIDDEN,
        description=description_of(page),
        canonical=absolute(page.url),
        short=absolute(page.short_address) if page.key_kind == "story" else "",
        alternates=_alternates(page, counterpart),
        feeds=_feeds(page, edition),
        structured=tuple(as_script(data) for data in _page_structured(page, context)),
    )
    others = [("og:locale:alternate", _locale(counterpart.edition))] if counterpart else []
    return _shared(head, edition, page.lead(), page, [*_properties(page), *others])


def head_of_listing(listing: Any, context: Context) -> Head:
    """The head of an author's, keyword's or month's page, or of an error page."""
    edition = context.get("edition")
    if edition is None:
        return Head(title=listing.title, robots=HIDDEN)
    head = Head(title=f"{one_line(listing.title)} · {edition.name}", robots=HIDDEN)
    if not (listing.is_indexed and listing.url):
        return head
    owner = context.get(listing.kind)
    steps = _listing_steps(listing, edition, context)
    data = [*_listing_structured(listing, edition, context), breadcrumbs(steps)]
    head = replace(
        head,
        robots=OPEN,
        description=one_line(listing.description),
        canonical=absolute(listing.url),
        feeds=_listing_feeds(listing, owner or context.get("page") or edition, edition),
        structured=tuple(as_script(item) for item in data),
    )
    photo = owner.photo if listing.kind == "author" and owner else None
    return _shared(head, edition, photo, None, [("og:type", "profile" if photo else "website")])


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that stays harmless inside a script element, whatever a headline holds."""
    text = json.dumps(data, ensure_ascii=False)
    for letter, escaped in _ESCAPES:
        text = text.replace(letter, escaped)
    return mark_safe(text)


def _title(page: Any, edition: Any) -> str:
    if page.key_kind == "front":
        return page.seo_title or " · ".join(part for part in (edition.name, edition.tagline) if part)
    return f"{one_line(page.share_title)} · {edition.name}"


def _alternates(page: Any, counterpart: Any) -> tuple[tuple[str, str], ...]:
    """Both languages, and the default edition's for readers of neither; nothing without a translation."""
    if counterpart is None:
        return ()
    pair = (page, counterpart)
    links = [(one.edition.code, absolute(one.url)) for one in pair]
    links += [("x-default", absolute(one.url)) for one in pair if one.edition.is_default]
    return tuple(links)


def _feeds(owner: Any, edition: Any) -> tuple[FeedLink, ...]:
    """The feeds of what the page is about, else those of home."""
    named = owner if owner.key_kind in ("section", "author", "keyword", "dossier", "fieldmap") else edition
    name = edition.name
    if named is not edition:
        name = f"{getattr(named, 'title', None) or named.name} · {name}"
    return tuple(
        FeedLink(media_type, one_line(name), absolute(feed_path(named, extension)))
        for extension, media_type in FORMATS.items()
    )


def _listing_feeds(listing: Any, owner: Any, edition: Any) -> tuple[FeedLink, ...]:
    match listing.kind:
        case "most-read":
            name, path_of = TITLES[Window.WEEK], most_read_path
        case "corrections":
            name, path_of = CORRECTIONS, corrections_feed_path
        case _:
            return _feeds(owner, edition)
    return tuple(
        FeedLink(media_type, f"{name} · {edition.name}", absolute(path_of(edition, extension)))
        for extension, media_type in FORMATS.items()
    )


def _shared(head: Head, edition: Any, picture: Any, page: Any, properties: list[tuple[str, str]]) -> Head:
    """The head with what a shared link shows."""
    shown = [
        ("og:site_name", edition.name),
        ("og:locale", _locale(edition)),
        ("og:title", one_line(page.share_title) if page else head.title),
        ("og:description", head.description),
        ("og:url", head.canonical),
        *properties,
    ]
    shot = preview_of(page, picture)
    if shot:
        shown += [
            ("og:image", shot.url),
            ("og:image:type", "image/jpeg"),
            ("og:image:width", str(shot.width)),
            ("og:image:height", str(shot.height)),
            ("og:image:alt", shot.alt),
        ]
    card = "summary_large_image" if shot and page else "summary"
    return replace(
        head,
        card=card,
        card_alt=shot.alt if shot else "",
        properties=tuple((name, text) for name, text in shown if text),
    )


def _locale(edition: Any) -> str:
    """`ar_LB`; nothing for an edition of no region, since OpenGraph wants both parts."""
    region = edition.region.replace("-", "_")
    return region if "_" in region else ""


def _properties(page: Any) -> list[tuple[str, str]]:
    """The OpenGraph type of a page and what belongs to that type."""
    if page.key_kind == "videopage":
        return [("og:type", "video.other"), ("video:duration", str(max(1, round(page.film.seconds))))]
    if page.key_kind != "story":
        return [("og:type", "website")]
    return [
        ("og:type", "article"),
        ("article:published_time", moment_of(page, page.published_at)),
        ("article:modified_time", moment_of(page, page.updated_at)),
        ("article:section", page.section.title),
        *(("article:author", absolute(byline.author.url)) for byline in page.credits),
        *(("article:tag", keyword.name) for keyword in page.topics),
    ]


# --- structured data: one entry per kind of page ---

_Builder = Callable[[Any, Context], list[dict[str, Any]]]
_BUILDERS: dict[str, _Builder] = {
    "front": lambda page, context: site_data(page),
    "story": lambda page, context: [story_data(page, context.get("dossiers", ()))],
    "section": lambda page, context: [collection_data(page, context.get("stories", ()))],
    "dossier": lambda page, context: [collection_data(page, page.stories)],
    "dossierindex": lambda page, context: [
        collection_data(page, [*context.get("open_dossiers", ()), *context.get("closed_dossiers", ())])
    ],
    "fieldmap": lambda page, context: [map_data(page)],
    "fieldmapindex": lambda page, context: [collection_data(page, context.get("items", ()))],
    "albumindex": lambda page, context: [collection_data(page, context.get("items", ()))],
    "videoindex": lambda page, context: [collection_data(page, context.get("items", ()))],
    "album": lambda page, context: [album_data(page)],
    "videopage": lambda page, context: [video_data(page)],
    "standard": lambda page, context: [page_data(page)],
}


def _page_structured(page: Any, context: Context) -> list[dict[str, Any]]:
    found = _BUILDERS[page.key_kind](page, context)
    return found if page.key_kind == "front" else [*found, breadcrumbs(_page_steps(page))]


def _page_steps(page: Any) -> list[tuple[str, str]]:
    edition = page.edition
    steps = [(edition.name, edition.url)]
    if page.key_kind == "story":
        steps.append((page.section.title, edition.path(page.section.address)))
    return [*steps, (page.title, page.url)]


def _listing_structured(listing: Any, edition: Any, context: Context) -> list[dict[str, Any]]:
    stories = context.get("stories", ())
    match listing.kind:
        case "author":
            return [author_page_data(context["author"])]
        case "keyword":
            return [keyword_data(context["keyword"], stories)]
        case "archive" | "most-read":
            return [listing_data(listing, edition, stories)]
    return []


def _listing_steps(listing: Any, edition: Any, context: Context) -> list[tuple[str, str]]:
    section = {"archive": context.get("page"), "most-read": context.get("section")}.get(listing.kind)
    between = [(section.title, section.url)] if section else []
    return [(edition.name, edition.url), *between, (listing.title, listing.url)]
