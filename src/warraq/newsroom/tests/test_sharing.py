"""The preview of search results and shared links, beside the editor's form."""

from io import BytesIO

import pytest
from django.urls import reverse
from lxml import html
from PIL import Image
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.newsroom.sharing.facts import sharing_of
from warraq.stories.models import StoryPage

from .forms import story_form
from .test_editing import preview

pytestmark = pytest.mark.django_db
LONG = "خريطة الطيور المهاجرة في أربعة بلدان: أين تحط الكراكي ومتى تعود ولماذا تغيّر طريقها هذا العام"


def shown(client, story, **fields):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    client.post(url, story_form(**{"title": story.title} | fields))
    response = client.get(url, {"mode": "sharing"})
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(page, name):
    return " ".join(page.xpath(f"string(//*[contains(concat(' ', @class, ' '), ' {name} ')])").split())


def test_what_is_typed_is_shown_as_a_result_and_beside_a_link(newsroom):
    story = testing.make_story()
    page = shown(newsroom, story, title="عنوان لم يحفظ", standfirst="مقدمة لم تحفظ")
    assert words(page, "result__title") == f"عنوان لم يحفظ · {story.edition.name}"
    assert words(page, "result__text") == words(page, "bubble__text") == "مقدمة لم تحفظ"
    assert words(page, "bubble__title") == "عنوان لم يحفظ"


def test_the_card_in_the_preview_is_the_real_one_and_needs_no_publication(newsroom):
    page = shown(newsroom, testing.make_draft(), title="مسودة")
    (address, _again) = page.xpath("//img/@src")
    response = newsroom.get(address)
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_the_same_words_have_the_same_picture_and_others_another(newsroom):
    story = testing.make_story()
    first, again, other = (shown(newsroom, story, title=title).xpath("//img/@src")[0] for title in ("أ", "أ", "ب"))
    assert first == again != other


def test_a_card_nobody_signed_is_not_drawn(newsroom, client):
    address = shown(newsroom, testing.make_story()).xpath("//img/@src")[0]
    assert newsroom.get(f"{address}x").status_code == 404
    assert newsroom.get(reverse("sharing:card")).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_the_preview_speaks_the_editors_language_and_the_card_the_pages(newsroom, editor):
    UserProfile.objects.create(user=editor, preferred_language="en")
    page = shown(newsroom, testing.make_story())
    assert page.get("lang") == "en"
    assert page.xpath("string(//h1)") == "Search and sharing"
    assert page.xpath("//*[@class='bubble']/@lang") == ["ar"]


def test_the_preview_keeps_to_the_readers_policy(newsroom):
    story = testing.make_story()
    response = preview(newsroom, "preview_on_edit", [story.pk], story_form(story.title))
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"title": LONG}, "محركات البحث آخر هذا العنوان"),
        ({}, "لا وصف للصفحة"),
        ({"standfirst": "كلمة " * 50}, "لا يظهر من الوصف"),
        ({}, "لا صورة للصفحة"),
    ],
)
def test_an_editor_is_warned(newsroom, fields, part):
    story = testing.make_story()
    assert part in shown(newsroom, story, **{"title": "عنوان", "standfirst": ""} | fields).text_content()


def test_a_page_with_all_it_needs_is_not_warned_of(section):
    image = testing.make_image()
    story = testing.make_story(section, "منسوب النهر", standfirst="مقدمة", lead_picture=image)
    assert sharing_of(StoryPage.objects.get(pk=story.pk)).warnings == []


def test_a_picture_chosen_for_sharing_is_shown_instead_and_may_be_too_small(section):
    image = testing.make_image()
    story = testing.make_story(section, "منسوب النهر", standfirst="مقدمة", share_picture=image)
    sharing = sharing_of(StoryPage.objects.get(pk=story.pk))
    assert not sharing.is_card
    assert sharing.picture == image.file.url
    assert len(sharing.warnings) == 1


def test_a_headline_too_long_for_the_card_is_told_of(section):
    story = testing.make_story(section, f"{LONG} " * 2 + LONG[:60], lead_picture=testing.make_image())
    assert any("أطول من أن تتسع له البطاقة" in warning for warning in sharing_of(story).warnings)


def test_a_page_that_is_never_shared_as_a_card_has_no_such_preview():
    modes = [name for name, _label in testing.make_section().preview_modes]
    assert "sharing" not in modes
    assert "sharing" in [name for name, _label in testing.make_dossier().preview_modes]
