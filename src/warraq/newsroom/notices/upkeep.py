"""The worker's part: steps that have become late are told of once, dossiers to review once a week; old notices go."""

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..dossiers.nagging import tell_of_reviews
from ..workflow.models import Step
from ..workflow.queries import takers_of
from .making import tell
from .models import Kind, Notice

EACH = 30.0  # seconds
HOURLY = 3_600.0
KEPT = timedelta(days=90)


def tell_of_late() -> int:
    """Tell whoever has the step, or all who may take it; how many steps became late."""
    late = list(Step.objects.late().filter(told_late_at=None).values_list("pk", flat=True))
    return sum(_tell(pk) for pk in late)


@transaction.atomic
def _tell(pk: int) -> bool:
    # One statement decides between two workers.
    if not Step.objects.filter(pk=pk, told_late_at=None).update(told_late_at=timezone.now()):
        return False
    step = Step.objects.with_story().get(pk=pk)
    receivers = [step.claimed_by] if step.claimed_by else takers_of(step)
    tell(receivers, Kind.LATE, step.page, step=step.task_name, due_at=step.due_at)
    return True


def forget_old() -> int:
    return Notice.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


class NoticesUpkeep:
    def __init__(self) -> None:
        self._look_at = self._forget_at = 0.0

    def round(self) -> None:
        now = time.monotonic()
        if now >= self._look_at:
            self._look_at = now + EACH
            tell_of_late()
        if now >= self._forget_at:
            self._forget_at = now + HOURLY
            forget_old()
            tell_of_reviews()
