"""What stands in a sitemap file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import Storage
from django.db.models import Q, QuerySet
from django.utils import timezone

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.dossiers.models import DossierIndexPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapIndexPage
from warraq.front.models import FrontPage
from warraq.galleries.models import AlbumIndexPage, VideoIndexPage
from warraq.media.models import Rendition
from warraq.media.renditions import WIDTHS
from warraq.readership.addresses import paths_of_edition
from warraq.stories.corrections import corrections_path
from warraq.stories.models import SectionPage, StandardPage, StoryPage

from .addresses import absolute
from .shards import Shard
from .sitemap_rows import NUMBERED, month_span, stories_of

NEWS_LIMIT = 1_000
NEWS_AGE = timedelta(hours=48)
FIXED = (FrontPage, SectionPage, DossierIndexPage, AlbumIndexPage, VideoIndexPage, FieldMapIndexPage, StandardPage)
_OF_A_STORY = ("address_slug", "lead_picture", "published_at", "last_published_at", "section")
# Lists change with every story in them: the day their own words were last changed would say too little.
_DATED = ("story", "standard", "dossier", "album", "videopage", "fieldmap")


@dataclass(frozen=True)
class Place:
    """An address a crawler should know. No date where the true one is not known."""

    address: str
    changed: datetime | None = None
    picture: str | None = None


def places_of(shard: Shard) -> list[Place]:
    """The addresses of one file; none when the file does not exist."""
    if shard.kind == "stories":
        return _story_places(shard)
    if shard.kind == "pages":
        return _fixed_places(shard.edition) if shard.number == 1 else []
    rows = NUMBERED[shard.kind](shard.edition)[shard.rows]
    return [_place(_in_edition(row, shard.edition)) for row in rows]


def _story_places(shard: Shard) -> list[Place]:
    start, end = month_span(shard.month)
    StoryPage.objects.note_months([shard.edition], start, end)
    month = stories_of(shard.edition).filter(listed_at__gte=start, listed_at__lt=end)
    stories = list(month.only(*_OF_A_STORY)[shard.rows])
    # One object a section, not one a story: half the time of a large file.
    sections = SectionPage.objects.in_bulk({story.section_id for story in stories})
    pictures = _picture_addresses({story.lead_picture_id for story in stories} - {None})
    places = []
    for story in stories:
        story.edition, story.section = shard.edition, sections[story.section_id]
        places.append(_place(story, pictures.get(story.lead_picture_id)))
    return places


def _picture_addresses(pictures: set[int]) -> dict[int, str]:
    """The largest JPEG of each lead picture, by one query for a whole file."""
    depends_on(*(f"image:{pk}" for pk in pictures))
    storage: Storage = Rendition._meta.get_field("file").storage
    rows = Rendition.objects.filter(
        Q(image__rights_end=None) | Q(image__rights_end__gt=timezone.now()),
        image__in=pictures,
        filter_spec__in=[f"width-{width}|format-jpeg" for width in WIDTHS],
    )
    largest = dict(rows.order_by("width").values_list("image_id", "file"))
    return {pk: absolute(storage.url(name)) for pk, name in largest.items()}


def _fixed_places(edition: Edition) -> list[Place]:
    pages = [_place(_in_edition(page, edition)) for model in FIXED for page in _fixed_pages(model, edition)]
    lists = [*paths_of_edition(edition), corrections_path(edition)]
    return [*pages, *(Place(absolute(path)) for path in lists)]


def _fixed_pages(model: type, edition: Edition) -> QuerySet:
    model.objects.note_lists([edition])
    return model.objects.filter(edition=edition).listed().order_by("pk")


def _in_edition(row: Any, edition: Edition) -> Any:
    row.edition = edition
    return row


def _place(row: Any, picture: str | None = None) -> Place:
    changed = (row.updated_at or row.published_at) if row.key_kind in _DATED else None
    return Place(absolute(row.url), changed, picture)


def recent_key(edition_id: int) -> str:
    """Named by whatever lists an edition's news of the last two days, and by the moment at which one leaves it."""
    return list_key("edition", edition_id, "recent")


def recent_stories(moment: datetime) -> list[StoryPage]:
    """Stories of the last two days, newest first."""
    found = []
    for edition in Edition.objects.all():
        StoryPage.objects.note_lists([edition])
        depends_on(recent_key(edition.pk))
        recent = stories_of(edition).filter(listed_at__gt=moment - NEWS_AGE).newest_first().as_cards()
        found += recent[:NEWS_LIMIT]
    return sorted(found, key=lambda story: story.listed_at, reverse=True)[:NEWS_LIMIT]
