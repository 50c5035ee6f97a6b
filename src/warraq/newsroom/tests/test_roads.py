"""Whatever the road: an incomplete page is refused and nothing changes, a complete one is logged once."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, Workflow

from warraq import testing
from warraq.changes.models import Change
from warraq.changes.pages import IncompletePage
from warraq.newsroom.refusals import REFUSED
from warraq.newsroom.roles import REVIEW
from warraq.newsroom.schedule import publish_due
from warraq.stories.models import StoryPage

from .forms import create, press, story_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def incomplete(section):
    return testing.make_draft(section, "تقرير بلا متن", body=[])


@pytest.fixture
def complete(section):
    return testing.make_draft(section, "تقرير مكتمل")


def rows_of(page):
    return list(Change.objects.filter(subject=f"story:{page.pk}"))


def assert_untouched(page):
    page = StoryPage.objects.get(pk=page.pk)
    assert not page.live
    assert page.live_revision_id is None
    assert page.published_at is None
    assert not Change.objects.filter(subject=f"story:{page.pk}").exists()
    assert not PageLogEntry.objects.filter(page_id=page.pk, action__startswith="wagtail.publish").exists()


def assert_published_once(page):
    (row,) = rows_of(page)
    assert_published(page, row)


def assert_published(page, row):
    page = StoryPage.objects.get(pk=page.pk)
    assert page.live
    assert page.listed_at
    assert row.kind == Change.Kind.PUBLISHED
    expected = {
        f"story:{page.pk}",
        f"section:{page.section_id}:stories",
        f"edition:{page.edition_id}:stories",
        f"section:{page.section_id}:stories-{page.listed_at:%Y-%m}",
        f"edition:{page.edition_id}:stories-{page.listed_at:%Y-%m}",
    }
    assert set(row.keys) == expected


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- the editor ---


def test_the_editor_publishes_a_complete_story(newsroom, complete):
    assert press(newsroom, complete, "action-publish", story_form()).status_code == 302
    assert_published_once(complete)


def test_the_editor_says_at_the_field_what_is_missing(newsroom, incomplete):
    response = press(newsroom, incomplete, "action-publish", story_form("بدون عنوان", text=""))
    assert set(response.context["form"].errors) >= {"title", "body"}
    assert "اكتب فقرة" in str(response.context["form"].errors["body"])
    assert_untouched(incomplete)


def test_an_incomplete_draft_saves_freely(newsroom, incomplete):
    assert press(newsroom, incomplete, "", story_form("بدون عنوان", text="")).status_code == 302
    assert StoryPage.objects.get(pk=incomplete.pk).draft_title == "بدون عنوان"


def test_a_new_story_is_created_and_published_at_once(newsroom, section):
    assert create(newsroom, section, "action-publish", story_form("خبر جديد عن المد")).status_code == 302
    assert_published_once(StoryPage.objects.get(title="خبر جديد عن المد"))


def test_a_new_incomplete_story_is_not_created_by_publishing(newsroom, section):
    response = create(newsroom, section, "action-publish", story_form("خبر بلا متن", text=""))
    assert "body" in response.context["form"].errors
    assert not StoryPage.objects.filter(title="خبر بلا متن").exists()


def test_a_lead_picture_without_words_is_refused_at_its_field(newsroom, complete):
    image = testing.make_image(description="")
    response = press(newsroom, complete, "action-publish", story_form(lead_picture=image.pk, lead_alt=""))
    assert "lead_alt" in response.context["form"].errors
    assert_untouched(complete)


def test_scheduling_an_incomplete_story_is_refused_when_it_is_asked_for(newsroom, incomplete):
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = story_form(text="") | {"go_live_at": tomorrow}
    assert "body" in press(newsroom, incomplete, "action-publish", data).context["form"].errors
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


# --- many at once ---


def bulk(client, *pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(url + "?" + "&".join(f"id={page.pk}" for page in pages), data)


def test_bulk_publication_publishes_the_complete_and_names_the_rest(newsroom, complete, incomplete):
    response = bulk(newsroom, incomplete, complete)
    assert response.status_code == 302
    assert_published_once(complete)
    assert_untouched(incomplete)
    assert "تقرير بلا متن" in words(response)
    assert "فقرة" in words(response)


def test_bulk_publication_with_what_is_below_skips_the_incomplete(newsroom, section, complete, incomplete):
    assert bulk(newsroom, section, include_descendants="on").status_code == 302
    assert_published_once(complete)
    assert_untouched(incomplete)


# --- the clock ---


def schedule(page, minutes_ago=1):
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes_ago)
    revision.save()


def test_a_refused_schedule_never_holds_up_the_others(complete, incomplete):
    schedule(incomplete, minutes_ago=5)
    schedule(complete)
    report = publish_due()
    assert [page.pk for page in report.published] == [complete.pk]
    assert [page.pk for page, _reasons in report.refused] == [incomplete.pk]
    assert_published_once(complete)
    assert_untouched(incomplete)


def test_a_refused_schedule_is_written_down_and_not_tried_again(incomplete):
    schedule(incomplete)
    publish_due()
    entry = PageLogEntry.objects.get(page_id=incomplete.pk, action=REFUSED)
    assert "فقرة" in entry.message
    assert publish_due().refused == []


def test_what_has_expired_is_withdrawn(section):
    story = testing.make_story(section)
    StoryPage.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert [page.pk for page in publish_due().withdrawn] == [story.pk]
    assert rows_of(story)[-1].kind == Change.Kind.UNPUBLISHED


def test_the_command_names_what_it_refused(incomplete, capsys):
    schedule(incomplete)
    call_command("publish_due")
    assert "تقرير بلا متن" in capsys.readouterr().err


# --- review ---


def approve(client, page):
    state = page.current_workflow_task_state
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""}
    )


def submit(page, user):
    Workflow.objects.get(name=REVIEW).start(page, user)


def test_approval_publishes_a_complete_story(newsroom, reporter, complete):
    submit(complete, reporter)
    assert approve(newsroom, complete).status_code in (200, 302)
    assert_published_once(complete)


def test_approval_of_an_incomplete_story_is_refused_and_stays_open(newsroom, reporter, incomplete):
    submit(incomplete, reporter)
    response = approve(newsroom, incomplete)
    assert response.status_code == 302
    assert "فقرة" in words(response)
    assert_untouched(incomplete)
    assert StoryPage.objects.get(pk=incomplete.pk).current_workflow_state is not None


def test_a_reporter_submits_only_what_is_complete(client, reporter, incomplete):
    client.force_login(reporter)
    response = press(client, incomplete, "action-submit", story_form(text=""))
    assert "body" in response.context["form"].errors
    assert press(client, incomplete, "action-submit", story_form()).status_code == 302
    assert StoryPage.objects.get(pk=incomplete.pk).current_workflow_state is not None


def test_a_reporter_cannot_publish(client, reporter, complete):
    client.force_login(reporter)
    press(client, complete, "action-publish", story_form())
    assert not StoryPage.objects.get(pk=complete.pk).live


# --- code ---


def test_a_revision_of_an_incomplete_story_is_refused(incomplete):
    with pytest.raises(IncompletePage):
        incomplete.get_latest_revision().publish()
    assert_untouched(incomplete)


def test_a_revision_of_a_complete_story_is_published_once(complete):
    complete.get_latest_revision().publish()
    assert_published_once(complete)


def test_saving_an_incomplete_page_as_live_is_refused(incomplete):
    incomplete.live = True
    with pytest.raises(IncompletePage):
        incomplete.save()
    assert_untouched(incomplete)


def test_a_live_copy_is_logged_under_its_own_number(section):
    copy = testing.make_story(section).copy(keep_live=True, update_attrs={"slug": "copy"})
    # Wagtail saves a live copy a second time, with its revision: in no list it stands elsewhere by that.
    published, edited = rows_of(copy)
    assert_published(copy, published)
    assert (edited.kind, edited.keys) == (Change.Kind.EDITED, [copy.object_key])


def test_a_live_copy_that_becomes_incomplete_is_refused(section):
    story = testing.make_story(section)
    with pytest.raises(IncompletePage):
        story.copy(keep_live=True, update_attrs={"slug": "copy", "title": "بدون عنوان"})
    assert StoryPage.objects.count() == 1


def test_an_alias_of_a_live_story_is_logged_once(section):
    assert_published_once(testing.make_story(section).create_alias(update_slug="alias"))
