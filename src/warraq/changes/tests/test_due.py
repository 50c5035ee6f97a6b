"""Moments that change a page by themselves."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from warraq import testing
from warraq.changes import due
from warraq.changes.models import Change, Due
from warraq.front.arranged import Pin, home
from warraq.front.models import FrontPage
from warraq.front.working import arrange

from .processes import other_processes

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


def test_a_clock_that_jumps_a_year_ahead_and_back_loses_no_moment_and_turns_none_twice():
    now = timezone.now()
    ahead = now + timedelta(days=365)
    for subject, moment in (("story:1", now + HOUR), ("story:2", now + timedelta(days=200))):
        with transaction.atomic():
            due.set_for(subject, {moment: set()})
    for wrong in (ahead, ahead + HOUR, ahead + 2 * HOUR):
        due.turn_into_changes(wrong)
    assert sorted(due_changes()) == ["story:1", "story:2"]
    Change.objects.all().delete()
    assert due.turn_into_changes(now) == 0
    for hours in (1, 2, 3):
        due.turn_into_changes(now + hours * HOUR)
    assert due_changes() == ["story:1"]
    due.turn_into_changes(now + timedelta(days=200))
    assert due_changes() == ["story:1", "story:2"]


def test_moments_turned_long_ago_are_forgotten():
    now = timezone.now()
    with transaction.atomic():
        due.set_for("story:1", {now: set()})
    due.turn_into_changes(now)
    due.turn_into_changes(now + due.KEPT)
    assert Due.objects.count() == 1
    due.turn_into_changes(now + due.KEPT + HOUR)
    assert Due.objects.count() == 0


TURN = """
from warraq.changes import due
while due.turn_into_changes():
    pass
"""


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_at_once_only_one_turns_each_moment(tmp_path):
    moment = timezone.now() - HOUR
    Due.objects.bulk_create(Due(at=moment, subject=f"story:{number}", keys=[]) for number in range(1200))
    with other_processes(tmp_path) as processes:
        processes.run_at_once(TURN)
        rows = processes.fetch("SELECT subject, count(*) FROM changes_change WHERE kind = 'due' GROUP BY subject")
    assert len(rows) == 1200
    assert {count for _subject, count in rows} == {1}


@pytest.mark.django_db(transaction=True)
def test_a_moment_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        due.set_for("story:1", {timezone.now(): set()})


def test_a_pin_that_ends_is_a_moment_of_its_front():
    story = testing.make_story(testing.make_section())
    front = FrontPage.objects.get(edition=story.edition)
    ends = timezone.now() + HOUR
    arrange(front, home(picks=[Pin(story.pk, ends)]))
    due.turn_into_changes(ends)
    assert due_changes() == [f"{front.object_key}:arrangement"]


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
