import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from warraq import testing
from warraq.stories.models import SectionPage, StoryPage

pytestmark = pytest.mark.django_db


def test_a_story_stands_at_its_section_number_and_slug(client):
    story = testing.make_story(title="مدرسة على ضفّة النهر")
    assert story.url == f"/news/{story.pk}/مدرسة-على-ضفة-النهر/"
    assert client.get(story.url).status_code == 200


@pytest.mark.parametrize("address", ["/culture/{}/anything/", "/news/{}/", "/news/{}/قديم/", "/nowhere/{}/", "/s/{}"])
def test_any_other_section_or_slug_leads_to_the_one_address(client, address):
    story = testing.make_story()
    response = client.get(address.format(story.pk))
    assert response.status_code == 301
    assert client.get(response["Location"]).status_code == 200


def test_a_story_that_is_a_draft_or_unpublished_is_not_there(client):
    draft = testing.make_draft()
    story = testing.make_story()
    address = story.url
    story.unpublish()
    assert client.get(f"/news/{draft.pk}/").status_code == 404
    assert client.get(address).status_code == 404
    assert client.get(f"/s/{story.pk}").status_code == 404


@pytest.mark.parametrize("word", ["dossiers", "newsroom", "feeds", "en", "s", "_", "search"])
def test_a_reserved_word_is_refused_as_a_section(word):
    section = SectionPage(title="قسم", slug=word)
    with pytest.raises(ValidationError, match=word):
        testing.publish(testing.make_front(), section)


def test_a_section_renamed_keeps_its_old_address_and_those_of_its_archives(client):
    story = testing.make_story()
    section = SectionPage.objects.get(pk=story.section_id)
    old = section.archive_address(section.edition.day_of(story.listed_at))
    section.slug = "akhbar"
    section.save_revision().publish()
    assert client.get("/news/")["Location"] == "/akhbar/"
    assert client.get(old)["Location"].startswith("/akhbar/archive/")
    assert client.get(f"/news/{story.pk}/")["Location"].startswith(f"/akhbar/{story.pk}/")


def test_renaming_a_section_writes_as_much_for_ten_stories_as_for_one(section):
    def statements() -> int:
        before = list(StoryPage.objects.order_by("pk").values_list("title", "url_path"))
        renamed = SectionPage.objects.get(pk=section.pk)
        renamed.slug = f"{renamed.slug}-2"
        with CaptureQueriesContext(connection) as asked:
            renamed.save_revision().publish()
        # Addresses hold ids: no story's row is touched, however many there are.
        assert list(StoryPage.objects.order_by("pk").values_list("title", "url_path")) == before
        return len(asked)

    testing.make_story(section)
    alone = statements()
    for number in range(9):
        testing.make_story(SectionPage.objects.get(pk=section.pk), f"منسوب النهر في اليوم {number}")
    assert statements() <= alone


def test_the_other_edition_stands_below_its_code(client):
    english = testing.make_section("News", "news", testing.make_edition("en"))
    story = testing.make_story(english, title="A school on the river bank")
    assert story.url == f"/en/news/{story.pk}/a-school-on-the-river-bank/"
    page = client.get(story.url)
    assert page.status_code == 200
    assert 'lang="en" dir="ltr"' in page.text


def test_translations_name_each_other_and_only_while_both_are_live(client):
    arabic = testing.make_story()
    english = testing.make_story(
        testing.make_section("News", "news", testing.make_edition("en")), title="The river", counterpart=arabic
    )
    assert f'hreflang="en" href="http://127.0.0.1:8000{english.url}"' in client.get(arabic.url).text
    english.unpublish()
    assert 'hreflang="en" href="http' not in client.get(arabic.url).text


def test_a_private_section_takes_its_stories_out_of_every_list_and_gives_them_back(client):
    story = testing.make_story(title="مقال لمن يعرف كلمة السر")
    restriction = story.section.view_restrictions.create(restriction_type="password", password="secret")
    assert StoryPage.objects.get(pk=story.pk).listed_at is None
    page = client.get(story.url)
    assert "no-store" in page["Cache-Control"]
    assert "مقال لمن يعرف" not in page.text
    assert "مقال لمن يعرف" not in client.get("/").text
    restriction.delete()
    assert StoryPage.objects.get(pk=story.pk).listed_at == story.published_at
    assert client.get(story.url).status_code == 200
