"""A step of ours beside each of Wagtail's, made as the work reaches it."""

from datetime import timedelta
from typing import Any

from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted

from .models import Step

# With `step` and `actor`.
step_made = Signal()


def connect() -> None:
    task_submitted.connect(make_step, dispatch_uid="warraq.newsroom.workflow.step")


def make_step(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    if not isinstance(instance.workflow_state.content_object, Page):
        return
    hours = getattr(instance.task.specific, "hours", None)
    due = timezone.now() + timedelta(hours=hours) if hours else None
    number = int(instance.workflow_state.object_id)
    step, is_new = Step.objects.get_or_create(state_id=instance.pk, defaults={"page_id": number, "due_at": due})
    if is_new:
        step_made.send(Step, step=step, actor=user)
