"""A typo of the live version put right, while its next version waits for approval or its time."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState, Workflow

from warraq import testing
from warraq.changes.models import Change
from warraq.newsroom.roles import REVIEW
from warraq.newsroom.schedule import publish_due
from warraq.newsroom.versions.fixing import FIXED
from warraq.stories.models import Correction, StoryPage

from .test_comparing import redraft, reword
from .test_restoring import drafted, words_of

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "الماء وفيير", "الماء وفير"


@pytest.fixture
def story(section):
    body = testing.paragraphs(f"قال الخبير إن {WRONG} هنا.", "وختم بالشكر.")
    return testing.make_story(section, "منسوب النهر", body=body, standfirst="مقدمة")


@pytest.fixture
def waiting(story):
    """With an unfinished next version, in which the typo stands too."""

    def change(page):
        page.title = "عنوان النسخة التالية"
        reword(page, 1, "خاتمة لم تكتمل")

    redraft(story, change)
    return story


def now(story):
    return StoryPage.objects.get(pk=story.pk)


def address(story):
    return reverse("versions:fix", args=[story.pk])


def fix(client, story, wrong=WRONG, right=RIGHT, **more):
    page = now(story)
    seen = {"newest": page.latest_revision_id, "live": page.live_revision_id or "", "publish": "1"}
    return client.post(address(story), {"wrong": wrong, "right": right} | seen | more)


def give_time(story, when):
    page = drafted(story)
    page.go_live_at = when
    page.save_revision().publish()
    assert now(story).scheduled_revision


def test_the_fix_goes_out_without_the_unfinished_next_version(newsroom, waiting):
    assert fix(newsroom, waiting).status_code == 302
    live = now(waiting)
    assert live.title == "منسوب النهر"
    assert words_of(live) == [f"<p>قال الخبير إن {RIGHT} هنا.</p>", "<p>وختم بالشكر.</p>"]
    assert Change.objects.filter(subject=f"story:{waiting.pk}").order_by("pk").last().kind == Change.Kind.EDITED


def test_the_next_version_stays_a_draft_and_has_the_fix_too(newsroom, waiting):
    fix(newsroom, waiting)
    draft = drafted(waiting)
    assert draft.title == "عنوان النسخة التالية"
    assert words_of(draft) == [f"<p>قال الخبير إن {RIGHT} هنا.</p>", "<p>خاتمة لم تكتمل</p>"]
    assert now(waiting).has_unpublished_changes
    assert now(waiting).live_revision_id != now(waiting).latest_revision_id


def test_the_scheduled_version_keeps_its_time_and_goes_out_with_the_fix(newsroom, waiting):
    moment = timezone.now() + timedelta(hours=2)
    give_time(waiting, moment)
    fix(newsroom, waiting)
    scheduled = now(waiting).scheduled_revision
    assert scheduled.approved_go_live_at == moment
    assert now(waiting).title == "منسوب النهر"
    content = scheduled.content | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()}
    type(scheduled).objects.filter(pk=scheduled.pk).update(
        content=content, approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    assert len(publish_due().published) == 1
    live = now(waiting)
    assert live.title == "عنوان النسخة التالية"
    assert words_of(live)[0] == f"<p>قال الخبير إن {RIGHT} هنا.</p>"


def test_an_approval_that_is_under_way_goes_on_with_the_fix_in_it(newsroom, editor, reporter, waiting):
    Workflow.objects.get(name=REVIEW).start(now(waiting), reporter)
    fix(newsroom, waiting)
    page = now(waiting)
    state = page.current_workflow_task_state
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert state.revision_id == page.latest_revision_id
    state.approve(user=editor)
    live = now(waiting)
    assert (live.title, words_of(live)[0]) == ("عنوان النسخة التالية", f"<p>قال الخبير إن {RIGHT} هنا.</p>")


def test_a_note_for_readers_stands_on_the_live_story_and_stays_when_the_next_version_comes(newsroom, waiting):
    fix(newsroom, waiting, note="صُحح وصف الماء.", kind="correction")
    assert [row.text for row in Correction.objects.filter(story=waiting, is_public=True)] == ["صُحح وصف الماء."]
    now(waiting).get_latest_revision().publish()
    assert [row.text for row in Correction.objects.filter(story=waiting, is_public=True)] == ["صُحح وصف الماء."]


def test_the_approval_of_a_page_ends_as_before_when_its_next_version_is_published(newsroom, editor, reporter, waiting):
    Workflow.objects.get(name=REVIEW).start(now(waiting), reporter)
    now(waiting).get_latest_revision().publish(user=editor)
    assert not now(waiting).workflow_in_progress


def test_it_is_written_down(newsroom, editor, waiting):
    fix(newsroom, waiting)
    entry = PageLogEntry.objects.get(page_id=waiting.pk, action=FIXED)
    assert (entry.user, entry.data) == (editor, {"wrong": WRONG, "right": RIGHT})


def test_the_editor_sees_first_what_changes(newsroom, waiting):
    response = newsroom.post(address(waiting), {"wrong": WRONG, "right": RIGHT, "look": "1"})
    assert "<del>وفيير</del><ins>وفير</ins>" in response.text
    assert "خاتمة لم تكتمل" not in response.text
    assert words_of(now(waiting)) == words_of(waiting)


@pytest.mark.parametrize("words", [{"wrong": "كلمات لا ترد"}, {"wrong": ""}, {"wrong": WRONG, "right": WRONG}])
def test_what_cannot_be_put_right_is_said_and_changes_nothing(newsroom, waiting, words):
    before = now(waiting).latest_revision_id
    assert fix(newsroom, waiting, **words).status_code == 200
    assert now(waiting).latest_revision_id == before


def test_markup_is_never_part_of_the_words(newsroom, waiting):
    before = now(waiting).latest_revision_id
    fix(newsroom, waiting, wrong="<p>", right="<script>")
    assert now(waiting).latest_revision_id == before


def test_words_that_look_like_markup_stay_words(newsroom, waiting):
    fix(newsroom, waiting, right="<b>وفير</b>")
    assert "<b>" not in words_of(now(waiting))[0]


def test_a_fix_that_empties_the_headline_is_refused_with_the_reason(newsroom, waiting):
    response = fix(newsroom, waiting, wrong="منسوب النهر", right="")
    assert response.status_code == 200
    assert "لا يمكن ترك هذا الحقل" in response.text
    assert now(waiting).title == "منسوب النهر"
    assert drafted(waiting).title == "عنوان النسخة التالية"


def test_whoever_saved_meanwhile_is_not_overwritten(newsroom, waiting):
    response = fix(newsroom, waiting, newest=waiting.latest_revision_id)
    assert "في هذه الأثناء" in response.text
    assert words_of(now(waiting)) == words_of(waiting)


def test_a_colleagues_lock_holds_for_the_live_version_too(newsroom, reporter, waiting):
    StoryPage.objects.filter(pk=waiting.pk).update(locked=True, locked_by=reporter)
    assert fix(newsroom, waiting).status_code == 200
    assert words_of(now(waiting)) == words_of(waiting)


def test_whoever_may_not_publish_fixes_nothing(client, reporter, waiting):
    client.force_login(reporter)
    assert client.get(address(waiting)).status_code in (302, 403)
    assert fix(client, waiting).status_code in (302, 403)
    assert words_of(now(waiting)) == words_of(waiting)


def test_the_editor_says_what_is_out_what_is_next_and_when(newsroom, waiting):
    give_time(waiting, timezone.now() + timedelta(hours=2))
    response = newsroom.get(reverse("wagtailadmin_pages:edit", args=[waiting.pk]))
    told = " ".join(str(message) for message in get_messages(response.wsgi_request)) or response.text
    assert "ما تراه هو النسخة التالية" in told
    assert "تحلّ النسخة التالية محلّها" in told
    assert address(waiting) in response.text


def test_an_imported_story_stays_online_while_its_next_version_has_a_time(story):
    StoryPage.objects.filter(pk=story.pk).update(live_revision=None, latest_revision=None)
    now(story).revisions.all().delete()
    page = now(story)
    page.title, page.go_live_at = "عنوان النسخة التالية", timezone.now() + timedelta(hours=2)
    page.save_revision().publish()
    live = now(story)
    assert (live.live, live.title) == (True, "منسوب النهر")
    assert live.scheduled_revision.pk == live.latest_revision_id
    assert live.live_revision.as_object().title == "منسوب النهر"
