import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from warraq import testing
from warraq.changes.pages import IncompletePage
from warraq.stories.blocks import player_address
from warraq.stories.models import Keyword, StoryPage

pytestmark = pytest.mark.django_db


def test_stray_letters_are_cleaned_on_the_way_to_publication_but_not_in_another_language():
    story = testing.make_story(
        title="افتتاح معرض فی المدینة",
        body=[("paragraph", '<p>قال إن <bdi lang="fa">کتابخانه ملی</bdi> فتحت أبوابها فی الصباح.</p>')],
    )
    assert story.title == "افتتاح معرض في المدينة"
    source = story.body[0].value.source
    assert "کتابخانه ملی" in source
    assert "في الصباح" in source
    assert story.address_slug == "افتتاح-معرض-في-المدينة"


def test_what_was_cleaned_is_told():
    story = testing.new_story("عنوان طويــــل")
    story.clean_text()
    assert {change.why for change in story.letters_cleaned} == {"tatweel"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "New node"}, "title"),
        ({"title": "بدون عنوان"}, "title"),
        ({"title": "undefined"}, "title"),
        ({"body": []}, "body"),
        ({"body": [("paragraph", "<p> </p>")]}, "body"),
    ],
)
def test_what_is_incomplete_is_refused_with_its_field(fields, field):
    story = testing.make_draft()
    for name, value in fields.items():
        setattr(story, name, value)
    with pytest.raises(IncompletePage) as refused:
        story.save_revision().publish()
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not StoryPage.objects.get(pk=story.pk).live


def test_a_picture_without_a_text_for_who_cannot_see_it_is_refused():
    picture = testing.make_image(description="")
    with pytest.raises(IncompletePage) as refused:
        testing.make_story(lead_picture=picture)
    assert [problem.field for problem in refused.value.problems] == ["lead_alt"]


def test_arabic_is_kept_readable_in_the_database():
    story = testing.make_story()
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(body AS text) FROM stories_storypage WHERE page_ptr_id = %s", [story.pk])
        (stored,) = cursor.fetchone()
    assert "منسوب" in stored


def test_one_keyword_stands_for_all_its_spellings_but_not_for_another_letter():
    edition = testing.make_edition()
    testing.make_keyword("الإسكندرية")
    for same in ("الاسكندرية", "الإسكندريّة", " الاسكندريه"):
        with pytest.raises(ValidationError, match="الإسكندرية"):
            Keyword(name=same, edition=edition).full_clean()
    testing.make_keyword("گرگان")
    Keyword(name="غرغان", edition=edition).full_clean()


def test_related_stories_are_chosen_by_hand_first_and_only_from_what_was_there_before():
    river, school = testing.make_keyword("نهر"), testing.make_keyword("مدرسة")
    older = [testing.make_story(title=f"قصة عن النهر رقم {n}", keywords=[river]) for n in range(2)]
    both = testing.make_story(title="مدرسة على النهر", keywords=[river, school])
    chosen = testing.make_story(title="اختيار المحرر")
    story = testing.new_story("القصة", keywords=[river, school])
    story.pinned = [story.pinned.model(related=chosen)]
    story = testing.publish(testing.make_section(), story)
    assert [page.pk for page in story.related][:2] == [chosen.pk, both.pk]
    assert {page.pk for page in story.related} == {chosen.pk, both.pk, *(page.pk for page in older)}
    assert story.pk not in {page.pk for page in StoryPage.objects.get(pk=both.pk).related}


def test_a_related_story_that_was_unpublished_is_not_listed():
    river = testing.make_keyword("نهر")
    older = testing.make_story(title="قصة سابقة", keywords=[river])
    story = testing.make_story(title="قصة لاحقة", keywords=[river])
    older.unpublish()
    assert StoryPage.objects.get(pk=story.pk).related == []


@pytest.mark.parametrize(
    ("page", "player"),
    [
        ("https://youtu.be/abc", "https://www.youtube.com/embed/abc"),
        ("https://www.youtube.com/watch?t=3&v=abc", "https://www.youtube.com/embed/abc"),
        ("https://vimeo.com/12", "https://player.vimeo.com/video/12"),
        ("https://www.dailymotion.com/video/x1", "https://www.dailymotion.com/embed/video/x1"),
    ],
)
def test_the_address_of_a_film_gives_the_address_of_its_player(page, player):
    assert player_address(page) == player
