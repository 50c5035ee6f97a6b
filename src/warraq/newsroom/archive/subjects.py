"""What the archive consists of: pages, records such as authors and pictures, and the rows of either.

The rule: whatever holds words that somebody wrote is read, in every model of every app, unless `LEFT_ALONE` names it
and says why. Columns that no form offers are derived from others and follow them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from warraq.editions.models import Edition
from warraq.stories.text import Pen, rewrite, text_fields

# Apps, models and columns whose texts are not the archive's, each with the reason.
LEFT_ALONE = {
    "account": "e-mail addresses of accounts",
    "accounts": "counts of attempts to sign in",
    "audit": "who did what, in the words of that moment: it cannot be changed",
    "auth": "rights, and roles that are found by their names",
    "changes": "keys of the change log",
    "contenttypes": "names of models",
    "defence": "what the defence of comments has seen and learned, and words listed as they are to be found",
    "demo": "what the demo remembers of itself",
    "django_tasks_database": "queued work",
    "importers": "numbers and sources of what was imported",
    "mfa": "keys, and names that people gave them",
    "newsroom": "the newsroom's own work, such as what this doctor has found and the words of before",
    "readership": "counts",
    "sharecards": "names of files",
    "sessions": "who is signed in",
    "usersessions": "who is signed in, from where",
    "wagtailadmin": "forms that have not been saved",
    "wagtailembeds": "what other sites say of their films",
    "wagtailredirects": "addresses",
    "wagtailsearch": "the newsroom's index, made of the texts themselves",
    "wagtailusers": "how somebody likes the newsroom to look",
    "comments.comment": "what readers write, in any language; its letters are cleaned as it comes in",
    "comments.decision": "history",
    "comments.ban": "names by which moderators know whom they have banned, and what they noted for each other",
    "comments.datarequest": "addresses that letters go to",
    "comments.rule": "choices",
    "people.user": "accounts: people write their own names as they do, in any language",
    "breaking.strip": "a few words that are gone within the day; cleaned as they come in",
    "stories.embargo": "what editors note for each other",
    "stories.formerkeyword": "the spelling under which a merged keyword is still asked for",
    "stories.pagesindex": "a drawer that the program makes; nobody reads its title",
    "front.arrangement": "numbers of pages, and titles of rails that are cleaned as they come in",
    "front.frontstep": "history",
    "front.savedfront": "names that editors find their saved fronts by",
    "media.fingerprint": "numbers by which pictures are told apart",
    "media.rendition": "sizes of pictures",
    "media.encoding": "how far the sizes of films are",
    "media.incoming": "names of files on their way in",
    "search.spellings.text": "spellings that editors keep side by side on purpose",
    "editions.edition.time_zone": "a name of the time zone database",
    "editions.edition.region": "a code",
    "media.videocaptions.language": "a code",
    "wagtailcore.comment.contentpath": "the place of a comment in its page",
    "wagtailcore.comment.position": "the place of a comment in its field",
    "wagtailcore.site.hostname": "an address",
    "wagtailcore.apitoken": "names of keys of programs",
    "wagtailcore.collectionviewrestriction": "passwords",
    "wagtailcore.pageviewrestriction": "passwords",
    "wagtailcore.groupapprovaltask": "steps of workflows, which are found by their names",
    "wagtailcore.task": "steps of workflows, which are found by their names",
    "wagtailcore.workflow": "workflows, which are found by their names",
    "wagtailcore.workflowstate": "numbers of pages in a workflow",
    "wagtailcore.taskstate": "what was said when a step was taken: history",
    "wagtailcore.locale": "codes of languages",
    "wagtailcore.modellogentry": "history",
    "wagtailcore.pagelogentry": "history",
    "wagtailcore.page": "read as the kind of page that each is",
    "wagtailcore.referenceindex": "where what is used",
    "wagtailcore.revision": "history; the newest draft of each page is read with it",
    "wagtaildocs": "not in use: documents are those of the media app",
    "wagtailimages": "not in use: pictures are those of the media app",
}
# No form offers it, and yet it follows nothing: the page it was copied from is gone.
COPIED = {"stories.removal.title"}


@cache
def subjects() -> tuple[type[models.Model], ...]:
    """Every kind of page and record that holds words itself or in rows of its own, in the order of examination."""
    found = [model for model in apps.get_models() if _is_read(model) and not _is_row(model)]
    return tuple(sorted(found, key=lambda model: (not issubclass(model, Page), model._meta.label_lower)))


def _is_left_alone(model: type[models.Model]) -> bool:
    return model._meta.app_label in LEFT_ALONE or model._meta.label_lower in LEFT_ALONE


def _is_read(model: type[models.Model]) -> bool:
    return not _is_left_alone(model) and bool(words_of_its_own(model) or child_relations(model))


@cache
def words_of_its_own(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The columns of a model that are read; none where the model or its app is left alone."""
    if _is_left_alone(model):
        return ()
    label = model._meta.label_lower
    copied = [field for field in model._meta.concrete_fields if f"{label}.{field.name}" in COPIED]
    return tuple(field for field in [*text_fields(model), *copied] if f"{label}.{field.name}" not in LEFT_ALONE)


