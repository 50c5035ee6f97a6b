"""A step of a workflow as the newsroom sees it: due at a time, in somebody's hands."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, Workflow

from .approving import Approval


class ReviewTask(Approval, AbstractGroupApprovalTask):
    """Approval by one of some roles, due after some hours; where it says so, never by the one who submitted."""

    hours = models.PositiveSmallIntegerField(
        _("due after so many hours"), null=True, blank=True, help_text=_("Empty: no due time.")
    )
    others_only = models.BooleanField(
        _("somebody else approves"),
        default=False,
        help_text=_("Nobody approves what they wrote or submitted themselves, and nothing goes live without approval."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "hours", "others_only"]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    @classmethod
    def get_description(cls) -> Any:
        return _("One of the chosen roles approves, within a time, and if you like never their own story")


class StepQuerySet(models.QuerySet):
    def open(self) -> "StepQuerySet":
        """Those somebody is still to decide about."""
        return self.filter(state__status=TaskState.STATUS_IN_PROGRESS)

    def late(self, now: datetime | None = None) -> "StepQuerySet":
        return self.open().filter(due_at__lt=now or timezone.now())

    def claimed_by(self, user: Any) -> "StepQuerySet":
        return self.open().filter(claimed_by=user)

    def with_story(self) -> "StepQuerySet":
        """All that a row of a list prints, in one query."""
        return self.select_related(
            "page",
            "claimed_by",
            "state__task",
            "state__workflow_state__requested_by",
            "state__workflow_state__workflow",
        )


class Step(models.Model):
    """Beside Wagtail's state of a step, of whatever task type: who has it and until when."""

    state = models.OneToOneField(TaskState, models.CASCADE, related_name="step", verbose_name=_("state"))
    page = models.ForeignKey(Page, models.CASCADE, related_name="steps", verbose_name=_("page"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True, db_index=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claimed_steps",
        verbose_name=_("in the hands of"),
    )
    claimed_at = models.DateTimeField(_("taken"), null=True, blank=True)
    # When the lateness was told; a new due time is told of anew.
    told_late_at = models.DateTimeField(null=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.page}: {self.task_name}"

    @property
    def task_name(self) -> str:
        return self.state.task.name

    @property
    def is_open(self) -> bool:
        return self.state.status == TaskState.STATUS_IN_PROGRESS

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()

    @property
    def submitter(self) -> Any:
        return self.state.workflow_state.requested_by


class ReadyWorkflow(models.Model):
    """Which of Wagtail's workflows is which of the three ready ones, whatever they are called by now."""

    class Kind(models.TextChoices):
        ONE_DESK = "one-desk", _("One desk")
        TWO_PAIRS = "two-pairs-of-eyes", _("Two pairs of eyes")
        LEGAL = "legal-check", _("With legal check")

    kind = models.CharField(max_length=20, choices=Kind.choices, unique=True)
    workflow = models.OneToOneField(Workflow, models.CASCADE, related_name="ready")

    class Meta:
        verbose_name = _("ready workflow")
        verbose_name_plural = _("ready workflows")

    def __str__(self) -> str:
        return self.get_kind_display()
