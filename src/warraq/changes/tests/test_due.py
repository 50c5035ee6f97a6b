"""Moments that change a page by themselves."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from warraq import testing
from warraq.changes import due
from warraq.changes.models import Change, Due
from warraq.front.models import FrontPage, FrontSlot

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def due_changes() -> list[str]:
    return list(Change.objects.filter(kind=Change.Kind.DUE).values_list("subject", flat=True))


def test_a_moment_is_logged_once_when_it_has_come():
    now = timezone.now()
    with transaction.atomic():
        due.set_for("story:1", {now + HOUR: {"edition:1:recent"}})
    assert due.turn_into_changes(now) == 0
    assert due.turn_into_changes(now + HOUR) == 1
    assert due.turn_into_changes(now + HOUR) == 0
    assert Change.objects.get(kind=Change.Kind.DUE).keys == ["edition:1:recent", "story:1"]


def test_the_moments_of_a_subject_replace_each_other():
    now = timezone.now()
    for hours in (1, 2):
        with transaction.atomic():
            due.set_for("story:1", {now + hours * HOUR: set()})
    assert Due.objects.count() == 1
    assert due.turn_into_changes(now + HOUR) == 0


def test_a_clock_that_ran_ahead_is_put_right():
    now = timezone.now()
    with transaction.atomic():
        due.set_for("story:1", {now + HOUR: set()})
    assert due.turn_into_changes(now + 2 * HOUR) == 1
    assert due.turn_into_changes(now) == 0
    assert due.turn_into_changes(now + HOUR) == 1


@pytest.mark.django_db(transaction=True)
def test_a_moment_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        due.set_for("story:1", {timezone.now(): set()})


def test_a_pin_that_ends_is_a_moment_of_its_front():
    story = testing.make_story(testing.make_section())
    front = FrontPage.objects.get(edition=story.edition)
    ends = timezone.now() + HOUR
    front.slots.add(FrontSlot(story=story, until=ends))
    front.save_revision().publish()
    due.turn_into_changes(ends)
    assert due_changes() == [front.object_key]


def test_a_story_leaves_the_news_sitemap_after_two_days():
    story = testing.make_story(testing.make_section())
    due.turn_into_changes(story.listed_at + timedelta(hours=47))
    assert due_changes() == []
    due.turn_into_changes(story.listed_at + timedelta(hours=48))
    assert due_changes() == [f"story:{story.pk}:recent"]


def test_what_is_deleted_becomes_due_no_more():
    story = testing.make_story(testing.make_section())
    assert Due.objects.exists()
    story.delete()
    assert not Due.objects.exists()
