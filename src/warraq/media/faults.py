"""What is wrong with the file of a picture, written down where pages and the newsroom see it."""

from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils import timezone

MISSING, UNREADABLE = "missing", "unreadable"


def place_is_there(image: Any) -> bool:
    """Is the folder of the file there? If not, no file is lost: the place of all of them is away for a while."""
    return image.file.storage.exists(str(PurePosixPath(image.file.name).parent))


def note(image: Any, fault: str) -> None:
    """Write down what is wrong with a picture's file, or that nothing is; pages that show it are told."""
    if fault == image.fault:
        return
    since = timezone.now() if fault else None
    with transaction.atomic():
        type(image).objects.filter(pk=image.pk).update(fault=fault, fault_since=since)
        image.fault, image.fault_since = fault, since
        image.log_edit()


def note_unreadable(image: Any) -> None:
    """After its sizes could not be made: is the file gone, or damaged?"""
    storage = image.file.storage
    if storage.exists(image.file.name):
        note(image, UNREADABLE)
    elif place_is_there(image):
        note(image, MISSING)
