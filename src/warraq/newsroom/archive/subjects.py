"""What the archive consists of: pages with their child rows, and records such as authors and pictures."""

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from warraq.changes.pages import LoggedPage
from warraq.changes.records import LoggedRecord
from warraq.editions.models import Edition
from warraq.stories.text import Pen, rewrite, text_fields

# Spellings that editors keep side by side on purpose.
AS_WRITTEN = {"search.spellings"}


@cache
def subjects() -> tuple[type[models.Model], ...]:
    """Every kind of page and record that holds words, in the order in which they are examined."""
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, LoggedPage | LoggedRecord)
        and model._meta.label_lower not in AS_WRITTEN
        and text_fields(model)
    ]
    return tuple(sorted(found, key=lambda model: (not issubclass(model, Page), model._meta.label_lower)))


def subject(label: str) -> type[models.Model]:
    return apps.get_model(label)


@cache
def child_relations(model: type[models.Model]) -> tuple[Any, ...]:
    """The page's rows of its own that hold words, such as corrections and events of a timeline."""
    if not issubclass(model, Page):
        return ()
    relations = get_all_child_relations(model)
    return tuple(
        relation
        for relation in relations
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME and text_fields(relation.related_model)
    )


def edition_codes() -> dict[int, str]:
    return dict(Edition.objects.values_list("pk", "code"))


def language_of(record: models.Model, codes: dict[int, str]) -> str:
    """The language a record is written in: its edition's, or the site's where it has none."""
    if isinstance(record, Edition):
        return record.code
    return codes.get(getattr(record, "edition_id", None), settings.LANGUAGE_CODE)


def rewrite_whole(record: models.Model, pen: Pen) -> list[tuple[models.Field, str, str]]:
    """Go over a record's words and those of its child rows, in place; what changed."""
    found = rewrite(record, pen)
    for relation in child_relations(type(record)):
        name = relation.get_accessor_name()
        rows = list(getattr(record, name).all())
        if changed := [change for row in rows for change in rewrite(row, pen)]:
            # The page's own copies from here on: they go into its next revision.
            setattr(record, name, rows)
            found += changed
    return found


def title_of(record: models.Model) -> str:
    return (str(record) or record._meta.label_lower)[:255]


def edit_url(label: str, pk: int) -> str:
    """Where an editor opens the record."""
    model = subject(label)
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    if label == "media.image":
        return reverse("wagtailimages:edit", args=[pk])
    if label == "media.document":
        return reverse("wagtaildocs:edit", args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[pk])
