"""The report of pictures whose right ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from warraq import testing
from warraq.media.models import Image

pytestmark = pytest.mark.django_db


def picture(title: str, **span: int) -> Image:
    image = testing.make_image(title)
    image.rights_end = timezone.now() + timedelta(**span)
    image.save()
    return image


def test_what_ends_first_stands_first_and_what_has_ended_last(newsroom):
    testing.make_image("بلا نهاية")
    ended, soon, later = picture("المنتهية", days=-1), picture("القريبة", days=2), picture("البعيدة", days=90)
    page = newsroom.get(reverse("rights:index")).content.decode()
    places = [page.index(image.title) for image in (soon, later, ended)]
    assert places == sorted(places)
    assert "بلا نهاية" not in page
    assert "ينتهي قريبًا" in page
    assert "انتهى الحق" in page


def test_who_may_not_change_pictures_does_not_see_it(client, stranger, roles):
    client.force_login(testing.make_user("moderator", roles.MODERATOR))
    assert client.get(reverse("rights:index")).status_code in (302, 403)


def test_the_form_of_a_picture_asks_for_its_rights(newsroom):
    page = newsroom.get(reverse("wagtailimages:edit", args=[testing.make_image().pk])).content.decode()
    assert 'name="rights_end"' in page
    assert 'name="people_shown"' in page
