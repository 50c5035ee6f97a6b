"""Long work on the archive in slices, between which other queued tasks have their turn."""

import time

from django_tasks import task

from warraq.newsroom.queues import EDITORS_WAIT

from . import batches, examining
from .models import Examination, Repair

SLICE = 20.0  # seconds


@task(priority=EDITORS_WAIT)
def examine(examination_id: int) -> None:
    examination = Examination.objects.filter(pk=examination_id, finished_at=None).first()
    if examination and not examining.go_on(examination, until=time.monotonic() + SLICE):
        examine.enqueue(examination_id)


@task(priority=EDITORS_WAIT)
def work_on(repair_id: int) -> None:
    repair = Repair.objects.select_related("examination", "by").filter(pk=repair_id).first()
    if repair and not batches.go_on(repair, until=time.monotonic() + SLICE):
        work_on.enqueue(repair_id)
