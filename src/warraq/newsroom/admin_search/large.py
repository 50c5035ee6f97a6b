"""Wagtail's database search, made for a large archive.

The package weighs titles by the average length of all of them, which it asks of every row after every page saved, and
then looks through all rows for those without a weight: many seconds at a million stories, for each publication. On
SQLite it asks the whole index again for the score of each page found: the square of their number.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Avg, F, Model, QuerySet
from django.db.models.functions import Length
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_content_type_pk

SAMPLE = 200
# More pages than that are shown by age, the newest first; an editor who finds so many has to add a word anyhow.
FEW = 200


class WeighingAlone:
    """Weighs a title by the average of the newest rows, and only those of what was saved."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        super().add_items(model, objs)
        rows = self.entries.filter(
            content_type_id=get_content_type_pk(model), object_id__in=[str(item.pk) for item in objs]
        )
        measured = self.entries.annotate(length=Length("title")).filter(length__gt=0)
        usual = measured.order_by("-pk")[:SAMPLE].aggregate(usual=Avg("length"))["usual"]
        rows.annotate(length=Length("title")).filter(length__gt=0).update(title_norm=usual / F("length"))

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)


class NewestOfMany:
    """Orders by relevance what is few."""

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> QuerySet:
        if self.order_by_relevance and score_field is None and self._finds_many(config):
            self.order_by_relevance = False
            self.queryset = self.queryset.order_by("-pk")
        return super().search(config, start, stop, score_field=score_field)

    def _finds_many(self, config: Any) -> bool:
        from modelsearch.backends.database.sqlite import query, sqlite  # of no other database

        asked = query.normalize(self.query)
        if isinstance(asked, MatchAll | Not):
            return False
        match = query.MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(asked, config))
        found = sqlite.SQLiteFTSIndexEntry.objects.filter(match).values_list("pk")
        return len(found[: FEW + 1]) > FEW


def index_class(backend: type) -> type:
    """The index of a backend, for a large archive."""
    usual = backend.index_class
    return type("Index", (WeighingAlone, usual), {}) if hasattr(usual, "_refresh_title_norms") else usual


def compiler_classes(backend: type) -> dict[str, type]:
    """The compilers of a backend, for a large archive, by the names it knows them by."""
    if backend.__name__ != "SQLiteSearchBackend":
        return {}
    names = ("query_compiler_class", "autocomplete_query_compiler_class")
    return {name: type("Compiler", (NewestOfMany, getattr(backend, name)), {}) for name in names}
