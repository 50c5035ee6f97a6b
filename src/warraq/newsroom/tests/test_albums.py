"""Albums: whether one is complete is asked of the pictures in the form, not of those in the database."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from warraq import testing
from warraq.changes.models import Change
from warraq.galleries.models import AlbumIndexPage, AlbumPage

pytestmark = pytest.mark.django_db


def album_form(*images, title="ضفاف البحيرة"):
    rows = [{"image": image.pk, "caption": "", "text": ""} for image in images]
    data = {"title": title, "slug": "", "pictures": inline_formset(rows), "comments": inline_formset([])}
    return nested_form_data(data) | {"action-publish": "1"}


def create(client, data):
    index = AlbumIndexPage.objects.get(edition__code="ar")
    return client.post(reverse("wagtailadmin_pages:add", args=["galleries", "albumpage", index.pk]), data)


def test_a_new_album_is_published_with_the_pictures_of_its_form(newsroom):
    image = testing.make_image()
    assert create(newsroom, album_form(image)).status_code == 302
    album = AlbumPage.objects.get()
    assert album.live
    assert album.lead_picture == image
    assert [picture.image for picture in album.pictures.all()] == [image]
    assert Change.objects.filter(subject=f"album:{album.pk}").count() == 1


def test_an_album_without_pictures_is_refused_at_its_panel(newsroom):
    response = create(newsroom, album_form())
    assert "أضف صورة" in str(response.context["form"].formsets["pictures"].non_form_errors())
    assert "أضف صورة" in response.content.decode()
    assert not AlbumPage.objects.exists()


def test_a_picture_without_words_is_named_by_its_number(newsroom):
    images = [testing.make_image(), testing.make_image(description="")]
    response = create(newsroom, album_form(*images))
    assert "الصورة 2" in str(response.context["form"].formsets["pictures"].non_form_errors())


def test_taking_the_last_picture_out_is_refused(newsroom):
    album = testing.make_album()
    (picture,) = album.pictures.all()
    row = {"id": picture.pk, "image": picture.image_id, "caption": "", "text": "", "DELETE": "1"}
    data = album_form() | nested_form_data({"pictures": inline_formset([row], initial=1)})
    response = newsroom.post(reverse("wagtailadmin_pages:edit", args=[album.pk]), data)
    assert "أضف صورة" in response.content.decode()
    assert AlbumPage.objects.get(pk=album.pk).pictures.count() == 1
