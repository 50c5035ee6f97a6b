"""Keywords and authors: offered while a reader types, where at least one story of theirs can be read.

All are in the index: whether one has a story to show is asked when it would be offered.
"""

from collections.abc import Sequence

from django.db.models import Exists, Model, OuterRef, QuerySet

from warraq.people.models import Author
from warraq.stories.models import Byline, Keyword, StoryKeyword

from . import kinds
from .kinds import Content, Kind


class Named(Kind):
    """What both are: `model` with a name and an address, joined with stories by `rows`."""

    is_page = False
    model: type[Model]
    rows: type[Model]

    def numbers(self, after: int, count: int) -> list[int]:
        return list(self.model.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return set(self._with_stories(pks).values_list("pk", flat=True))

    def read(self, pks: Sequence[int]) -> list[Content]:
        return self._contents(self.model.objects.filter(pk__in=pks))

    def briefly(self, pks: Sequence[int]) -> list[Content]:
        return self._contents(self._with_stories(pks))

    def count(self) -> int:
        return self.model.objects.count()

    def _with_stories(self, pks: Sequence[int]) -> QuerySet:
        stories = self.rows.objects.filter(**{self.name: OuterRef("pk")}, listed_at__isnull=False)
        return self.model.objects.filter(Exists(stories), pk__in=pks).order_by()

    def _contents(self, owners: QuerySet) -> list[Content]:
        chosen = owners.select_related("edition")
        return [Content(self.name, row.pk, row.edition.code, row.name, url=row.url) for row in chosen]


class Keywords(Named):
    name = "keyword"
    model, rows = Keyword, StoryKeyword


class Authors(Named):
    name = "author"
    model, rows = Author, Byline


def register() -> None:
    kinds.register(Keywords())
    kinds.register(Authors())
