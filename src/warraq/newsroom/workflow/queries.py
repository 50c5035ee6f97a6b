"""What waits for whom. A desk's page, the lists and the notices ask here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from wagtail.models import TaskState

from .models import Step, StepQuerySet


def waiting_for(user: Any) -> StepQuerySet:
    """The open steps this person may decide about, the earliest due first, then the longest waiting.

    Each row has its page, task, submitter and who has it; those others have are among them (`claimed_by`).
    """
    states = TaskState.objects.reviewable_by(user)
    steps = Step.objects.open().filter(state__in=states.values("pk")).with_story()
    return steps.order_by(F("due_at").asc(nulls_last=True), "state__started_at", "pk")


def submitted_by(user: Any) -> StepQuerySet:
    """The open steps of what this person has submitted: where it is and who has it."""
    steps = Step.objects.open().filter(state__workflow_state__requested_by=user).with_story()
    return steps.order_by(F("due_at").asc(nulls_last=True), "pk")


def claimed_by(user: Any) -> StepQuerySet:
    return Step.objects.claimed_by(user).with_story().order_by(F("due_at").asc(nulls_last=True), "pk")


def late_steps(now: datetime | None = None) -> StepQuerySet:
    return Step.objects.late(now).with_story().order_by("due_at")


def steps_of(pages: Iterable[int]) -> dict[int, Step]:
    """The open step of each of these pages, by the page's number; one query."""
    return {step.page_id: step for step in Step.objects.open().filter(page__in=list(pages)).with_story()}


def step_of(page: Any) -> Step | None:
    return steps_of([page.pk]).get(page.pk) if page.pk else None


def takers_of(step: Step) -> list[Any]:
    """Who may decide about this step now: by role, reach and the rule about one's own story."""
    task, page = step.state.task.specific, step.page.specific
    if not hasattr(task, "groups"):
        return []
    members = get_user_model().objects.filter(is_active=True, groups__in=task.groups.all()).distinct()
    return [user for user in members if task.get_actions(page, user)]
