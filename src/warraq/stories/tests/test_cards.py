"""A card says of a story what the story's own model says."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from warraq import testing
from warraq.changes.recording import recording
from warraq.stories import cards
from warraq.stories.beside import add_credits
from warraq.stories.models import Byline, StoryPage
from warraq.stories.prepared import Given, Prepared

pytestmark = pytest.mark.django_db
NAMES = (
    *("pk", "title", "short_headline", "card_title", "kicker", "standfirst", "form", "url", "alt"),
    *("listed_at", "published_at", "section_id", "lead_picture_id"),
)


@pytest.fixture
def story() -> StoryPage:
    picture = testing.make_image()
    picture.focal_point_x, picture.focal_point_y = 30, 20
    picture.focal_point_width = picture.focal_point_height = 10
    picture.save()
    made = testing.make_story(
        title="منسوب النهر",
        form="analysis",
        kicker="مياه",
        standfirst="ما الذي تقوله الأرقام؟",
        short_headline="المنسوب",
        lead_picture=picture,
        authors=[testing.make_author()],
        keywords=[testing.make_keyword()],
        dossiers=[testing.make_dossier()],
    )
    return StoryPage.objects.get(pk=made.pk)


def only_card(found: list[cards.Card]) -> cards.Card:
    (card,) = found
    return card


def test_it_says_what_the_model_says(story: StoryPage):
    card = only_card(cards.newest(5, section=story.section))
    assert {name: getattr(card, name) for name in NAMES} == {name: getattr(story, name) for name in NAMES}
    assert (card.section.title, card.section.url) == (story.section.title, story.section.url)


def test_its_picture_is_printed_as_the_models(story: StoryPage):
    card = only_card(cards.newest(5, section=story.section))
    assert card.lead_picture.sources == story.lead_picture.sources
    assert card.lead_picture.sources.focus


def test_a_story_without_a_picture_has_none(story: StoryPage):
    StoryPage.objects.filter(pk=story.pk).update(lead_picture=None, lead_alt="")
    card = only_card(cards.newest(5, section=story.section))
    assert (card.lead_picture, card.lead_picture_id, card.alt) == (None, None, "")


def test_its_form_is_named_in_the_language_it_is_printed_in(story: StoryPage):
    card = only_card(cards.newest(5, section=story.section))
    for language in ("ar", "en"):
        with translation.override(language):
            assert card.get_form_display() == story.get_form_display()


def test_every_list_holds_the_same_stories_as_its_queryset(story: StoryPage):
    other = testing.make_story(story.section, title="قصة أخرى", authors=[story.credits[0].author])
    author, keyword = story.credits[0].author, story.topics[0]
    dossier = story.dossiers[0]
    assert [card.pk for card in cards.newest(9, edition=story.edition)] == [other.pk, story.pk]
    assert [card.pk for card in cards.newest_of(author, 9)] == [row.pk for row in StoryPage.objects.of_author(author)]
    assert [card.pk for card in cards.newest_of(keyword, 9)] == [story.pk]
    assert [card.pk for card in cards.newest_of(dossier, 9)] == [story.pk]
    assert set(cards.chosen([story.pk, other.pk])) == {story.pk, other.pk}
    assert cards.chosen([]) == {}


def test_a_span_begins_with_its_first_moment_and_ends_before_its_last(story: StoryPage):
    start = story.listed_at
    assert [card.pk for card in cards.between(start, start + timedelta(seconds=1), section=story.section)] == [story.pk]
    assert cards.between(start - timedelta(seconds=1), start, section=story.section) == []


def test_story_section_and_picture_are_noted(story: StoryPage):
    with recording() as recorder:
        cards.newest(5, section=story.section)
    expected = {story.object_key, story.section.object_key, story.lead_picture.object_key}
    assert recorder.keys == expected | {f"{story.section.object_key}:stories"}


def test_bylines_come_in_their_order(story: StoryPage):
    Byline.objects.create(story=story, author=testing.make_author("هدى عيسى"), sort_order=-1)
    card = only_card(cards.newest(5, section=story.section))
    add_credits([card])
    assert [byline.author.name for byline in card.credits][0] == "هدى عيسى"
    assert [byline.pk for byline in card.credits] == [byline.pk for byline in story.credits]


def test_a_prepared_query_is_asked_with_other_values(story: StoryPage, django_assert_num_queries: Any):
    by_number = Prepared(lambda: StoryPage.objects.filter(pk=Given("pk")).select_related("section", "lead_picture"))
    other = testing.make_story(story.section, title="قصة أخرى")
    for wanted in (story, other):
        with django_assert_num_queries(1):
            found = by_number.first(pk=wanted.pk)
            title = found.section.title
        assert (found, title) == (wanted, wanted.section.title)
    assert found.lead_picture is None
    assert by_number.first(pk=0) is None


def test_a_prepared_query_reads_every_kind_of_column_as_django_does(story: StoryPage):
    whole = Prepared(lambda: StoryPage.objects.filter(pk=Given("pk")))
    expected = StoryPage.objects.get(pk=story.pk)
    found = whole.first(pk=story.pk)
    for field in StoryPage._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(expected, field.attname), field.name
