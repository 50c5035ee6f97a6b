"""The rows that sitemaps are made of, in an order that an index gives."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from warraq.changes.keys import list_key
from warraq.changes.recording import depends_on
from warraq.dossiers.models import DossierPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.people.models import Author
from warraq.stories.models import Byline, Keyword, StoryKeyword, StoryPage


def stories_of(edition: Edition) -> QuerySet[StoryPage]:
    """An edition's stories, oldest first; who asks notes the part of the list that it shows."""
    return StoryPage.objects.filter(edition=edition).listed().order_by("listed_at", "pk")


def month_span(month: date) -> tuple[datetime, datetime]:
    """The first moment (UTC) of a month and of the next."""
    start = datetime(month.year, month.month, 1, tzinfo=UTC)
    return start, (start + timedelta(days=32)).replace(day=1)


def _pages_of(model: type) -> Any:
    def rows(edition: Edition) -> QuerySet:
        model.objects.note_lists([edition])
        return model.objects.filter(edition=edition).listed().order_by("pk")

    return rows


def _authors(edition: Edition) -> QuerySet[Author]:
    depends_on(list_key("edition", edition.pk, "authors"))
    bylines = Byline.objects.filter(author=OuterRef("pk"), listed_at__isnull=False)
    return Author.objects.filter(Exists(bylines), edition=edition).order_by("pk")


def _keywords(edition: Edition) -> QuerySet[Keyword]:
    depends_on(list_key("edition", edition.pk, "keywords"))
    uses = StoryKeyword.objects.filter(keyword=OuterRef("pk"), listed_at__isnull=False)
    return Keyword.objects.filter(Exists(uses), edition=edition).order_by("pk")


NUMBERED = {
    "dossiers": _pages_of(DossierPage),
    "albums": _pages_of(AlbumPage),
    "videos": _pages_of(VideoPage),
    "maps": _pages_of(FieldMapPage),
    "authors": _authors,
    "keywords": _keywords,
}
