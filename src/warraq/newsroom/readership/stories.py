"""What a list of reads says of its stories: looked up by number, in one query for the whole list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from warraq.dossiers.models import Filing
from warraq.readership.figures import Count
from warraq.stories.models import StoryPage

AT_ONCE = 500
COLUMNS = ("pk", "title", "section", "section__title", "published_at", "last_published_at", "corrected_on")


@dataclass(frozen=True, slots=True)
class Named:
    """A story as a list names it; `section` is None where the story has been deleted."""

    pk: int
    title: str = ""
    section: int | None = None
    section_title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    corrected_on: date | None = None
    has_dossier: bool = False

    def __str__(self) -> str:
        return self.title if self.exists else gettext("Deleted story, number %(number)s") % {"number": self.pk}

    @property
    def exists(self) -> bool:
        return self.section is not None

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk]) if self.exists else ""

    @property
    def reads_url(self) -> str:
        return reverse("reads:story", args=[self.pk]) if self.exists else ""


def named(numbers: Iterable[int]) -> dict[int, Named]:
    """Every number with what is known of its story."""
    numbers = list(numbers)
    filed = Exists(Filing.objects.filter(story=OuterRef("pk")))
    rows = StoryPage.objects.filter(page_ptr__in=numbers).order_by().values_list(*COLUMNS, filed)
    found = {row[0]: Named(*row) for row in rows}
    return {number: found.get(number) or Named(number) for number in numbers}


def each_named(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Named, Count]]:
    """Rows of `story`, `reads`, `ends` with their stories, some hundred at once, however many there are."""
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        stories = named(row["story"] for row in some)
        for row in some:
            yield stories[row["story"]], Count(row["reads"], row["ends"])
