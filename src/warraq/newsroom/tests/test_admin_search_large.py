"""What indexing a page for the newsroom's search reads and writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.backends import get_search_backend
from modelsearch.index import insert_or_update_object
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from warraq import testing
from warraq.newsroom.admin_search import large
from warraq.newsroom.admin_search.large import SAMPLE
from warraq.stories.models import StoryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section) -> StoryPage:
    return indexed(testing.make_story(section, "منسوب النهر"))


def indexed(story: StoryPage) -> StoryPage:
    insert_or_update_object(story)
    return story


def weight_of(story: StoryPage) -> float:
    return IndexEntry.objects.get(object_id=str(story.pk)).title_norm


def test_indexing_one_story_averages_a_sample_and_weighs_that_story_alone(story):
    IndexEntry.objects.update(title_norm=1.0)
    other = testing.make_story(story.section, "منسوب البحيرة")
    with CaptureQueriesContext(connection) as asked:
        insert_or_update_object(other)
    averages = [query["sql"] for query in asked if "AVG(" in query["sql"]]
    assert averages
    assert all(f"LIMIT {SAMPLE}" in sql for sql in averages)
    assert weight_of(story) == 1.0
    assert weight_of(other) != 1.0


def test_a_word_in_a_short_title_weighs_more_than_in_a_long_one(story):
    longer = indexed(testing.make_story(story.section, "منسوب النهر يعود إلى معدله بعد أمطار الأسبوع الماضي"))
    assert weight_of(story) > weight_of(longer)


def test_a_changed_title_is_weighed_anew(story):
    before = weight_of(story)
    story.title = "منسوب النهر يعود إلى معدله بعد أمطار الأسبوع الماضي"
    assert weight_of(indexed(story)) < before


def test_a_rebuild_weighs_every_title(story):
    IndexEntry.objects.update(title_norm=1.0)
    get_search_backend().index_class(get_search_backend())._refresh_title_norms(full=True)
    assert weight_of(story) != 1.0


def test_a_story_is_found_by_a_word_of_its_title(story):
    assert [page.pk for page in Page.objects.search("البحيرة")] == []
    assert [page.pk for page in Page.objects.search("النهر")] == [story.pk]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL scores in one go")
def test_many_pages_are_shown_by_age_and_few_by_relevance(section, monkeypatch):
    older = indexed(testing.make_story(section, "خبر", standfirst="في الوادي وحوله"))
    newer = indexed(testing.make_story(section, "منسوب الوادي"))
    assert list(Page.objects.search("الوادي")) == [older.page_ptr, newer.page_ptr]
    monkeypatch.setattr(large, "FEW", 1)
    assert list(Page.objects.search("الوادي")) == [newer.page_ptr, older.page_ptr]
    assert list(Page.objects.autocomplete("منسو")) == [newer.page_ptr]
    assert Page.objects.search("الوادي").count() == 2
