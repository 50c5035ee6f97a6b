"""Whether the files of pictures are still there: looked at when sizes are made and, one after the other, every day.

A picture whose file is gone stays on pages as long as sizes of it are left; then no page shows it. Sizes that are gone
are made anew. The newsroom has a report of both.
"""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from . import faults, likeness, renditions, rights, tasks

EVERY = timedelta(days=1)
AT_A_TIME = 20


def round(now: datetime | None = None) -> int:
    """Look at the pictures that have not been looked at for longest; how many there were."""
    now = now or timezone.now()
    images = apps.get_model("media", "Image").objects
    due = list(images.filter(checked_at__lt=now - EVERY).order_by("checked_at")[:AT_A_TIME])
    for image in due:
        inspect(image)
    if due:
        images.filter(pk__in=[image.pk for image in due]).update(checked_at=now)
    return len(due)


def inspect(image: Any) -> None:
    """Look for a picture's files, write down what is wrong, and queue what can be mended."""
    if not faults.place_is_there(image):
        return
    is_there = image.file.storage.exists(image.file.name)
    _forget_lost_sizes(image)
    if not is_there:
        faults.note(image, faults.MISSING)
    elif image.fault == faults.MISSING:
        faults.note(image, "")
    if is_there and rights.may_be_shown(image.rights_end) and _lacks_something(image):
        tasks.make_sizes.enqueue(image.pk)


def _forget_lost_sizes(image: Any) -> None:
    storage = image.file.storage
    lost = [row.pk for row in image.renditions.all() if not storage.exists(row.file.name)]
    if not lost:
        return
    with transaction.atomic():
        image.renditions.filter(pk__in=lost).delete()
        if renditions.keep_list(image):
            image.log_edit()


def _lacks_something(image: Any) -> bool:
    wanted = [*renditions.at_once(image), *renditions.specs(image, renditions.IN_BACKGROUND)]
    return bool(renditions.missing(image, wanted)) or not likeness.is_known(image)
