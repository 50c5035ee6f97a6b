"""Maps and charts as pictures: for editors as the draft has them, for readers where an edition lets them."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from warraq import testing
from warraq.stories.charting import charts_in

pytestmark = pytest.mark.django_db

CELLS = [["السنة", "الجسر"], ["2022", "11"], ["2023", "14"]]


def chart(cells=CELLS, title="المنسوب"):
    words = {"title": title, "kind": "bar", "unit": "", "source": "المرصد", "note": "", "description": ""}
    return ("chart", words | {"table": {"data": cells}})


def story_with(*blocks):
    return testing.make_story(body=[*testing.paragraphs(testing.TEXT), *blocks])


def let_readers_have_pictures():
    edition = testing.make_edition()
    edition.offers_pictures = True
    edition.save()


def is_picture(response) -> bool:
    assert response.headers["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content)).width == 2400


def test_an_editor_takes_the_picture_of_a_map_as_the_draft_has_it(newsroom):
    page = testing.make_map("خريطة الطيور")
    page.title = "عنوان المسودة"
    page.save_revision()
    listed = newsroom.get(reverse("prints", args=[page.pk])).content.decode()
    assert "عنوان المسودة" in listed
    assert is_picture(newsroom.get(reverse("print", args=[page.pk, "map"])))
    assert (
        reverse("prints", args=[page.pk])
        in newsroom.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )


def test_every_chart_that_can_be_drawn_has_a_picture(newsroom):
    story = story_with(chart(), chart(title="آخر"))
    listed = newsroom.get(reverse("prints", args=[story.pk])).content.decode()
    for shown in charts_in(story):
        assert reverse("print", args=[story.pk, shown.name]) in listed
    assert is_picture(newsroom.get(reverse("print", args=[story.pk, shown.name])))


def test_a_page_without_either_leads_to_none(newsroom):
    story = testing.make_story()
    assert "/prints/" not in newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert newsroom.get(reverse("print", args=[story.pk, "map"])).status_code == 404
    assert "لا رسم" in newsroom.get(reverse("prints", args=[story.pk])).content.decode()


def test_who_may_not_edit_the_page_gets_no_picture(client):
    page = testing.make_map()
    client.force_login(testing.make_stranger())
    assert client.get(reverse("print", args=[page.pk, "map"])).status_code in (302, 403)


def test_readers_get_pictures_only_where_the_edition_lets_them(client):
    page, story = testing.make_map(), story_with(chart())
    [shown] = charts_in(story)
    addresses = {page.url: f"/maps/{page.pk}/map.png", story.url: f"{shown.address}.png"}
    for around, address in addresses.items():
        assert client.get(address).status_code == 404
        assert address not in client.get(around).content.decode()
    let_readers_have_pictures()
    for around, address in addresses.items():
        assert is_picture(client.get(address))
        assert f'href="{address}"' in client.get(around).content.decode()
    page.unpublish()
    assert client.get(f"/maps/{page.pk}/map.png").status_code == 404
