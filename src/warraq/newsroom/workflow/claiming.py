"""“I have it”: taking a step, leaving it, saying when it is due. Each is written into the page's history."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from .models import Step

# With `step` and `actor`.
claimed = Signal()
CLAIMED, RELEASED, DUE = "warraq.step.claimed", "warraq.step.released", "warraq.step.due"


class Taken(Exception):
    """Somebody else has the step, or it is over; `step` as it now stands."""

    def __init__(self, step: Step) -> None:
        super().__init__(str(step))
        self.step = step


def may_take(step: Step, user: Any) -> bool:
    """Whoever may decide about it may take it."""
    page = step.page.specific
    return step.is_open and bool(step.state.task.specific.get_actions(page, user))


def may_set_due(step: Step, user: Any) -> bool:
    return may_take(step, user)


@transaction.atomic
def claim(step: Step, user: Any) -> Step:
    """Take it; raises Taken where somebody else was quicker."""
    free = Step.objects.open().filter(pk=step.pk, claimed_by=None)
    # One statement decides between two who press at once.
    if not Step.objects.filter(pk__in=free.values("pk"), claimed_by=None).update(
        claimed_by=user, claimed_at=timezone.now()
    ):
        now = _again(step)
        if now.claimed_by_id == user.pk and now.is_open:
            return now
        raise Taken(now)
    step = _noted(step, user, CLAIMED)
    claimed.send(Step, step=step, actor=user)
    return step


@transaction.atomic
def release(step: Step, user: Any) -> Step:
    """Leave it to the others, one's own or, for whoever may decide, a colleague's."""
    held_by = step.claimed_by
    if not Step.objects.filter(pk=step.pk, claimed_by__isnull=False).update(claimed_by=None, claimed_at=None):
        return _again(step)
    return _noted(step, user, RELEASED, held_by=held_by.get_username() if held_by else "")


@transaction.atomic
def set_due(step: Step, user: Any, due_at: datetime | None) -> Step:
    Step.objects.filter(pk=step.pk).update(due_at=due_at, told_late_at=None)
    return _noted(step, user, DUE, due=due_at.isoformat() if due_at else "")


def _again(step: Step) -> Step:
    return Step.objects.with_story().get(pk=step.pk)


def _noted(step: Step, user: Any, action: str, **data: Any) -> Step:
    step = _again(step)
    log(instance=step.page.specific, action=action, user=user, data={"task": step.task_name, **data})
    return step
