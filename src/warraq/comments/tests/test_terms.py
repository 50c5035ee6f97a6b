"""On which terms stories may be commented, and what time and rules change."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from warraq.changes.models import Change
from warraq.comments.closing import EVERY, close_due
from warraq.comments.models import ClosedUntil, Policy, Rule
from warraq.comments.terms import terms_of
from warraq.editions.models import Edition
from warraq.stories.models import StoryPage
from warraq.testing import make_edition, make_section, make_story

FORMS = ["", "news", "opinion"]
rows = st.tuples(
    st.sampled_from([None, 5, 6]), st.sampled_from(FORMS), st.sampled_from(Policy.values), st.just(3), st.just(0)
)


@given(st.lists(rows, unique_by=lambda row: row[:2]), st.sampled_from([5, 6]), st.sampled_from(FORMS[1:]))
def test_the_narrowest_rule_counts(rules, section, form):
    edition = Edition(comment_rules=[list(row) for row in rules])
    story = StoryPage(edition=edition, section_id=section, form=form, listed_at=timezone.now())
    by_place = {row[:2]: row[2] for row in rules}
    order = [(section, form), (None, form), (section, ""), (None, "")]
    expected = next((by_place[place] for place in order if place in by_place), Policy.PREMODERATED)
    assert terms_of(story).policy == expected
    story.comment_policy = Policy.CLOSED
    assert terms_of(story).policy == Policy.CLOSED


def test_a_rule_reaches_the_stories_of_its_section_and_nobody_else(section):
    story, other = make_story(section), make_story(make_section("مقالات", "articles"))
    last = Change.objects.latest("pk").pk
    rule = Rule.objects.create(section=section, policy=Policy.CLOSED)
    assert [change.keys for change in Change.objects.filter(pk__gt=last)] == [["commentrules:all"]]
    assert (policy_of(story), policy_of(other)) == (Policy.CLOSED, Policy.PREMODERATED)
    rule.delete()
    assert policy_of(story) == Policy.PREMODERATED


def test_an_edition_saved_from_an_older_copy_keeps_the_rules_that_came_meanwhile(db):
    edition = make_edition()
    Rule.objects.create(policy=Policy.OPEN)
    edition.save()
    edition.refresh_from_db()
    assert edition.comment_rules == [[None, "", "open", 3, 0]]


def policy_of(story: StoryPage) -> str:
    return terms_of(StoryPage.objects.select_related("edition").get(pk=story.pk)).policy


@pytest.fixture
def ended(section) -> tuple[StoryPage, StoryPage]:
    """A story whose comments close an hour from now by a rule, and one that closes by its own days."""
    Rule.objects.create(closes_after_days=10)
    by_rule, by_itself = make_story(section), make_story(section, comment_days=3)
    for story, days in ((by_rule, 10), (by_itself, 3)):
        moment = timezone.now() - timedelta(days=days, hours=-1)
        StoryPage.objects.filter(pk=story.pk).update(listed_at=moment, published_at=moment)
    return by_rule, by_itself


def test_comments_close_once_at_their_moment(ended):
    now = timezone.now()
    ClosedUntil.objects.create(pk=1, at=now)
    make_story(title="قصة جديدة")
    assert close_due(now + EVERY) == 0
    assert close_due(now + timedelta(hours=2)) == 2
    assert close_due(now + timedelta(hours=3)) == 0
    noted = Change.objects.filter(subject__startswith="comments:").values_list("subject", flat=True)
    assert set(noted) == {f"comments:{story.pk}" for story in ended}


def test_a_clock_put_back_opens_again_what_it_had_closed_too_early(ended):
    now = timezone.now()
    ClosedUntil.objects.create(pk=1, at=now + timedelta(days=1))
    assert close_due(now) == 2
    assert close_due(now + timedelta(hours=2)) == 2
