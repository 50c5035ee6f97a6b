"""Selectors: each returns a list and notes the key of that list, so that a page knows what it shows."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from warraq.changes.keys import month_keys
from warraq.changes.recording import depends_on

from . import cards
from .prepared import Given, Prepared

READ_OF_SECTION = {"id", "page_ptr", "title", "slug", "edition", "live", "listed_at"}
# What Wagtail keeps of every page for editors.
NEWSROOM_ONLY = (
    *("draft_title", "owner", "go_live_at", "expire_at", "locked", "locked_at", "locked_by", "latest_revision"),
    *("latest_revision_created_at", "live_revision", "has_unpublished_changes", "alias_of", "translation_key"),
)
CARD_JOINS = ("section", "lead_picture")
CARD = (
    "title",
    "short_headline",
    "kicker",
    "standfirst",
    "form",
    "address_slug",
    "lead_alt",
    "listed_at",
    "published_at",
    "section__title",
    "section__slug",
    "section__edition",
    "edition",
    *(f"lead_picture__{name}" for name in ("description", "file", "width", "height", "made", "tone", "rights_end")),
    *(f"lead_picture__focal_point_{name}" for name in ("x", "y", "width", "height")),
)


class PublicQuerySet(PageQuerySet):
    """Pages readers may see; never through the tree, always by the columns of the page's own table."""

    def listed(self) -> "PublicQuerySet":
        return self.filter(listed_at__isnull=False)

    def newest_first(self) -> "PublicQuerySet":
        return self.order_by("-listed_at", "-pk")

    def as_links(self) -> "PublicQuerySet":
        """What it takes to name a page and link to it."""
        return self.select_related("edition")

    def as_cards(self) -> "PublicQuerySet":
        """What a card shows, lead picture in the same row."""
        return self.select_related("lead_picture")

    def newest(self, count: int, **where: Any) -> list:
        """The newest listed pages; `where` names an owner, such as `section=…`, whose list is noted."""
        self.note_lists(where.values())
        if self.query.where:
            return list(self.filter(**where).listed().newest_first().as_cards()[:count])
        owners = {name: owner.pk for name, owner in where.items()}
        return _newest(self.model, count, tuple(where)).objects(**owners)

    def before(self, moment: datetime, count: int, **where: Any) -> list:
        """The newest of an owner's listed pages older than `moment`; noted are the months they span, or the list."""
        found = list(self.filter(**where, listed_at__lt=moment).newest_first().as_cards()[:count])
        if len(found) < count:
            self.note_lists(where.values())
        else:
            self.note_months(where.values(), found[-1].listed_at, moment)
        return found

    def note_lists(self, owners: Iterable[Any]) -> None:
        depends_on(*self._keys_of(owners))

    def note_months(self, owners: Iterable[Any], start: datetime, end: datetime) -> None:
        """Note only the months of the owners' lists that a span touches."""
        for key in self._keys_of(owners):
            depends_on(*month_keys(key, start, end))

    def _keys_of(self, owners: Iterable[Any]) -> list[str]:
        # A form only narrows its owner's list; what changes the one changes the other.
        recorded = (owner for owner in owners if hasattr(owner, "object_key"))
        return [f"{owner.object_key}:{self.model.list_name}" for owner in recorded]


@lru_cache(maxsize=64)
def _newest(model: type, count: int, names: tuple[str, ...]) -> Prepared:
    where = {name: Given(name) for name in names}
    return Prepared(lambda: model.objects.filter(**where).listed().newest_first().as_cards()[:count])


class StoryQuerySet(PublicQuerySet):
    def as_links(self) -> "StoryQuerySet":
        return self.select_related("section", "edition").defer("body")

    def as_page(self) -> "StoryQuerySet":
        """The story with all that its own page prints; what the newsroom keeps beside it stays in the database.

        The card that shares it, which is made elsewhere, comes in the same row.
        """
        section = self.model._meta.get_field("section").related_model
        unread = {field.name for field in section._meta.concrete_fields} - READ_OF_SECTION
        return self.select_related("section", "edition", "lead_picture", "share_picture", "share_card").defer(
            *NEWSROOM_ONLY, *(f"section__{name}" for name in unread)
        )

    def as_cards(self) -> "StoryQuerySet":
        """A story's card: section and lead picture in the same row, and only the columns a card prints."""
        return self.select_related(*CARD_JOINS).only(*CARD)

    def of_keyword(self, keyword: Any) -> "StoryQuerySet":
        self.note_lists([keyword])
        return self.filter(story_keywords__keyword=keyword, story_keywords__listed_at__isnull=False).order_by(
            "-story_keywords__listed_at", "-pk"
        )

    def of_author(self, author: Any) -> "StoryQuerySet":
        self.note_lists([author])
        return self.filter(bylines__author=author, bylines__listed_at__isnull=False).order_by(
            "-bylines__listed_at", "-pk"
        )

    def of_dossier(self, dossier: Any) -> "StoryQuerySet":
        self.note_lists([dossier])
        return self.filter(filings__dossier=dossier).listed().newest_first()

    def between(self, start: datetime, end: datetime, **where: Any) -> list:
        """Listed stories of a span of time, newest first; only its months are noted."""
        self.note_months(where.values(), start, end)
        return cards.between(start, end, **where)


PublicManager = PageManager.from_queryset(PublicQuerySet)
StoryManager = PageManager.from_queryset(StoryQuerySet)
