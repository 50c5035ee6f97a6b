"""Wagtail's database search with analysed words on both sides, on SQLite and PostgreSQL alike."""

from copy import copy
from typing import Any

from modelsearch.backends import database
from modelsearch.index import RelatedFields

from . import large
from .words import analysed, asked, begun, held


class Analysed:
    """A record as an index reads it: the same fields, whose texts come out analysed."""

    def __init__(self, record: Any) -> None:
        self._record = record

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)

    def get_search_fields(self) -> list[Any]:
        return [_analysed_field(field) for field in self._record.get_search_fields()]


def _analysed_field(field: Any) -> Any:
    """A copy of a search field; it keeps its class and name, by which an index sorts what it holds."""
    ours = copy(field)
    if isinstance(field, RelatedFields):
        ours.fields = [_analysed_field(inner) for inner in field.fields]
        ours.get_value = lambda record: field.get_value(_plain(record))
    else:
        ours.get_value = lambda record: held(field.get_value(_plain(record)))
    return ours


def _plain(record: Any) -> Any:
    return record._record if isinstance(record, Analysed) else record


class AnalysedIndex:
    """Mixin for an index class."""

    def add_items(self, model: type, objs: Any) -> None:
        super().add_items(model, [Analysed(record) for record in objs])


class AnalysedBackend:
    """Mixin for a backend class."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(analysed(query, asked), *args, **kwargs)

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(analysed(query, begun), *args, **kwargs)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name Wagtail looks for
    """The backend of the present database; what it holds is analysed already, so no dictionary of its own."""
    made_for = type(database.SearchBackend(params))
    index = type("Index", (AnalysedIndex, large.index_class(made_for)), {})
    classes = {"index_class": index, **large.compiler_classes(made_for)}
    backend = type("Backend", (AnalysedBackend, made_for), classes)
    return backend({"SEARCH_CONFIG": "simple"} | params)
