"""The schedule with several workers, and with a clock that is wrong."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from warraq import testing
from warraq.changes.tests.processes import other_processes
from warraq.newsroom.schedule import publish_due
from warraq.stories.models import StoryPage

YEAR = timedelta(days=365)
PUBLISH = """
from warraq.newsroom.schedule import publish_due
publish_due()
"""
SLOWLY = (
    """
from wagtail.signals import page_published
def stay(**kwargs):
    tell("publishing")
    wait()
page_published.connect(stay, weak=False)
"""
    + PUBLISH
)
AUDIT = "SELECT page_id FROM wagtailcore_pagelogentry WHERE action = 'wagtail.publish.scheduled'"


def schedule(page: StoryPage, moment) -> StoryPage:
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=moment)
    return page


def scheduled(count: int = 1) -> list[StoryPage]:
    """Drafts that should have gone out a minute ago."""
    section = testing.make_section()
    due = timezone.now() - timedelta(minutes=1)
    return [schedule(testing.make_draft(section, f"خبر مجدول رقم {number}"), due) for number in range(count)]


def publications(page: StoryPage) -> int:
    return PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.publish.scheduled").count()


# --- several workers ---


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the other one waits for the write lock")
@pytest.mark.django_db(transaction=True)
def test_a_second_worker_leaves_a_story_to_the_one_that_is_publishing_it(tmp_path):
    (story,) = scheduled()
    with other_processes(tmp_path) as processes:
        first = processes.start(SLOWLY)
        assert first.heard() == "publishing"
        second = processes.start(PUBLISH)
        wait_until_it_ends_or_waits(second)
        first.go()
        assert first.ended_well()
        assert second.ended_well()
    assert publications(story) == 1


def wait_until_it_ends_or_waits(process) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    while not process.has_ended:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_each_story_once(tmp_path):
    stories = scheduled(12)
    with other_processes(tmp_path) as processes:
        processes.run_at_once(PUBLISH)
        processes.run_at_once(PUBLISH, 1)  # whoever stood back looks again a second later
        published = sorted(pk for (pk,) in processes.fetch(AUDIT))
    assert published == sorted(story.pk for story in stories)


# --- an error of one page ---


@pytest.mark.django_db
def test_a_page_that_fails_holds_up_no_other_and_is_told_once(caplog):
    broken, other = scheduled(2)

    def fail(instance, **kwargs):
        if instance.pk == broken.pk:
            raise ValueError("broken")

    page_published.connect(fail)
    try:
        assert [page.pk for page in publish_due().published] == [other.pk]
        publish_due()
    finally:
        page_published.disconnect(fail)
    assert caplog.text.count("cannot be published") == 1
    assert [page.pk for page in publish_due().published] == [broken.pk]


# --- a clock that is wrong ---


@pytest.fixture
def clock(monkeypatch):
    """Sets the time."""
    now = timezone.now()

    def set_to(ahead: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now + ahead)

    set_to(timedelta())
    return set_to


@pytest.mark.django_db
def test_a_clock_that_jumps_a_year_ahead_and_back_publishes_nothing_twice(section, clock):
    story = schedule(testing.make_draft(section), timezone.now() + timedelta(days=1))
    clock(YEAR)
    publish_due()
    clock(timedelta())
    publish_due()
    clock(timedelta(days=2))
    publish_due()
    assert publications(story) == 1
    assert StoryPage.objects.get(pk=story.pk).live


@pytest.mark.django_db
def test_what_is_due_after_a_clock_was_put_back_waits_for_its_moment(section, clock):
    story = schedule(testing.make_draft(section), timezone.now() + timedelta(days=1))
    clock(-YEAR)
    publish_due()
    clock(timedelta(hours=23))
    publish_due()
    assert publications(story) == 0
    clock(timedelta(hours=25))
    publish_due()
    assert publications(story) == 1
