"""Three formats of one feed read its stories once, and never an old one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from warraq import testing
from warraq.changes.sharing import sharing
from warraq.pagestore.rendering import render

pytestmark = pytest.mark.django_db(transaction=True)
FORMATS = ("rss", "atom", "json")


@pytest.fixture
def stories(section):
    return [testing.make_story(section, f"خبر {number}") for number in range(3)]


def feed(section, extension):
    return render(f"/feeds/sections/{section.slug}.{extension}")


def test_the_formats_are_what_each_would_be_alone(section, stories):
    alone = [feed(section, extension) for extension in FORMATS]
    with sharing():
        together = [feed(section, extension) for extension in FORMATS]
    assert [page.body for page in together] == [page.body for page in alone]
    assert [page.keys for page in together] == [page.keys for page in alone]
    assert {f"story:{story.pk}" for story in stories} <= together[2].keys


def test_the_second_format_asks_less(section, stories):
    with sharing():
        with CaptureQueriesContext(
            connection,
        ) as first:
            feed(section, "rss")
        with CaptureQueriesContext(connection) as second:
            feed(section, "atom")
    assert len(second) < len(first) - 3


def test_a_story_changed_between_two_formats_is_new_in_the_second(section, stories):
    with sharing():
        feed(section, "rss")
        stories[1].title = "عنوان مصحح"
        stories[1].save_revision().publish()
        assert "عنوان مصحح" in feed(section, "atom").body.decode()
        stories[0].unpublish()
        assert "خبر 0" not in feed(section, "json").body.decode()