def _is_row(model: type[models.Model]) -> bool:
    """Is it read with what it belongs to?"""
    owners = [field.related_model for field in model._meta.concrete_fields if isinstance(field, ParentalKey)]
    return any(relation.related_model is model for owner in owners for relation in child_relations(owner))


def subject(label: str) -> type[models.Model]:
    return apps.get_model(label)


@cache
def child_relations(model: type[models.Model]) -> tuple[Any, ...]:
    """The rows that belong to a page or record and hold words, such as corrections and captions of a film."""
    if _is_left_alone(model):
        return ()
    return tuple(
        relation
        for relation in get_all_child_relations(model)
        # Comments are talked of by themselves: they are no part of what a page says.
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME and words_of_its_own(relation.related_model)
    )


def own_rows(record: models.Model) -> list[models.Model]:
    """The rows that belong to it, as it holds them: those of a draft are the draft's."""
    relations = child_relations(type(record))
    return [row for relation in relations for row in getattr(record, relation.get_accessor_name()).all()]


@cache
def has_column(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def edition_codes() -> dict[int, str]:
    return dict(Edition.objects.values_list("pk", "code"))


def language_of(record: models.Model, codes: dict[int, str], whole: str = settings.LANGUAGE_CODE) -> str:
    """The language a record is written in: its own where it names one, that of its edition or page, or `whole`."""
    if isinstance(record, Edition):
        return record.code
    if has_column(type(record), "language"):
        return record.language
    if has_column(type(record), "page"):
        return record.page.locale.language_code
    return codes.get(getattr(record, "edition_id", None), whole)


def rewrite_whole(record: models.Model, pen: Pen, pen_of: Callable[[models.Model], Pen]) -> list[Any]:
    """Go over a record's words with one pen and its rows' with theirs, in place; what changed."""
    found = rewrite(record, pen, words_of_its_own(type(record)))
    for relation in child_relations(type(record)):
        name = relation.get_accessor_name()
        rows = list(getattr(record, name).all())
        if changed := [change for row in rows for change in rewrite(row, pen_of(row), words_of_its_own(type(row)))]:
            # The record's own copies from here on: they go into its next revision, or are saved with it.
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
    if label in _EDITED:
        return reverse(_EDITED[label], args=[pk])
    if label == "wagtailcore.comment":
        page = model._default_manager.filter(pk=pk).values_list("page_id", flat=True).first()
        return reverse("wagtailadmin_pages:edit", args=[page or 0])
    if label == "taggit.tag":
        return reverse("wagtailimages:index")
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[pk])


_EDITED = {
    "media.image": "wagtailimages:edit",
    "media.document": "wagtaildocs:edit",
    "wagtailcore.collection": "wagtailadmin_collections:edit",
    "wagtailcore.site": "wagtailsites:edit",
}
