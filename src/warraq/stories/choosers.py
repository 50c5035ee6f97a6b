"""Choosers of pictures and pages in a body: what one body names is loaded by one prepared query for each kind."""

from copy import copy
from functools import lru_cache
from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .prepared import Given, Prepared


class LoadedAtOnce:
    """Mixin for Wagtail's chooser blocks."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """The records in the order of their numbers, None for what is gone; each its own instance."""
        found = _load(self.model_class, values)
        records, seen = [], set()
        for value in values:
            record = found.get(value)
            records.append(copy(record) if value in seen else record)
            seen.add(value)
        return records


class PictureChooser(LoadedAtOnce, ImageChooserBlock):
    pass


class PageChooser(LoadedAtOnce, PageChooserBlock):
    pass


def _load(model: type, values: list[int | None]) -> dict[int | None, Any]:
    wanted = sorted({value for value in values if value is not None})
    if not wanted:
        return {}
    given = {f"n{number}": pk for number, pk in enumerate(wanted)}
    return {record.pk: record for record in _numbered(model, len(wanted)).objects(**given)}


@lru_cache(maxsize=64)
def _numbered(model: type, count: int) -> Prepared:
    numbers = [Given(f"n{number}") for number in range(count)]
    return Prepared(lambda: model._default_manager.filter(**{f"{_number_of(model)}__in": numbers}).order_by())


def _number_of(model: type) -> str:
    # Django takes expressions in a list of numbers, not in a list of related records, as a page's key is.
    return "page_ptr__id" if model._meta.pk.is_relation else "pk"
