"""The feed of what was read most this week."""

import json

import feedparser
import pytest
from django.test import Client

from warraq import testing
from warraq.readership.models import Window
from warraq.readership.tests.lists import write_list
from warraq.stories.models import StoryPage

from .conftest import BASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    return [
        testing.make_story(title=f"قصة {number}", authors=[testing.make_author(f"كاتب {number}")])
        for number in range(3)
    ]


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_it_lists_the_week_in_order_with_text_and_authors(stories, extension):
    write_list(testing.make_edition(), Window.WEEK, stories[::-1])
    feed = feedparser.parse(Client().get(f"/feeds/most-read.{extension}").content)
    assert feed.bozo == 0
    assert feed.feed.title.startswith("الأكثر قراءة هذا الأسبوع · ")
    assert feed.feed.link == f"{BASE}/most-read/week/"
    assert [entry.id for entry in feed.entries] == [f"{BASE}/s/{story.pk}" for story in stories[::-1]]
    assert feed.entries[0].author.endswith("كاتب 2") or feed.entries[0].author == "كاتب 2"
    assert testing.TEXT in feed.entries[0].content[0].value


def test_json_feed_names_itself_and_the_list(stories):
    write_list(testing.make_edition(), Window.WEEK, stories[:1])
    feed = json.loads(Client().get("/feeds/most-read.json").content)
    assert feed["feed_url"] == f"{BASE}/feeds/most-read.json"
    assert feed["home_page_url"] == f"{BASE}/most-read/week/"
    assert [item["title"] for item in feed["items"]] == ["قصة 0"]


def test_what_is_withdrawn_is_not_in_it(stories):
    write_list(testing.make_edition(), Window.WEEK, stories)
    StoryPage.objects.get(pk=stories[1].pk).unpublish()
    assert [item["title"] for item in json.loads(Client().get("/feeds/most-read.json").content)["items"]] == [
        "قصة 0",
        "قصة 2",
    ]


def test_it_is_a_feed_while_nothing_has_been_counted():
    testing.make_section()
    assert json.loads(Client().get("/feeds/most-read.json").content)["items"] == []
