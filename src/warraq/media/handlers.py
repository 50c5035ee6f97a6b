"""Queues a picture's sizes when it comes in, and keeps files in step with rows."""

import shutil
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete

from warraq.changes import due

from . import renditions, rights, tasks
from .making import place_of
from .models import Image, Video, VideoCaptions


def make_sizes(sender: type, instance: Image, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(partial(_queue, instance.pk))


def _queue(image_id: int) -> None:
    """Nobody waits for sizes, not even who has sent the picture in."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None or not rights.may_be_shown(image.rights_end):
        return
    if renditions.missing(image, renditions.at_once(image)):
        tasks.make_sizes.enqueue(image_id)
    elif renditions.missing(image, renditions.specs(image, renditions.IN_BACKGROUND)):
        tasks.make_background_renditions.enqueue(image_id)


def forget_end(sender: type, instance: Image, **kwargs: Any) -> None:
    due.forget(instance.object_key)


def remove_file(sender: type, instance: Any, **kwargs: Any) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))


def remove_made(sender: type, instance: Video, **kwargs: Any) -> None:
    transaction.on_commit(partial(shutil.rmtree, place_of(instance), ignore_errors=True))


def connect() -> None:
    post_delete.connect(remove_made, sender=Video, dispatch_uid="warraq.media.remove.made")
    post_save.connect(make_sizes, sender=Image, dispatch_uid="warraq.media.sizes")
    pre_delete.connect(forget_end, sender=Image, dispatch_uid="warraq.media.rights")
    for model in (Video, VideoCaptions):
        post_delete.connect(remove_file, sender=model, dispatch_uid=f"warraq.media.remove.{model.__name__}")
