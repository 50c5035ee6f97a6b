"""The lists of the most read: live stories in order, per edition and section, above a floor."""

import pytest

from warraq import testing
from warraq.changes.models import Change
from warraq.readership import lists
from warraq.readership.models import MostRead, Standing, Window
from warraq.readership.queries import most_read
from warraq.stories.models import StoryPage


@pytest.fixture
def news(db):
    return testing.make_section()


@pytest.fixture
def essays(db):
    return testing.make_section("مقالات", "essays")


def read(story, day=0, week=0, month=0):
    Standing.objects.create(story=story.pk, day=day, week=max(day, week), month=max(day, week, month))
    return story


def titles(edition, window=Window.DAY, section=0):
    return [card.title for card in most_read(edition.pk, window, section)]


def test_stories_stand_by_how_often_they_were_read_in_each_window(news, essays):
    read(testing.make_story(news, "أول"), day=10, week=20, month=30)
    read(testing.make_story(essays, "ثان"), day=5, week=40, month=40)
    read(testing.make_story(news, "ثالث"), month=90)
    lists.refresh()
    edition = testing.make_edition()
    assert titles(edition) == ["أول", "ثان"]
    assert titles(edition, Window.WEEK) == ["ثان", "أول"]
    assert titles(edition, Window.MONTH) == ["ثالث", "ثان", "أول"]
    assert titles(edition, Window.MONTH, news.pk) == ["ثالث", "أول"]
    assert titles(edition, Window.DAY, essays.pk) == ["ثان"]


def test_what_is_read_less_than_the_floor_is_not_listed(news, settings):
    settings.WARRAQ_READS_FLOOR = 5
    read(testing.make_story(news), day=4, week=5)
    lists.refresh()
    assert titles(testing.make_edition()) == []
    assert len(titles(testing.make_edition(), Window.WEEK)) == 1


def test_of_two_stories_read_alike_the_newer_stands_first(news):
    read(testing.make_story(news, "قديم"), day=10)
    read(testing.make_story(news, "جديد"), day=10)
    lists.refresh()
    assert titles(testing.make_edition()) == ["جديد", "قديم"]


def test_editions_have_lists_of_their_own(news):
    english = testing.make_edition("en")
    read(testing.make_story(testing.make_section("News", "news", english), "A river"), day=10)
    read(testing.make_story(news, "نهر"), day=20)
    lists.refresh()
    assert titles(english) == ["A river"]
    assert titles(testing.make_edition()) == ["نهر"]


def test_an_unpublished_story_is_in_no_list_at_once(news):
    story = read(testing.make_story(news, "أول"), day=10)
    read(testing.make_story(news, "ثان"), day=5)
    lists.refresh()
    story.unpublish()
    assert titles(testing.make_edition()) == ["ثان"]
    lists.refresh()
    assert story.pk not in MostRead.objects.values_list("story", flat=True)


def test_a_story_that_moved_is_in_the_list_of_its_old_section_no_more(news, essays):
    story = read(testing.make_story(news, "أول"), day=10)
    lists.refresh()
    StoryPage.objects.get(pk=story.pk).move(essays, pos="last-child")
    assert titles(testing.make_edition(), section=news.pk) == []
    lists.refresh()
    assert titles(testing.make_edition(), section=essays.pk) == ["أول"]


def test_a_list_that_has_not_changed_changes_nothing(news):
    read(testing.make_story(news), day=10)
    assert lists.refresh() == 6
    before = Change.objects.count()
    assert lists.refresh() == 0
    Standing.objects.update(day=11)
    assert lists.refresh() == 0
    assert Change.objects.count() == before


def test_a_changed_list_names_itself_only(news, essays):
    read(testing.make_story(news), day=10)
    Change.objects.all().delete()
    lists.refresh()
    keys = {key for change in Change.objects.all() for key in change.keys if key.count(":") == 2}
    edition = testing.make_edition().pk
    owners = (f"edition:{edition}", f"section:{news.pk}")
    assert keys == {f"{owner}:most-read-{window}" for owner in owners for window in Window.values}


def test_lists_are_read_by_two_statements_however_much_was_read(news, django_assert_num_queries):
    for number in range(12):
        read(testing.make_story(news, f"منسوب النهر في المحطة {number}"), day=10 + number)
    lists.refresh()
    edition = testing.make_edition()
    with django_assert_num_queries(2):
        assert len(most_read(edition.pk, Window.DAY)) == 10
