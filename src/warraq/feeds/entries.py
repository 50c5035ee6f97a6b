"""A feed and its entries, before they are written in one of the three formats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from warraq.changes.sharing import shared
from warraq.language.truncate import truncate
from warraq.readership.addresses import list_path
from warraq.readership.models import Window
from warraq.readership.words import ABOUT, TITLES
from warraq.stories.models import StoryPage

from .addresses import absolute, feed_path, most_read_path
from .html import full_text
from .pictures import Shot, whole_shot
from .queries import NEWEST, most_read_stories, newest_stories
from .references import references_of
from .words import description_of, one_line

# What an empty feed was last changed on: the formats want a date, and a made-up recent one would be untrue.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_TITLE = 90


@dataclass(frozen=True)
class Person:
    name: str
    url: str


@dataclass(frozen=True)
class Picture:
    """The lead picture as a file."""

    shot: Shot
    alt: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """One story. `id` is its short address, which no change of section or headline alters."""

    id: str
    url: str
    title: str
    summary: str
    html: str | None
    published: datetime
    updated: datetime
    authors: tuple[Person, ...]
    keywords: tuple[str, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Feed:
    """The newest stories of one edition, section, author, keyword or dossier, or the most read of an edition."""

    title: str
    description: str
    language: str
    site: str
    home: str
    address: str
    media_type: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def feed_of(owner: Any, extension: str, media_type: str) -> Feed:
    """The feed of an owner of stories as it is now."""
    edition = owner if owner.key_kind == "edition" else owner.edition
    is_map = owner.key_kind == "fieldmap"
    return Feed(
        title=edition.name if owner is edition else f"{_name(owner)} · {edition.name}",
        description=_description(owner) or edition.tagline or edition.name,
        language=edition.code,
        site=edition.name,
        home=absolute(owner.url),
        address=absolute(feed_path(owner, extension)),
        media_type=media_type,
        entries=_events_of(owner) if is_map else _stories_of(owner, edition),
    )


def _stories_of(owner: Any, edition: Any) -> tuple[Entry, ...]:
    return shared(("feed", owner.object_key), lambda: tuple(entries_of(newest_stories(owner), edition.full_text_feeds)))


def _events_of(page: Any) -> tuple[Entry, ...]:
    """What has happened on a map, the newest first: each event is an entry of its own."""
    return tuple(_event(page, event) for event in page.happened[: -NEWEST - 1 : -1])


def _event(page: Any, event: Any) -> Entry:
    address = absolute(f"{page.url}#event-{event.pk}")
    moment = datetime.combine(event.date, time(), page.edition.zone)
    return Entry(
        id=address,
        url=address,
        title=one_line(f"{event.place}: {truncate(one_line(event.text), LONGEST_TITLE)}"),
        summary=one_line(f"{event.text} ({event.source})" if event.source else event.text),
        html=None,
        published=moment,
        updated=moment,
        authors=(),
        keywords=(event.layer,) if event.layer else (),
        picture=None,
    )


def most_read_feed(edition: Any, extension: str, media_type: str) -> Feed:
    """The stories of an edition that were read most this week, the first of them first."""
    title = str(TITLES[Window.WEEK])
    return Feed(
        title=f"{title} · {edition.name}",
        description=str(ABOUT[Window.WEEK]),
        language=edition.code,
        site=edition.name,
        home=absolute(list_path(edition, Window.WEEK)),
        address=absolute(most_read_path(edition, extension)),
        media_type=media_type,
        entries=shared(
            ("most-read", edition.object_key),
            lambda: tuple(entries_of(most_read_stories(edition), edition.full_text_feeds)),
        ),
    )


def entries_of(stories: list[StoryPage], with_text: bool) -> Iterable[Entry]:
    references = references_of(stories) if with_text else None
    return [_entry(story, full_text(story, references) if references else None) for story in stories]


def _entry(story: StoryPage, html: str | None) -> Entry:
    return Entry(
        id=absolute(story.short_address),
        url=absolute(story.url),
        title=one_line(story.title),
        summary=one_line(story.standfirst),
        html=html,
        published=story.published_at,
        updated=story.updated_at or story.published_at,
        authors=tuple(Person(row.author.name, absolute(row.author.url)) for row in story.bylines.all()),
        keywords=tuple(row.keyword.name for row in story.story_keywords.all()),
        picture=_picture(story),
    )


def _picture(story: StoryPage) -> Picture | None:
    shot = whole_shot(story.lead_picture) if story.lead_picture else None
    return Picture(shot, story.alt, story.lead_picture.credit) if shot else None


def _name(owner: Any) -> str:
    return one_line(owner.name if owner.key_kind in ("author", "keyword") else owner.title)


def _description(owner: Any) -> str:
    match owner.key_kind:
        case "edition":
            return one_line(owner.tagline)
        case "author":
            return one_line(owner.bio or owner.role)
        case "keyword":
            return one_line(owner.description)
    return description_of(owner)
