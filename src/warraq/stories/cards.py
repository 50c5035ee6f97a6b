"""Cards of stories for readers: what a list prints of each, straight from its columns, without an instance.

A front shows fifty stories; fifty pages of Wagtail with sections and pictures would cost more than all the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.editions.models import prefix_of
from warraq.media import shown
from warraq.media.shown import ShownPicture

from .nearest import SHOWN
from .prepared import Given, Prepared

_STORY = (
    *("pk", "title", "short_headline", "kicker", "standfirst", "form", "address_slug", "lead_alt"),
    *("listed_at", "published_at", "edition_id", "section_id", "section__title", "section__slug"),
)


@dataclass(slots=True)
class CardSection:
    """The section a card names."""

    pk: int
    title: str
    url: str


@dataclass(slots=True)
class Card:
    """What lists print of a story; the same names as those of the model."""

    pk: int
    title: str
    short_headline: str
    kicker: str
    standfirst: str
    form: str
    url: str
    alt: str
    listed_at: datetime | None
    published_at: datetime | None
    section: CardSection
    lead_picture: ShownPicture | None
    credits: Sequence[Any] = ()

    @property
    def card_title(self) -> str:
        return self.short_headline or self.title

    @property
    def lead_picture_id(self) -> int | None:
        return self.lead_picture.pk if self.lead_picture else None

    @property
    def section_id(self) -> int:
        return self.section.pk

    def get_form_display(self) -> str:
        return str(_forms().get(self.form, self.form))


@cache
def _forms() -> dict[str, Any]:
    """The names of the forms, in the language of the moment they are printed."""
    return dict(_stories().model._meta.get_field("form").flatchoices)


def columns(before: str = "") -> tuple[str, ...]:
    """The columns of a card, for a story reached through `before`."""
    return tuple(before + name for name in (*_STORY, *shown.columns_of("lead_picture")))


def card(row: Sequence[Any]) -> Card:
    """The card of a row of `columns()`; story, section and picture are noted as part of the page."""
    pk, title, short, kicker, standfirst, form, slug, alt, listed_at, published_at, edition, section, name, word = row[
        : len(_STORY)
    ]
    depends_on(f"story:{pk}", f"section:{section}")
    picture = shown.shown(row[len(_STORY) :])
    front = f"{prefix_of(edition)}/{word}/"
    url = f"{front}{pk}/{slug}/" if slug else f"{front}{pk}/"
    alt = alt or (picture.description if picture else "")
    where = CardSection(section, name, front)
    return Card(pk, title, short, kicker, standfirst, form, url, alt, listed_at, published_at, where, picture)


def cards(rows: Iterable[Sequence[Any]]) -> list[Card]:
    return [card(row) for row in rows]


def _stories() -> QuerySet:
    return apps.get_model("stories", "StoryPage").objects.all()


def _prepared(narrow: Callable[[Any], QuerySet]) -> Prepared:
    return Prepared(lambda: narrow(_stories()).values_list(*columns()))


@lru_cache(maxsize=64)
def _newest(count: int, owners: tuple[str, ...]) -> Prepared:
    where = {owner: Given(owner) for owner in owners}
    return _prepared(lambda stories: stories.filter(**where).listed().newest_first()[:count])


def newest(count: int, **owners: Any) -> list[Card]:
    """The newest listed stories of an owner, `section=…` or `edition=…`, whose list is noted."""
    depends_on(*(f"{owner.object_key}:stories" for owner in owners.values()))
    return cards(_newest(count, tuple(owners)).rows(**{name: owner.pk for name, owner in owners.items()}))


@lru_cache(maxsize=16)
def _of(kind: str, count: int) -> Prepared:
    return _prepared(lambda stories: getattr(stories, f"of_{kind}")(Given("owner"))[:count])


def newest_of(owner: Any, count: int) -> list[Card]:
    """The newest stories of a keyword, an author or a dossier, whose list is noted."""
    depends_on(f"{owner.object_key}:stories")
    return cards(_of(owner.key_kind, count).rows(owner=owner.pk))


@lru_cache(maxsize=16)
def _between(owners: tuple[str, ...]) -> Prepared:
    where = {owner: Given(owner) for owner in owners}
    span = {"listed_at__gte": Given("start"), "listed_at__lt": Given("end")}
    return _prepared(lambda stories: stories.filter(**where, **span).newest_first())


def between(start: datetime, end: datetime, **owners: Any) -> list[Card]:
    """An owner's listed stories of a span of time, newest first; who asks notes its months."""
    given = {name: owner.pk for name, owner in owners.items()}
    return cards(_between(tuple(owners)).rows(start=start, end=end, **given))


_RELATED = Prepared(
    lambda: (
        apps.get_model("stories", "RelatedStory")
        .objects.filter(story=Given("story"), related__edition=F("story__edition"))
        .order_by("rank")
        .values_list(*columns("related__"))
    )
)


def related_to(pk: int) -> list[Card]:
    """What a story lists as related, of its own edition; hidden ones that would stand among these are noted as well.

    No further row is read: `nearest.looks_other` says of these only when they change.
    """
    depends_on(list_key("story", pk, "related"))
    listed: list[Card] = []
    for row in _RELATED.rows(story=pk):
        found = card(row)
        if found.listed_at:
            listed.append(found)
        if len(listed) == SHOWN:
            break
    return listed


@lru_cache(maxsize=128)
def _chosen(count: int) -> Prepared:
    numbers = [Given(f"n{number}") for number in range(count)]
    # Django takes expressions in a list of numbers, not in a list of related records.
    return _prepared(lambda stories: stories.filter(page_ptr__id__in=numbers).order_by())


def chosen(pks: Sequence[int]) -> dict[int, Card]:
    """Stories by number."""
    if not pks:
        return {}
    rows = _chosen(len(pks)).rows(**{f"n{number}": pk for number, pk in enumerate(pks)})
    return {found.pk: found for found in cards(rows)}
