"""Pages as a desk names them: one query for a whole list, by columns, whatever their kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

from warraq.stories.models import StoryPage

from ..explorer import sees_all_pages

COLUMNS = (
    *("pk", "draft_title", "live", "locked", "latest_revision_created_at", "content_type", "locale__edition"),
    *("storypage__section", "storypage__section__title", "storypage__form"),
)


@dataclass(frozen=True)
class Named:
    """A page of the newsroom. `section` and `form` only of stories; `kind` is what the others are."""

    pk: int
    title: str
    live: bool
    locked: bool
    edited_at: datetime | None
    kind: str
    edition: int | None
    section: int | None = None
    section_title: str = ""
    form: str = ""

    @property
    def key(self) -> str:
        return f"page-{self.pk}"

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])


def named(pages: QuerySet) -> list[Named]:
    """In the order of the query."""
    return [_named(*row) for row in pages.values_list(*COLUMNS)]


def named_by_number(numbers: Iterable[int]) -> dict[int, Named]:
    return {page.pk: page for page in named(Page.objects.filter(pk__in=list(numbers)).order_by())}


def within(rows: QuerySet, number: str, desk: Any, whoever: bool = False) -> QuerySet:
    """Narrow rows, each about the page whose number is at `number`, to pages of a desk's part that its owner sees.

    In the query: the first rows of a long list may all be somebody else's. `whoever`: of its part alone.
    """
    user, scope = desk.user, desk.scope
    sees_all = whoever or sees_all_pages(user)
    if sees_all and not scope.value:
        return rows
    # Page by page, by its number: what may be seen is most of the archive, and the rows are few.
    pages = Page.objects.all() if sees_all else page_permission_policy.explorable_instances(user)
    pages = pages.filter(pk=OuterRef(number)).order_by()
    return rows.filter(Exists(scope.of_pages(pages)))


def of_pages(revisions: QuerySet) -> QuerySet:
    """With the number of the page of each as a number, which Wagtail keeps as text."""
    return revisions.annotate(page_number=Cast("object_id", BigIntegerField()))


def _named(
    pk: int, title: str, live: bool, locked: bool, edited_at: Any, kind: int, edition: Any, *story: Any
) -> Named:
    section, section_title, form = story
    if section:
        label = str(dict(StoryPage.Form.choices).get(form, ""))
    else:
        # Kept by Django for the life of the process: no query.
        model = ContentType.objects.get_for_id(kind).model_class()
        label = str(model._meta.verbose_name) if model else ""
    return Named(pk, title, live, locked, edited_at, label, edition, section, section_title or "", form or "")


def in_review(numbers: Iterable[int]) -> dict[int, str]:
    """The step at which each of these pages is, if it is in a workflow; one query."""
    states = WorkflowState.objects.active().filter(object_id__in=[str(pk) for pk in numbers])
    return {int(pk): name or "" for pk, name in states.values_list("object_id", "current_task_state__task__name")}
