"""Files that are gone or damaged: pages stay tidy, sizes are made anew, the newsroom is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from warraq import testing
from warraq.changes.models import Change
from warraq.media import inspection, tasks
from warraq.media.models import Image
from warraq.media.renditions import make

pytestmark = pytest.mark.django_db
NAME = "kestrel"


@pytest.fixture
def picture() -> Image:
    file = ContentFile(testing.picture_bytes(size=(900, 600)), name=f"{NAME}.jpg")
    image = Image.objects.create(title="عوسق", description="عوسق فوق النهر", caption="باز أزرق", file=file)
    tasks.make_sizes.call(image.pk)
    return again(image)


def again(image: Image) -> Image:
    return Image.objects.get(pk=image.pk)


def look(image: Image) -> Image:
    """A day passes."""
    assert inspection.round(timezone.now() + timedelta(days=1, minutes=1)) >= 1
    return again(image)


def lose(image: Image, with_sizes: bool = False) -> None:
    Path(image.file.path).unlink()
    for rendition in image.renditions.all() if with_sizes else []:
        Path(rendition.file.path).unlink()


def test_a_picture_is_looked_at_once_a_day(picture):
    assert inspection.round() == 0
    look(picture)
    assert inspection.round(timezone.now() + timedelta(days=1)) == 0


def test_without_its_file_a_picture_lives_on_in_its_sizes(picture):
    lose(picture)
    found = look(picture)
    assert (found.fault, found.may_be_shown) == ("missing", True)
    assert found.fault_since
    assert found.sources.webp


def test_when_nothing_is_left_the_page_is_tidy_and_told(picture):
    body = [*testing.paragraphs(testing.TEXT), ("picture", {"image": picture, "alt": "", "caption": "باز أزرق"})]
    story = testing.make_story(lead_picture=picture, body=body)
    album = testing.make_album(images=[picture, testing.make_image()])
    assert NAME in Client().get(story.url).text
    lose(picture, with_sizes=True)
    found = look(picture)
    assert (found.may_be_shown, found.made, found.sources.src) == (False, [], "")
    assert Change.objects.filter(subject=picture.object_key).last().kind == Change.Kind.EDITED
    for address in (story.url, album.url, "/", story.section.url, "/feeds/home.rss"):
        page = Client().get(address).text
        assert NAME not in page, address
        assert "باز أزرق" not in page, address


def test_a_file_that_comes_back_is_shown_again(picture):
    data = Path(picture.file.path).read_bytes()
    lose(picture, with_sizes=True)
    assert not look(picture).may_be_shown
    Path(picture.file.path).write_bytes(data)
    Image.objects.update(checked_at=timezone.now() - timedelta(days=2))
    inspection.round()
    found = again(picture)
    assert (found.fault, found.may_be_shown) == ("", True)
    assert found.made == picture.made


def test_sizes_that_are_gone_are_made_anew(picture):
    names = [row[1] for row in picture.made]
    for name in names:
        default_storage.delete(name)
    found = look(picture)
    assert found.fault == ""
    assert all(default_storage.exists(row[1]) for row in found.made)
    assert {row[0] for row in found.made} == {row[0] for row in picture.made}


def test_a_place_that_is_away_loses_no_picture(picture, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not mounted"
    assert look(picture).may_be_shown


def test_a_damaged_file_is_found_when_its_sizes_are_made():
    file = ContentFile(testing.picture_bytes(size=(900, 600)), name="cut.jpg")
    image = Image.objects.create(title="مقطوعة", file=file)
    Path(image.file.path).write_bytes(Path(image.file.path).read_bytes()[:900])
    tasks.make_sizes.call(image.pk)
    assert (again(image).fault, again(image).may_be_shown) == ("unreadable", False)
    Path(image.file.path).write_bytes(testing.picture_bytes(size=(900, 600)))
    tasks.make_sizes.call(image.pk)
    assert (again(image).fault, again(image).may_be_shown) == ("", True)


def test_a_picture_that_came_in_without_fingerprint_gets_one(picture):
    picture.fingerprint.delete()
    look(picture)
    assert again(picture).fingerprint.bits is not None


def test_a_page_is_stored_with_the_picture_as_it_came_in_until_there_are_sizes():
    file = ContentFile(testing.picture_bytes(size=(900, 600)), name=f"{NAME}.jpg")
    image = Image.objects.create(title="عوسق", file=file)
    assert image.sources.src == image.file.url
    assert image.tone
    make(image)
    assert image.sources.src != image.file.url
