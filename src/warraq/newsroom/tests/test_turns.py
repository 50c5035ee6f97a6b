"""Saves of one page come one after the other: no autosave on its way takes a published story back."""

from threading import Event, Thread

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import hooks

from warraq import testing
from warraq.changes.pages import IncompletePage, Problem
from warraq.stories.models import StoryPage

from .forms import press, story_form

JSON = {"accept": "application/json"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, and its tests one connection")
def test_who_publishes_waits_for_an_autosave_that_has_begun(newsroom, section, editor):
    draft = testing.make_draft(section)
    saving, pressed = Event(), Event()
    answers = []

    def wait_once(request, page):
        if not saving.is_set():
            saving.set()
            pressed.wait(20)

    def autosave() -> None:
        client = Client()
        client.force_login(editor)
        answers.append(client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), story_form(), headers=JSON))
        connection.close()

    def publish() -> None:
        answers.append(press(newsroom, draft, "action-publish", story_form()))
        connection.close()

    with hooks.register_temporarily("before_edit_page", wait_once):
        both = [Thread(target=autosave), Thread(target=publish)]
        both[0].start()
        assert saving.wait(20)
        both[1].start()
        # It stands before the row that is held, or has not come so far; either way it must look at it later.
        both[1].join(0.5)
        assert both[1].is_alive()
        pressed.set()
        for one in both:
            one.join(30)
    assert [answer.status_code for answer in answers] == [200, 302]
    assert StoryPage.objects.get().live
    assert not StoryPage.objects.get().has_unpublished_changes


@pytest.mark.django_db(transaction=True)
def test_the_page_is_read_and_written_in_one_transaction(newsroom, section):
    draft = testing.make_draft(section)
    seen = []
    with hooks.register_temporarily("before_edit_page", lambda request, page: seen.append(connection.in_atomic_block)):
        newsroom.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
        press(newsroom, draft, "", story_form())
    assert seen == [False, True]


@pytest.mark.django_db(transaction=True)
def test_a_stranger_holds_nothing(client, section):
    draft = testing.make_draft(section)
    with CaptureQueriesContext(connection) as asked:
        answer = press(client, draft, "action-publish", story_form())
    assert answer.url.startswith("/newsroom/login/")
    assert [query["sql"] for query in asked if "wagtailcore_page" in query["sql"] or "BEGIN" in query["sql"]] == []


@pytest.mark.django_db
def test_an_autosave_that_comes_after_the_publishing_changes_nothing(newsroom, section):
    draft = testing.make_draft(section)
    old = draft.latest_revision
    loaded = {"loaded_revision_id": old.pk, "loaded_revision_created_at": old.created_at.isoformat()}
    press(newsroom, draft, "action-publish", story_form(title="عنوان نُشر") | loaded)
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = newsroom.post(url, story_form(title="عنوان قديم") | loaded, headers=JSON)
    assert answer.json()["error_code"] == "invalid_revision"
    story = StoryPage.objects.get()
    assert (story.live, story.title, story.get_latest_revision_as_object().title) == (True, "عنوان نُشر", "عنوان نُشر")


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_half_way_leaves_nothing_and_is_told(newsroom, section):
    draft = testing.make_draft(section)
    page = StoryPage.objects.get(pk=draft.pk)
    before = draft.latest_revision_id

    def refuse(request, saved):
        raise IncompletePage(page, [Problem("body", "لا متن")])

    with hooks.register_temporarily("after_edit_page", refuse):
        answer = press(newsroom, draft, "", story_form(title="عنوان لم يُقبل"))
    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert StoryPage.objects.get().latest_revision_id == before
    assert "لا متن" in [str(message) for message in get_messages(answer.wsgi_request)][-1]
