"""Work on pictures that no editor or reader waits for."""

from django_tasks import task

from warraq.changes.models import Change

from .models import Image
from .renditions import IN_BACKGROUND, make


@task()
def make_background_renditions(image_id: int) -> None:
    """The formats that take longest and that pages can do without for a while; logged when they are there."""
    image = Image.objects.filter(pk=image_id).first()
    if image and image.may_be_shown and make(image, IN_BACKGROUND):
        image.log_edit(Change.Kind.REFINED)
