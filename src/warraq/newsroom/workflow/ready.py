"""The three ready workflows: made when they are first chosen, put over the whole site, changeable at any time."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from ..roles import REVIEW, REVIEWERS, Role
from .models import ReadyWorkflow, ReviewTask

Kind = ReadyWorkflow.Kind


@dataclass(frozen=True)
class Stage:
    """A step of a ready workflow: its stored name, as Wagtail prints it, who takes it, and its usual hours."""

    name: str
    roles: tuple[Role, ...]
    hours: int
    others_only: bool = False


@dataclass(frozen=True)
class Plan:
    name: str
    explanation: Any
    stages: tuple[Stage, ...]


PLANS = {
    Kind.ONE_DESK: Plan(
        "تحرير المكتب",
        _("Whoever may publish publishes at once. Others hand in, and an editor sends it back or publishes it."),
        (Stage("استلام المكتب", REVIEWERS, 4),),
    ),
    Kind.TWO_PAIRS: Plan(
        "عين ثانية",
        _("Nothing goes live before somebody other than its author has approved it, whatever their role."),
        (Stage("مراجعة زميل", REVIEWERS, 4, others_only=True),),
    ),
    Kind.LEGAL: Plan(
        "مراجعة ثم تدقيق قانوني",
        _("An editor other than the author approves, then a legal reviewer. Only then it goes live."),
        (
            Stage("مراجعة التحرير", REVIEWERS, 4, others_only=True),
            Stage("التدقيق القانوني", (Role.LEGAL_REVIEWER,), 24, others_only=True),
        ),
    ),
}


def current() -> Workflow | None:
    """The workflow over the whole site."""
    row = WorkflowPage.objects.filter(page__depth=1).select_related("workflow").first()
    return row.workflow if row and row.workflow.active else None


def current_kind() -> Kind | None:
    """None where the site has a workflow of its own making, or none."""
    workflow = current()
    ready = ReadyWorkflow.objects.filter(workflow=workflow).first() if workflow else None
    return Kind(ready.kind) if ready else None


@transaction.atomic
def choose(kind: Kind, user: Any = None) -> Workflow:
    """Put a ready workflow over the whole site. Stories under way end as they began; a section's own workflow stays."""
    ready = ReadyWorkflow.objects.filter(kind=kind).select_related("workflow").first()
    workflow = ready.workflow if ready else _make(kind)
    if not workflow.active:
        workflow.active = True
        workflow.save(update_fields=["active"])
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    log(instance=workflow, action="wagtail.edit", user=user, data={"ready": kind.value})
    return workflow


def choose_first() -> None:
    """On a site that is being set up: what `warraq.toml` asks for, as long as nobody has chosen or used another."""
    wanted = settings.WARRAQ_WORKFLOW
    if not wanted or ReadyWorkflow.objects.exists() or WorkflowState.objects.exists():
        return
    workflow = current()
    if workflow and workflow.name == REVIEW:
        choose(Kind(wanted))


def _make(kind: Kind) -> Workflow:
    plan = PLANS[kind]
    workflow = Workflow.objects.create(name=plan.name, active=True)
    for number, stage in enumerate(plan.stages):
        task = ReviewTask.objects.create(name=stage.name, hours=stage.hours, others_only=stage.others_only)
        # A site may have renamed a role's group: then the step has the others, or waits for groups to be chosen.
        task.groups.set(Group.objects.filter(name__in=[role.value for role in stage.roles]))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    ReadyWorkflow.objects.create(kind=kind, workflow=workflow)
    return workflow
