"""Which stored pages a moderator's decision, a rule and the clock refresh."""

from datetime import timedelta

import pytest
from django.utils import timezone

from warraq.comments import moderation
from warraq.comments.closing import close_due
from warraq.comments.models import ClosedUntil, Policy, Rule
from warraq.pagestore.keeping import keep
from warraq.pagestore.store import Store
from warraq.pagestore.tests.conftest import follow, settle, store  # noqa: F401 - fixtures
from warraq.pagestore.verifying import verify
from warraq.stories.models import StoryPage
from warraq.testing import make_editor, make_section, make_story

from .writing import write

# On PostgreSQL the log is read past what a test that commits has written only.
pytestmark = pytest.mark.django_db(transaction=True)


def stale(store: Store) -> set[str]:  # noqa: F811
    return {path for (path,) in store.index.select("SELECT path FROM page WHERE stale_since IS NOT NULL")}


def test_a_decision_refreshes_the_story_its_comments_and_nothing_else(settle, store, follow):  # noqa: F811
    section = make_section()
    story, other = make_story(section), make_story(section, "قصة أخرى")
    comment = write(story, text="رأي في القصة")
    for address in (story.url, other.url, section.url, "/", f"/feeds/comments/{story.pk}.rss", "/feeds/home.rss"):
        keep(store, address)
    settle()
    moderation.edit(comment.pk, make_editor(), "رأي معدّل")
    follow()
    assert stale(store) == {story.url, f"/feeds/comments/{story.pk}.rss"}
    settle()
    assert verify(store).differing == []
    Rule.objects.create(section=section, policy=Policy.CLOSED)
    follow()
    assert {story.url, other.url} <= stale(store)
    assert section.url not in stale(store)


def test_the_clock_takes_the_form_from_the_page_when_comments_close(settle, store, follow):  # noqa: F811
    story = make_story(comment_days=1)
    ClosedUntil.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    settle()
    assert b'name="text"' in store.copy(story.url).body
    moment = timezone.now() - timedelta(days=2)
    StoryPage.objects.filter(pk=story.pk).update(listed_at=moment, published_at=moment)
    ClosedUntil.objects.update(at=timezone.now() - timedelta(days=2))
    assert close_due() == 1
    follow()
    assert stale(store) == {story.url}
    settle()
    assert b'name="text"' not in store.copy(story.url).body


def test_a_story_goes_with_its_comments():
    story = make_story()
    head = write(story)
    write(story, parent=head)
    moderation.withdraw([head.pk])
    story.delete()
    assert not StoryPage.objects.filter(pk=story.pk).exists()
