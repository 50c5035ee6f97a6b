"""The desk of an editor with much to do, and Wagtail's own first page beside it with the same work."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView
from wagtail.models import Page, PageLogEntry, Revision, Task, TaskState, Workflow, WorkflowState

from warraq.newsroom.desk.models import PlannedStory
from warraq.stories.models import StoryPage

OWNED, DRAFTS, LINES, SCHEDULED, WAITING, SAVED = 5_000, 400, 60, 60, 60, 2_000
PEER = "newsroom/wagtails-first-page/"


def addresses() -> dict[str, str]:
    """By what an editor calls them."""
    return {
        "desk, busy": reverse("wagtailadmin_home"),
        "desk, is there anything new": reverse("desk:version"),
        "desk, today's list anew": reverse("desk:panel", args=["today"]),
        "Wagtail's first page, as busy": f"/{PEER}",
    }


def visit(address: str, editor: Callable[[], Client], expect: Callable[[Any], None]) -> Callable[[], Callable[[], Any]]:
    """Make ready an editor with much to do; what is timed is the page's answer."""

    def make_ready() -> Callable[[], Any]:
        client = editor()
        make_busy(int(client.session["_auth_user_id"]))
        urls = _urls_with_peer()

        def look() -> None:
            with override_settings(ROOT_URLCONF=urls):
                expect(client.get(address))

        return look

    return make_ready


@cache
def _urls_with_peer() -> ModuleType:
    """The site's addresses and one more, at which Wagtail's own first page stands."""
    site = import_module(settings.ROOT_URLCONF)
    urls = ModuleType("urls_with_peer")
    urls.urlpatterns = [path(PEER, require_admin_access(HomeView.as_view())), *site.urlpatterns]
    return urls


def make_busy(editor: int) -> None:
    """Thousands of own stories, hundreds of drafts, a full list, a full schedule, many steps that wait."""
    numbers = list(StoryPage.objects.order_by("-pk").values_list("pk", flat=True)[:OWNED])
    now = timezone.now()
    for start in range(0, len(numbers), 500):
        Page.objects.filter(pk__in=numbers[start : start + 500]).update(owner=editor)
    Page.objects.filter(pk__in=numbers[:DRAFTS]).update(has_unpublished_changes=True, latest_revision_created_at=now)
    story = StoryPage.objects.select_related("section").get(pk=numbers[0])
    PlannedStory.objects.bulk_create(
        PlannedStory(
            title=f"{story.title} {place}",
            edition_id=story.edition_id,
            section=story.section,
            owner_id=editor,
            due_at=now + timedelta(minutes=place),
            story_id=numbers[place] if place % 2 else None,
        )
        for place in range(min(LINES, len(numbers)))
    )
    _schedule(numbers[:SCHEDULED], editor)
    _hand_in(numbers[:WAITING], editor)
    PageLogEntry.objects.bulk_create(_edits(numbers[:SAVED], editor), batch_size=500)


def _revisions(numbers: list[int], editor: int, **fields: Any) -> list[Revision]:
    of_stories, of_pages = (ContentType.objects.get_for_model(model) for model in (StoryPage, Page))
    common = {"content_type": of_stories, "base_content_type": of_pages, "user_id": editor, "content": {}}
    now = timezone.now()
    return [Revision(object_id=str(pk), object_str=str(pk), created_at=now, **common, **fields) for pk in numbers]


def _schedule(numbers: list[int], editor: int) -> None:
    Revision.objects.bulk_create(
        _revisions(numbers, editor, approved_go_live_at=timezone.now() + timedelta(hours=6)), batch_size=100
    )


def _hand_in(numbers: list[int], editor: int) -> None:
    """All at the first step of the site's first workflow."""
    workflow, task = Workflow.objects.first(), Task.objects.filter(active=True).first()
    if workflow is None or task is None:
        return
    revisions = Revision.objects.bulk_create(_revisions(numbers, editor), batch_size=100)
    for revision in revisions:
        state = WorkflowState.objects.create(
            workflow=workflow,
            content_type=revision.content_type,
            base_content_type=revision.base_content_type,
            object_id=revision.object_id,
            requested_by_id=editor,
        )
        step = TaskState.objects.create(workflow_state=state, revision=revision, task=task)
        WorkflowState.objects.filter(pk=state.pk).update(current_task_state=step)
        Page.objects.filter(pk=int(revision.object_id)).update(latest_revision=revision)


def _edits(numbers: list[int], editor: int) -> list[PageLogEntry]:
    of_stories, now = ContentType.objects.get_for_model(StoryPage), timezone.now()
    return [
        PageLogEntry(
            page_id=pk, content_type=of_stories, label=str(pk), action="wagtail.edit", timestamp=now, user_id=editor
        )
        for pk in numbers
    ]
