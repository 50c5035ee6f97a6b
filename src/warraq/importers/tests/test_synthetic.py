import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.models import Page

from warraq.editions.models import Edition
from warraq.importers.benchmark import measure_pages
from warraq.importers.synthetic import Maker, fill
from warraq.importers.vocabulary import words
from warraq.language.clean import clean
from warraq.stories.models import RelatedStory, StoryPage


def test_the_words_need_no_cleaning():
    text = " ".join(words())
    assert clean(text, "ar") == text
    assert len(words()) > 3000


def test_the_same_number_gives_the_same_story(db):
    maker = Maker(Edition.objects.get(code="ar"))
    first, again = maker.story(7, 100), maker.story(7, 100)
    assert (first.page.title, first.authors, first.keywords) == (
        again.page.title,
        again.authors,
        again.keywords,
    )
    assert first.page.published_at == again.page.published_at
    assert [block.value.source if block.block_type == "paragraph" else block.value for block in first.page.body] == [
        block.value.source if block.block_type == "paragraph" else block.value for block in again.page.body
    ]


@pytest.mark.django_db
def test_filled_stories_are_whole_and_complete():
    shares = []
    fill(120, lambda share, count: shares.append((share, count)))
    assert shares[-1] == (1.0, 120)
    assert StoryPage.objects.listed().count() == 120
    assert not any(story.problems() for story in StoryPage.objects.all())
    assert RelatedStory.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.fixture
def _one_connection():
    """A whole request would close the connection in which the test's transaction lives."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
def test_every_page_kind_is_measured():
    fill(60, lambda share, count: None)
    measured = {item.page: item for item in measure_pages(rounds=2)}
    assert set(measured) == {"home", "section", "story", "archive", "keyword"}
    assert all(item.queries > 0 and item.size > 0 for item in measured.values())
