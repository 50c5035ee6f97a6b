"""Lists follow what is published, withdrawn, merged and filed, by a real index."""

from typing import Any

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from warraq import testing
from warraq.related import renewing
from warraq.related.models import Awaited
from warraq.stories.models import Keyword, PinnedRelated, RelatedStory, StoryPage

from .conftest import SUBJECTS, Worker, last_change, listed, refined_since, story_about

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def some(subject: str, count: int, first: int = 0) -> list[StoryPage]:
    return [story_about(subject, first + number) for number in range(count)]


def numbers(stories: list[StoryPage]) -> set[int]:
    return {story.pk for story in stories}


def test_a_story_lists_those_of_its_subject_that_share_no_keyword(worker: Worker):
    river, match = some("river", 7), some("match", 7)
    story = story_about("river", 50)
    worker.settle()
    assert len(listed(story)) == 6
    assert set(listed(story)) <= numbers(river)
    assert not set(listed(river[0])) & numbers(match)


def test_older_stories_near_a_new_one_list_it_too(worker: Worker):
    river = some("river", 2)
    worker.settle()
    last = last_change()
    story = story_about("river", 60)
    worker.settle()
    assert all(story.pk in listed(older) for older in river)
    assert refined_since(last) == {f"story:{pk}:related" for pk in [*numbers(river), story.pk]}


def test_a_publication_is_offered_to_few_stories_however_many_are_near(worker: Worker):
    some("river", 14)
    worker.settle()
    last = last_change()
    story_about("river", 61)
    worker.settle()
    assert 1 <= len(refined_since(last)) <= 6


def test_the_editors_choice_is_there_at_once_and_stays_first(worker: Worker):
    far, *_ = some("match", 3)
    some("river", 4)
    story = testing.new_story("السد الجديد", body=story_about("river", 70).body)
    story.pinned = [PinnedRelated(related=far)]
    story = testing.publish(testing.make_section(), story)
    assert listed(story)[0] == far.pk
    worker.settle()
    assert listed(story)[0] == far.pk
    assert len(listed(story)) > 1


def test_a_draft_shows_its_pins_before_it_is_published():
    one, other, story = (story_about("match", number) for number in range(3))
    story.pinned = [PinnedRelated(related=other, sort_order=0), PinnedRelated(related=one, sort_order=1)]
    revision = story.save_revision()
    assert [card.pk for card in revision.as_object().related] == [other.pk, one.pk]
    assert fresh(story).related == []


def test_a_pin_of_another_edition_that_came_by_another_road_is_never_shown(worker: Worker):
    english = testing.make_story(testing.make_section("News", "news", testing.make_edition("en")), title="The river")
    near, story = story_about("river", 1), story_about("river", 2)
    story.pinned = [PinnedRelated(related=english, sort_order=0), PinnedRelated(related=near, sort_order=1)]
    revision = story.save_revision()
    assert [card.pk for card in revision.as_object().related] == [near.pk]
    revision.publish()
    assert listed(story) == [near.pk]
    worker.settle()
    assert listed(story) == [near.pk]
    # Stored before such were left out.
    RelatedStory.objects.create(story=story, related=english, rank=9, is_pinned=True)
    assert [card.pk for card in fresh(story).related] == [near.pk]


def test_a_pin_taken_away_is_gone_at_once(worker: Worker):
    far, story = story_about("match", 1), story_about("river", 1)
    story.pinned = [PinnedRelated(related=far)]
    story.save_revision().publish()
    worker.settle()
    assert listed(story) == [far.pk]
    story = fresh(story)
    story.pinned = []
    story.save_revision().publish()
    assert listed(story) == []


def test_a_withdrawn_story_leaves_every_list_and_another_takes_its_place(worker: Worker):
    river = some("river", 9)
    worker.settle()
    gone = StoryPage.objects.get(pk=listed(river[0])[0])
    holders = set(RelatedStory.objects.filter(related=gone).values_list("story_id", flat=True))
    gone.unpublish()
    for holder in holders:
        assert gone.pk not in [card.pk for card in StoryPage.objects.get(pk=holder).related]
    worker.settle()
    assert not RelatedStory.objects.filter(related=gone).exists()
    assert all(len(listed(StoryPage(pk=holder))) == 6 for holder in holders - {gone.pk})


def test_a_deleted_story_leaves_every_list_and_another_takes_its_place(worker: Worker):
    river = some("river", 9)
    worker.settle()
    gone = listed(river[0])[0]
    StoryPage.objects.get(pk=gone).delete()
    worker.settle()
    assert len(listed(river[0])) == 6
    assert gone not in listed(river[0])


def test_a_story_that_becomes_private_leaves_the_lists_and_comes_back(worker: Worker):
    one, other = some("river", 2)
    worker.settle()
    lock = PageViewRestriction.objects.create(page=other, restriction_type="login")
    worker.settle()
    assert listed(one) == []
    lock.delete()
    worker.settle()
    assert listed(one) == [other.pk]


