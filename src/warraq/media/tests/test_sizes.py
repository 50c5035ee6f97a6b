"""Sizes are queued, never waited for; large originals are decoded once; qualities are the house's."""

from io import BytesIO
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image as Pillow

from warraq import testing
from warraq.media import renditions, tasks
from warraq.media.models import Image

pytestmark = pytest.mark.django_db


def wide(size: tuple[int, int] = (2400, 1600), kind: str = "JPEG", **options) -> Image:
    file = ContentFile(testing.picture_bytes(kind, size, **options), name=f"wide.{kind.lower()}")
    return Image.objects.create(title="واسعة", file=file)


def test_who_sends_a_picture_in_waits_for_no_size(newsroom, django_capture_on_commit_callbacks):
    file = ContentFile(testing.picture_bytes(size=(900, 600)), name="new.jpg")
    with mock.patch("warraq.media.handlers.tasks") as queue, django_capture_on_commit_callbacks(execute=True):
        newsroom.post(reverse("wagtailimages:add_multiple"), {"title": "جديدة", "files[]": file})
    image = Image.objects.get()
    assert not image.renditions.exists()
    queue.make_sizes.enqueue.assert_called_once_with(image.pk)


def test_saving_words_queues_nothing_once_all_sizes_are_there(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = wide((700, 500))
    image = Image.objects.get(pk=image.pk)
    assert {spec.partition("format-")[2] for spec, *_ in image.made} == {"webp", "jpeg", "avif"}
    with mock.patch("warraq.media.handlers.tasks") as queue, django_capture_on_commit_callbacks(execute=True):
        image.caption = "شرح"
        image.save()
    assert not queue.mock_calls


def test_another_focal_point_makes_another_cut_for_sharing(django_capture_on_commit_callbacks):
    image = wide((1500, 1500))
    renditions.make(image)
    before = renditions.share_address(image)
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 100, 1400, 90, 90
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert renditions.share_address(Image.objects.get(pk=image.pk)) != before


def test_a_new_file_takes_the_old_sizes_from_pages_at_once():
    image = wide((700, 500))
    renditions.make(image)
    image.file = ContentFile(testing.picture_bytes(size=(800, 500)), name="newer.jpg")
    image.save()
    assert Image.objects.get(pk=image.pk).sources.src == image.file.url


def test_sizes_of_a_large_picture_are_as_those_made_of_the_original():
    image = wide()
    renditions.make(image)
    sizes = {row[0]: (row[2], row[3]) for row in image.made}
    assert sizes["width-1440|format-webp"] == (1440, 960)
    assert sizes["width-360|format-jpeg"] == (360, 240)
    assert sizes[renditions.SHARE] == (1200, 630)
    assert image.renditions.filter(filter_spec=renditions.THUMBNAIL).exists()


def test_the_colour_profile_goes_into_every_size():
    profile = b"a profile" * 20
    image = wide(icc_profile=profile)
    renditions.make(image, ("webp", "avif"))
    for row in image.made:
        with image.file.storage.open(row[1]) as file, Pillow.open(file) as picture:
            assert picture.info["icc_profile"] == profile, row[0]


def test_qualities_are_those_of_news():
    assert (settings.WAGTAILIMAGES_AVIF_QUALITY, settings.WAGTAILIMAGES_WEBP_QUALITY) == (60, 78)


def test_a_transparent_picture_stays_so():
    out = BytesIO()
    Pillow.new("RGBA", (2400, 1600), (255, 0, 0, 0)).save(out, "PNG")
    image = Image.objects.create(title="شعار", file=ContentFile(out.getvalue(), name="logo.png"))
    renditions.make(image, ("webp",))
    with image.file.storage.open(image.made[0][1]) as file, Pillow.open(file) as picture:
        assert picture.convert("RGBA").getpixel((1, 1))[3] == 0


def test_a_picture_that_is_deleted_while_its_sizes_are_made_is_no_error(monkeypatch):
    image = wide((700, 500))

    def deleted(*_args) -> bool:
        Image.objects.filter(pk=image.pk).delete()
        raise IntegrityError("FOREIGN KEY constraint failed")

    monkeypatch.setattr(renditions, "make", deleted)
    tasks.make_sizes.call(image.pk)
    tasks.make_background_renditions.call(image.pk)
    assert not Image.objects.exists()
