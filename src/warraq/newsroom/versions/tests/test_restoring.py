"""One field brought back from an earlier version; nothing else is lost."""

import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import PageLogEntry

from warraq import testing
from warraq.audit.models import Entry
from warraq.newsroom.versions.restoring import RESTORED
from warraq.stories.models import Correction, StoryPage

from .test_comparing import redraft, reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    body = testing.paragraphs("الأولى كما كانت.", "الثانية كما كانت.", "الثالثة كما كانت.")
    return testing.make_story(section, "العنوان القديم", body=body, standfirst="مقدمة قديمة")


def drafted(story):
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()


def restore(client, story, field, source="live", newest=None, **more):
    newest = StoryPage.objects.get(pk=story.pk).latest_revision_id if newest is None else newest
    words = {"from": source, "field": field, "newest": newest} | more
    return client.post(reverse("versions:restore", args=[story.pk]), words)


def words_of(page):
    return [str(child.value) for child in page.body]


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_one_field_comes_back_and_the_rest_of_the_draft_stays(newsroom, editor, story):
    def change(page):
        page.title, page.standfirst = "عنوان جديد", "مقدمة جديدة"

    newest = redraft(story, change)
    assert restore(newsroom, story, "title").status_code == 302
    draft = drafted(story)
    assert (draft.title, draft.standfirst) == ("العنوان القديم", "مقدمة جديدة")
    assert draft.latest_revision_id != newest.pk
    assert draft.latest_revision.user == editor
    assert StoryPage.objects.get(pk=story.pk).title == "العنوان القديم"
    assert StoryPage.objects.get(pk=story.pk).has_unpublished_changes


def test_it_is_written_down_who_brought_back_what(newsroom, editor, story):
    redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    restore(newsroom, story, "title")
    entry = PageLogEntry.objects.get(page_id=story.pk, action=RESTORED)
    assert (entry.user, entry.data["field"]) == (editor, "title")
    assert Entry.objects.filter(action=RESTORED, actor=editor.pk).count() == 1
    history = newsroom.get(reverse("wagtailadmin_pages:history", args=[story.pk]))
    assert "استُعيد من نسخة سابقة" in history.text


def test_one_block_comes_back_where_it_stood(newsroom, story):
    name = story.body[1].id

    def change(page):
        raw = list(page.body.get_prep_value())
        raw[0]["value"] = "<p>الأولى الجديدة.</p>"
        page.body = json.dumps([raw[0], raw[2]])

    redraft(story, change)
    restore(newsroom, story, "body", block=name)
    assert words_of(drafted(story)) == [
        "<p>الأولى الجديدة.</p>",
        "<p>الثانية كما كانت.</p>",
        "<p>الثالثة كما كانت.</p>",
    ]


def test_one_block_gets_its_former_words_and_the_others_keep_the_new_ones(newsroom, story):
    def change(page):
        reword(page, 0, "الأولى الجديدة.")
        reword(page, 1, "الثانية الجديدة.")

    redraft(story, change)
    restore(newsroom, story, "body", block=story.body[1].id)
    assert words_of(drafted(story))[:2] == ["<p>الأولى الجديدة.</p>", "<p>الثانية كما كانت.</p>"]


def test_a_block_that_the_earlier_version_did_not_have_is_taken_out(newsroom, story):
    def change(page):
        page.body.append(("paragraph", "<p>رابعة.</p>"))

    redraft(story, change)
    restore(newsroom, story, "body", block=drafted(story).body[3].id)
    assert words_of(drafted(story)) == words_of(story)


def test_rows_of_a_panel_come_back(newsroom, story):
    testing.correct(story, "صُحح الرقم.")
    redraft(story, lambda page: setattr(page, "corrections", []))
    restore(newsroom, story, "corrections")
    assert [row.text for row in drafted(story).corrections.all()] == ["صُحح الرقم."]
    assert Correction.objects.filter(story=story).count() == 1


def test_whoever_saved_meanwhile_is_not_overwritten(newsroom, story):
    seen = redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    newer = redraft(story, lambda page: setattr(page, "title", "عنوان أحدث"))
    response = restore(newsroom, story, "title", newest=seen.pk)
    assert "حفظ أحدهم هذه الصفحة" in told(response)
    assert drafted(story).latest_revision_id == newer.pk


def test_a_locked_page_is_left_alone(newsroom, story, reporter):
    newest = redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    StoryPage.objects.filter(pk=story.pk).update(locked=True, locked_by=reporter)
    restore(newsroom, story, "title")
    assert drafted(story).latest_revision_id == newest.pk


def test_what_is_so_already_makes_no_new_draft(newsroom, story):
    newest = redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    restore(newsroom, story, "standfirst")
    assert drafted(story).latest_revision_id == newest.pk


@pytest.mark.parametrize("field", ["live", "owner", "path", "nonsense", ""])
def test_a_field_that_is_not_on_the_form_is_refused(newsroom, story, field):
    newest = redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    assert restore(newsroom, story, field).status_code in (302, 403)
    assert drafted(story).latest_revision_id == newest.pk


@pytest.mark.parametrize("source", ["", "x", "٣", "999999", "9" * 40])
def test_a_version_that_is_none_is_not_found(newsroom, story, source):
    assert restore(newsroom, story, "title", source=source).status_code == 404


def test_whoever_may_not_edit_the_page_brings_nothing_back(client, story, stranger):
    newest = redraft(story, lambda page: setattr(page, "title", "عنوان جديد"))
    client.force_login(stranger)
    assert restore(client, story, "title").status_code in (302, 403)
    assert drafted(story).latest_revision_id == newest.pk


def test_a_link_does_nothing(newsroom, story):
    assert newsroom.get(reverse("versions:restore", args=[story.pk])).status_code == 405