def test_the_same_story_printed_again_is_listed_neither_beside_itself_nor_twice(worker: Worker):
    first = story_about("river", 1)
    again = testing.make_story(title="عنوان غير الأول", body=first.body)
    third = story_about("river", 2)
    worker.settle()
    assert again.pk not in listed(first)
    assert len({first.pk, again.pk} & set(listed(third))) == 1


def test_stories_of_another_edition_are_not_listed(worker: Worker):
    english = testing.make_section("Notizie", "notizie", edition=testing.make_edition("en"))
    story, other = story_about("river", 1), story_about("river", 2)
    foreign = story_about("river", 3, section=english)
    worker.settle()
    assert listed(story) == [other.pk]
    assert listed(foreign) == []


def test_a_deleted_keyword_has_the_lists_of_its_stories_looked_at_anew(worker: Worker):
    dam = testing.make_keyword("سدّ بعيد")
    one, other = story_about("river", 1, keywords=[dam]), story_about("market", 1, keywords=[dam])
    hidden = story_about("match", 1, keywords=[dam])
    hidden.unpublish()
    worker.settle()
    assert (listed(one), listed(other)) == ([other.pk], [one.pk])
    last = last_change()
    dam.delete()
    assert set(Awaited.objects.values_list("story", "urgency")) == {(one.pk, 0), (other.pk, 0)}
    worker.settle()
    assert (listed(one), listed(other)) == ([], [])
    assert refined_since(last) == {f"story:{pk}:related" for pk in (one.pk, other.pk)}


def test_a_deleted_keyword_of_many_stories_lets_the_urgent_pass(worker: Worker):
    dam = testing.make_keyword("سدّ بعيد")
    stories = [story_about("river", number, keywords=[dam]) for number in range(11)]
    worker.settle()
    Keyword.objects.filter(pk=dam.pk).delete()
    assert set(Awaited.objects.values_list("story", "urgency")) == {(pk, 2) for pk in numbers(stories)}


def test_a_keyword_that_is_not_deleted_in_the_end_asks_for_nothing(worker: Worker):
    dam = testing.make_keyword("سدّ بعيد")
    story_about("river", 1, keywords=[dam])
    worker.settle()
    with transaction.atomic():
        dam.delete()
        transaction.set_rollback(True)
    assert not Awaited.objects.exists()


def test_a_merged_keyword_brings_its_stories_together(worker: Worker):
    dams, dam = testing.make_keyword("السدود"), testing.make_keyword("سدود المياه")
    one, other = story_about("river", 1, keywords=[dams]), story_about("market", 2, keywords=[dam])
    worker.settle()
    assert other.pk not in listed(one)
    dam.merge_into(dams)
    worker.settle()
    assert other.pk in listed(one)
    assert one.pk in listed(other)


def test_a_dossier_brings_its_stories_together_while_readers_can_open_it(worker: Worker):
    dossier = testing.make_dossier()
    one, other = story_about("river", 1, dossiers=[dossier]), story_about("market", 2, dossiers=[dossier])
    worker.settle()
    assert (listed(one), listed(other)) == ([other.pk], [one.pk])
    dossier.unpublish()
    worker.settle()
    assert (listed(one), listed(other)) == ([], [])


def test_a_story_rewritten_moves_to_its_new_subject(worker: Worker):
    river, match = some("river", 4), some("match", 4)
    moved = story_about("river", 90)
    worker.settle()
    assert set(listed(moved)) <= numbers(river)
    moved = fresh(moved)
    moved.title, moved.body = "الكأس للفريق", story_about("match", 91).body
    moved.save_revision().publish()
    worker.settle()
    assert set(listed(moved)) & numbers(match)
    assert not set(listed(moved)) & numbers(river)


def test_a_second_look_at_what_has_not_changed_says_nothing(worker: Worker):
    some("river", 4)
    worker.settle()
    last = last_change()
    story = fresh(StoryPage.objects.first())
    story.save_revision().publish()
    assert worker.settle()
    assert refined_since(last) == set()
    assert worker.settle() == 0


def test_texts_of_other_subjects_are_not_near(worker: Worker):
    for subject in SUBJECTS:
        some(subject, 2)
    worker.settle()
    for story in StoryPage.objects.all():
        assert len(listed(story)) == 1, story.title


def test_what_a_story_asks_of_the_database_does_not_grow(worker: Worker, django_assert_max_num_queries: Any):
    keyword = testing.make_keyword()
    stories = [story_about("river", number, keywords=[keyword]) for number in range(12)]
    worker.settle()
    fresh(stories[3]).save_revision().publish()
    worker.read_on()
    worker.follow()
    looked_at = 1 + renewing.OFFERED
    with django_assert_max_num_queries(30 * looked_at):
        assert worker.renew() == looked_at
