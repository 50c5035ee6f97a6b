"""From a finished draft to a published story: whose approval counts, who has a step, when it is due."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, TaskState

from warraq import testing
from warraq.newsroom.models import Step
from warraq.newsroom.roles import REVIEW, Role
from warraq.newsroom.workflow import claiming, queries, ready
from warraq.people.models import User

from .forms import create, story_form

pytestmark = pytest.mark.django_db


def again(user):
    """The same person in the next request."""
    return User.objects.get(pk=user.pk)


def submit(story, user):
    story.get_workflow().start(story, user)
    return queries.step_of(story)


def approve(step, user):
    state = step.state.specific
    state.task.specific.on_action(state, user, "approve")


@pytest.fixture
def colleague(db):
    return testing.make_user("colleague", Role.SECTION_EDITOR)


@pytest.fixture
def story(section, reporter):
    return testing.make_draft(section, owner=reporter)


# --- steps ---


def test_what_is_submitted_waits_for_editors_and_not_for_reporters(story, reporter, editor):
    step = submit(story, reporter)
    assert list(queries.waiting_for(editor)) == [step]
    assert list(queries.waiting_for(reporter)) == []
    assert list(queries.submitted_by(reporter)) == [step]


def test_the_list_of_what_waits_takes_as_many_queries_for_many_as_for_one(
    section, reporter, editor, django_assert_max_num_queries
):
    for number in range(4):
        submit(testing.make_draft(section, f"مادة {number}", owner=reporter), reporter)
    with django_assert_max_num_queries(8):
        rows = [(step.page.title, step.task_name, str(step.submitter)) for step in queries.waiting_for(again(editor))]
    assert len(rows) == 4


def test_the_earliest_due_comes_first(section, reporter, editor):
    ready.choose(ready.Kind.ONE_DESK)
    late, soon = (submit(testing.make_draft(section, title), reporter) for title in ("الأولى", "الثانية"))
    claiming.set_due(soon, editor, timezone.now() + timedelta(hours=1))
    assert list(queries.waiting_for(editor)) == [soon, late]


def test_a_step_is_due_after_the_hours_of_its_kind(story, reporter):
    ready.choose(ready.Kind.ONE_DESK)
    due = submit(story, reporter).due_at - timezone.now()
    assert timedelta(hours=3, minutes=59) < due <= timedelta(hours=4)


def test_only_one_of_two_who_press_at_once_has_it(story, reporter, editor, colleague):
    step = submit(story, reporter)
    claiming.claim(Step.objects.get(pk=step.pk), editor)
    with pytest.raises(claiming.Taken) as refused:
        claiming.claim(step, colleague)
    assert refused.value.step.claimed_by == editor
    claiming.release(step, editor)
    assert claiming.claim(step, colleague).claimed_by == colleague


def test_a_step_that_is_over_cannot_be_taken(story, reporter, editor):
    step = submit(story, reporter)
    approve(step, editor)
    assert not claiming.may_take(queries.Step.objects.get(pk=step.pk), editor)
    with pytest.raises(claiming.Taken):
        claiming.claim(step, editor)


def test_taking_is_written_into_the_history(story, reporter, editor):
    claiming.claim(submit(story, reporter), editor)
    assert "warraq.step.claimed" in {entry.action for entry in _history(story)}


def _history(story):
    from wagtail.models import PageLogEntry

    return PageLogEntry.objects.filter(page=story.pk)


# --- the three ready workflows ---


def test_a_new_site_has_the_workflow_of_its_file(settings):
    settings.WARRAQ_WORKFLOW = "legal-check"
    ready.choose_first()
    assert ready.current_kind() == ready.Kind.LEGAL
    settings.WARRAQ_WORKFLOW = "one-desk"
    ready.choose_first()
    assert ready.current_kind() == ready.Kind.LEGAL


def test_a_site_that_has_used_its_workflow_keeps_it(settings, story, reporter):
    submit(story, reporter)
    settings.WARRAQ_WORKFLOW = "legal-check"
    ready.choose_first()
    assert ready.current().name == REVIEW
    assert ready.current_kind() is None


def test_the_command_says_and_changes_the_workflow(capsys):
    call_command("workflow")
    assert capsys.readouterr().out.startswith(f"own: “{REVIEW}”")
    call_command("workflow", "two-pairs-of-eyes")
    assert capsys.readouterr().out.startswith("two-pairs-of-eyes: ")
    call_command("workflow", "one-desk")
    call_command("workflow", "two-pairs-of-eyes")
    assert ready.Workflow.objects.filter(ready__kind="two-pairs-of-eyes").count() == 1


def test_at_one_desk_whoever_may_publish_publishes(story, editor):
    ready.choose(ready.Kind.ONE_DESK)
    assert story.permissions_for_user(again(editor)).can_publish()


@pytest.mark.parametrize("kind", [ready.Kind.TWO_PAIRS, ready.Kind.LEGAL])
def test_with_approval_nobody_publishes_alone(section, kind, editor):
    ready.choose(kind)
    boss = User.objects.create_superuser("boss", "boss@example.org", testing.PASSWORD)
    for person in (again(editor), boss):
        own = testing.make_draft(section, "مادتي", owner=person)
        assert not own.permissions_for_user(person).can_publish()
        assert not section.permissions_for_user(person).can_publish_subpage()
        step = submit(own, person)
        assert own.current_workflow_task.get_actions(own, person) == []
        assert step not in queries.waiting_for(person)
        assert not claiming.may_take(step, person)


def test_fronts_and_sections_are_not_held_up_by_approval(section, editor):
    ready.choose(ready.Kind.TWO_PAIRS)
    assert section.permissions_for_user(again(editor)).can_publish()
    assert testing.make_front().permissions_for_user(again(editor)).can_publish()


def test_withdrawing_needs_no_second_pair_of_eyes(section, editor):
    ready.choose(ready.Kind.TWO_PAIRS)
    assert testing.make_story(section).permissions_for_user(again(editor)).can_unpublish()


def test_the_second_pair_of_eyes_publishes(section, editor, colleague):
    ready.choose(ready.Kind.TWO_PAIRS)
    own = testing.make_draft(section, owner=editor)
    step = submit(own, editor)
    assert list(queries.waiting_for(colleague)) == [step]
    approve(step, colleague)
    assert Page.objects.get(pk=own.pk).live


def test_who_changes_a_live_story_does_not_approve_it_and_its_first_author_may(section, editor, colleague):
    ready.choose(ready.Kind.TWO_PAIRS)
    live = testing.make_story(section, owner=editor)
    live.save_revision(user=colleague)
    submit(live, colleague)
    task = live.current_workflow_task
    assert task.get_actions(live, colleague) == []
    assert task.get_actions(live, editor)


def test_the_legal_reviewer_comes_last_and_takes_it_out_without_the_right_to_publish(story, reporter, editor):
    ready.choose(ready.Kind.LEGAL)
    lawyer = testing.make_user("lawyer", Role.LEGAL_REVIEWER)
    first = submit(story, reporter)
    assert list(queries.waiting_for(lawyer)) == []
    assert not story.permissions_for_user(lawyer).can_edit()
    approve(first, editor)
    assert not Page.objects.get(pk=story.pk).live
    last = queries.step_of(story)
    assert list(queries.waiting_for(lawyer)) == [last]
    assert Page.objects.get(pk=story.pk).permissions_for_user(lawyer).can_edit()
    assert list(queries.waiting_for(editor)) == []
    approve(last, lawyer)
    assert Page.objects.get(pk=story.pk).live


def test_the_form_does_not_publish_a_new_story_past_the_second_pair_of_eyes(newsroom, section):
    ready.choose(ready.Kind.TWO_PAIRS)
    url = reverse("wagtailadmin_pages:add", args=["stories", "storypage", section.pk])
    assert b'name="action-publish"' not in newsroom.get(url).content
    response = create(newsroom, section, "action-publish", story_form("خبر سريع"))
    assert "أرسله" in response.content.decode() or response.status_code == 200
    assert not Page.objects.filter(title="خبر سريع", live=True).exists()


def test_steps_of_wagtails_own_kind_heed_the_reach_of_roles(story, reporter, editor, section):
    assert GroupApprovalTask.objects.filter(name=REVIEW).exists()
    elsewhere = testing.make_section("مقالات", "articles")
    group = Role.SECTION_EDITOR.group()
    group.page_permissions.update(page=elsewhere)
    colleague = testing.make_user("colleague", Role.SECTION_EDITOR)
    step = submit(story, reporter)
    assert story.current_workflow_task.get_actions(story, colleague) == []
    assert list(queries.waiting_for(colleague)) == []
    assert list(queries.waiting_for(editor)) == [step]
    assert TaskState.objects.reviewable_by(colleague).count() == 0
