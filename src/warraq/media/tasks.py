"""Work on pictures that no editor or reader waits for."""

from django.db import IntegrityError
from django_tasks import task
from wagtail.images.models import SourceImageIOError

from warraq.changes.models import Change

from . import faults, likeness, renditions, rights
from .models import Image

PAGES_WAIT = 5  # before formats that pages can do without


@task(priority=PAGES_WAIT)
def make_sizes(image_id: int) -> None:
    """The sizes that pages print; until they are there, pages show the picture as it came in."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None or not rights.may_be_shown(image.rights_end):
        return
    try:
        is_new = renditions.make(image)
    except SourceImageIOError:
        faults.note_unreadable(image)
        return
    except IntegrityError:
        if Image.objects.filter(pk=image_id).exists():
            raise
        return  # it was deleted while they were made
    faults.note(image, "")
    if is_new:
        image.log_edit()
    likeness.ensure(image)
    if renditions.missing(image, renditions.specs(image, renditions.IN_BACKGROUND)):
        make_background_renditions.enqueue(image_id)


@task()
def make_background_renditions(image_id: int) -> None:
    """The formats that take longest and that pages can do without for a while; logged when they are there."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None or not image.may_be_shown:
        return
    try:
        if renditions.make(image, renditions.IN_BACKGROUND):
            image.log_edit(Change.Kind.REFINED)
    except SourceImageIOError:
        faults.note_unreadable(image)
    except IntegrityError:
        if Image.objects.filter(pk=image_id).exists():
            raise  # else it was deleted while they were made
