"""Counting refreshes the lists of the most read and nothing else; what is withdrawn leaves them at once."""

import pytest

from warraq import testing
from warraq.pagestore.keeping import keep
from warraq.pagestore.verifying import verify
from warraq.readership.models import Window
from warraq.stories.models import StoryPage

from .lists import write_list

pytestmark = pytest.mark.django_db(transaction=True)
FEEDS = {f"/feeds/most-read.{extension}" for extension in ("rss", "atom", "json")}


@pytest.fixture
def news():
    return testing.make_section()


@pytest.fixture
def stories(news):
    return [testing.make_story(news, f"قصة {number}") for number in range(3)]


@pytest.fixture
def whole(store, settle, news, stories):
    """Every page there is, and what pages fetch, fresh in the store."""
    settle()
    for path in ("/_/most-read", f"/_/most-read/{news.pk}", "/en/_/most-read"):
        keep(store, path)
    return store


def stale(store):
    return {path for (path,) in store.index.select("SELECT path FROM page WHERE stale_since IS NOT NULL")}


@pytest.mark.parametrize(
    ("window", "hit"),
    [
        (Window.DAY, {"/most-read/", "/_/most-read"}),
        (Window.WEEK, {"/most-read/week/", "/_/most-read"} | FEEDS),
        (Window.MONTH, {"/most-read/month/", "/_/most-read"}),
    ],
)
def test_a_list_made_anew_refreshes_its_page_what_is_fetched_and_its_feed(whole, follow, stories, window, hit):
    write_list(testing.make_edition(), window, stories)
    follow()
    assert stale(whole) == hit


def test_a_list_of_a_section_refreshes_its_page_and_what_its_front_fetches(whole, follow, news, stories):
    write_list(news, Window.WEEK, stories)
    follow()
    assert stale(whole) == {"/most-read/week/sections/news/", f"/_/most-read/{news.pk}"}


def test_an_unpublished_story_leaves_the_lists_at_once_and_comes_back_with_its_publication(
    whole, settle, follow, stories
):
    edition = testing.make_edition()
    write_list(edition, Window.DAY, stories)
    settle()
    story = StoryPage.objects.get(pk=stories[0].pk)
    story.unpublish()
    follow()
    assert {"/most-read/", "/_/most-read"} <= stale(whole)
    settle()
    assert "قصة 0" not in whole.copy("/most-read/").body.decode()
    assert "قصة 0" not in whole.copy("/_/most-read").body.decode()
    StoryPage.objects.get(pk=story.pk).save_revision().publish()
    settle()
    assert "قصة 0" in whole.copy("/most-read/").body.decode()
    assert verify(whole).differing == []
