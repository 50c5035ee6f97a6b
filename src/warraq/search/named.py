"""Keywords and authors: offered while a reader types, where at least one story of theirs can be read."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from warraq.editions.models import prefix_of
from warraq.people.models import Author
from warraq.stories.models import Byline, Keyword, StoryKeyword

from . import kinds
from .kinds import Content, Kind


class Keywords(Kind):
    """All keywords are in the index: whether one has a story to show is asked when it would be offered."""

    name = "keyword"
    is_page = False

    def numbers(self, after: int, count: int) -> list[int]:
        return list(Keyword.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return _with_stories(Keyword.objects.filter(pk__in=pks), StoryKeyword, "keyword")

    def count(self) -> int:
        return Keyword.objects.count()

    def read(self, pks: Sequence[int]) -> list[Content]:
        rows = Keyword.objects.filter(pk__in=pks).select_related("edition")
        return [Content("keyword", row.pk, row.edition.code, row.name, url=row.url) for row in rows]


class Authors(Kind):
    name = "author"
    is_page = False

    def numbers(self, after: int, count: int) -> list[int]:
        return list(Author.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:count])

    def listed(self, pks: Sequence[int]) -> set[int]:
        return _with_stories(Author.objects.filter(pk__in=pks), Byline, "author")

    def count(self) -> int:
        return Author.objects.count()

    def read(self, pks: Sequence[int]) -> list[Content]:
        rows = Author.objects.filter(pk__in=pks).values_list("pk", "name", "slug", "edition_id", "edition__code")
        return [
            Content("author", pk, code, name, url=f"{prefix_of(edition)}/authors/{slug}/")
            for pk, name, slug, edition, code in rows
        ]


def _with_stories(owners: QuerySet, rows: type, name: str) -> set[int]:
    stories = rows.objects.filter(**{name: OuterRef("pk")}, listed_at__isnull=False)
    return set(owners.filter(Exists(stories)).order_by().values_list("pk", flat=True))


def register() -> None:
    kinds.register(Keywords())
    kinds.register(Authors())
