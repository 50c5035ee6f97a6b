"""What Wagtail derives from a saved page, for many pages at once: search rows and the index of references."""

from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.backends import get_search_backend
from modelsearch.backends.database.fallback import DatabaseSearchBackend as WithoutIndex
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from warraq.newsroom.admin_search.backend import Analysed
from warraq.people.models import Author
from warraq.stories.models import Keyword, StoryPage

from .rows import insert_values

_TEXTS = ("title", "autocomplete", "body", "title_text", "body_text")


def index_stories(pages: list[StoryPage]) -> None:
    """Insert the newsroom's search rows.

    The backend's own `add_items` weighs titles against the whole table after every batch, which grows with
    the square of the number of stories; here they are weighed within their batch.
    """
    backend = get_search_backend()
    if not pages or isinstance(backend, WithoutIndex):
        return
    lengths = [len(page.title) or 1 for page in pages]
    usual = sum(lengths) / len(lengths)
    kind = ContentType.objects.get_for_model(StoryPage)
    columns = [name for name in _TEXTS if name in {field.name for field in IndexEntry._meta.fields}]
    IndexEntry.objects.bulk_create(
        IndexEntry(
            content_type=kind,
            object_id=str(page.pk),
            title_norm=usual / length,
            **_texts(_indexer_class()(Analysed(page), backend), columns),
        )
        for page, length in zip(pages, lengths, strict=True)
    )


def _texts(indexer: Any, columns: list[str]) -> dict[str, Any]:
    return {name: getattr(indexer, name) for name in columns}


@cache
def _indexer_class() -> type:
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres.postgres import ObjectIndexer
    else:
        from modelsearch.backends.database.sqlite.sqlite import ObjectIndexer

    class ReadingOnce(ObjectIndexer):
        """Reads each field once; the package's own class reads the body again for every column."""

        def prepare_field(self, obj: Any, field: Any) -> list[Any]:
            known = self.__dict__.setdefault("known_values", {})
            if field not in known:
                known[field] = list(super().prepare_field(obj, field))
            return known[field]

    return ReadingOnce


class Link(NamedTuple):
    """A row that joins a story with an author or a keyword."""

    pk: int
    story: int
    target: int


def note_references(pages: list[StoryPage], bylines: list[Link], keywords: list[Link]) -> None:
    """Note what the stories point at: foreign keys, authors, keywords. Imported bodies choose nothing."""
    rows = [
        (page.pk, kind, pk, name, name)
        for name, attname, kind in _followed_fields()
        for page in pages
        if (pk := getattr(page, attname)) is not None
    ]
    for relation, name, model, links in (
        ("bylines", "author", Author, bylines),
        ("story_keywords", "keyword", Keyword, keywords),
    ):
        kind, path = _base_kind(model), f"{relation}.item.{name}"
        rows += [(link.story, kind, link.target, path, f"{relation}.{link.pk}.{name}") for link in links]
    kinds = ContentType.objects.get_for_model(StoryPage).pk, _base_kind(Page)
    insert_values(ReferenceIndex, _REFERENCE, [_reference(*kinds, *row) for row in rows])


_REFERENCE = (
    "content_type base_content_type object_id to_content_type to_object_id model_path content_path content_path_hash"
).split()


def _reference(
    kind: int, base_kind: int, story: int, to_kind: int, to_pk: int, model_path: str, content_path: str
) -> tuple[Any, ...]:
    return kind, base_kind, str(story), to_kind, str(to_pk), model_path, content_path, _hash_of(content_path)


@lru_cache(maxsize=64)
def _hash_of(content_path: str) -> UUID:
    return ReferenceIndex._get_content_path_hash(content_path)


def _base_kind(model: type) -> int:
    return ReferenceIndex._get_base_content_type(model).pk


def _followed_fields() -> list[tuple[str, str, int]]:
    """(name, column, kind of what it points at) of the foreign keys that the index follows."""
    return [
        (field.name, field.attname, _base_kind(field.related_model))
        for field in StoryPage._meta.concrete_fields
        if field.many_to_one and not (_is_ignored(field) or _is_ignored(field.related_model))
    ]


def _is_ignored(thing: Any) -> bool:
    return getattr(thing, "wagtail_reference_index_ignore", False)
