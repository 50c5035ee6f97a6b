"""A picture whose right has ended: no page shows it from that moment, and what was made of it is removed."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from warraq.changes import due

# Pages are rendered anew within a second or so; until then they name the files.
GRACE = timedelta(minutes=1)
AT_A_TIME = 20
ENDS = "rights"


def may_be_shown(end: datetime | None) -> bool:
    return end is None or end > timezone.now()


def is_shown(picture: Any) -> bool:
    """Until its right ends, and as long as it has a file or sizes of it."""
    return may_be_shown(picture.rights_end) and not (picture.fault and not picture.made)


def set_end(image: Any) -> None:
    """Let the clock log the picture's key when its right ends. In the transaction that saves the picture."""
    is_ahead = image.rights_end is not None and may_be_shown(image.rights_end)
    due.set_for(f"{image.object_key}:{ENDS}", {image.rights_end: [image.object_key]} if is_ahead else {})


def remove_ended(now: datetime | None = None) -> int:
    """Remove the sizes of pictures whose right has ended, and the list of them; how many pictures there were.

    The picture as it came in stays for the newsroom; no page names it. A right that is prolonged makes the sizes anew.
    """
    images = apps.get_model("media", "Image").objects
    ended = images.filter(rights_end__lte=(now or timezone.now()) - GRACE).exclude(made=[])[:AT_A_TIME]
    removed = 0
    for image in ended:
        with transaction.atomic():
            image.renditions.all().delete()
            images.filter(pk=image.pk).update(made=[])
        removed += 1
    return removed
