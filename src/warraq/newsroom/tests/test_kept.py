"""What the server does for text that waits in a browser: a full disk told as such, copies that may be forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from warraq import testing
from warraq.newsroom.kept.middleware import COOKIE, is_full
from warraq.newsroom.templatetags.kept import key_of
from warraq.stories.models import StoryPage

from .forms import create, press, story_form

pytestmark = pytest.mark.django_db
COPY = "0123456789abcdef01234567"


@contextmanager
def no_room() -> Iterator[None]:
    """SQLite itself says that the disk is full, as it would on one that is."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a limit that only SQLite has")
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_full_disk_is_told_in_words(newsroom, section, accept):
    draft = testing.make_draft(section)
    newsroom.raise_request_exception = False
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    with no_room():
        answer = newsroom.post(url, story_form(text="سطر طويل " * 20_000), headers={"accept": accept})
    assert answer.status_code == 507
    if accept == "application/json":
        told = answer.json()
        assert (told["success"], told["error_code"]) == (False, "disk_full")
        assert "متسع" in told["error_message"]
    else:
        assert "محفوظ في متصفحك" in answer.content.decode()


def test_what_else_a_database_says_is_no_full_disk():
    assert not is_full(OperationalError("database is locked"))
    assert not is_full(ValueError())
    assert is_full(OSError(28, "No space left on device"))


def test_the_browser_hears_which_copy_it_may_forget(newsroom, section):
    draft = testing.make_draft(section)
    answer = press(newsroom, draft, "", story_form() | {"kept_copy": COPY})
    assert answer.cookies[COOKIE].value == COPY
    answer = press(newsroom, draft, "action-publish", story_form() | {"kept_copy": COPY})
    assert answer.cookies[COOKIE].value == COPY


def test_a_new_page_says_it_too(newsroom, section):
    answer = create(newsroom, section, "", story_form() | {"kept_copy": COPY})
    assert StoryPage.objects.count() == 1
    assert answer.cookies[COOKIE].value == COPY


@pytest.mark.parametrize("name", ["", "not a number", "../../x"])
def test_only_a_number_is_given_back(newsroom, section, name):
    assert COOKIE not in press(newsroom, testing.make_draft(section), "", story_form() | {"kept_copy": name}).cookies


def test_what_is_refused_or_sent_by_a_stranger_is_not_forgotten(newsroom, section, client):
    draft = testing.make_draft(section)
    refused = press(newsroom, draft, "action-publish", story_form(text="") | {"kept_copy": COPY})
    assert COOKIE not in refused.cookies
    client.logout()
    assert COOKIE not in press(client, draft, "", story_form() | {"kept_copy": COPY}).cookies


def test_the_state_names_who_is_signed_in_and_nobody_else(newsroom, editor, client):
    told = newsroom.get(reverse("kept:state")).json()
    assert told["user"] == editor.pk
    assert told["token"]
    client.logout()
    assert client.get(reverse("kept:state")).status_code == 302


def test_a_key_is_its_users_alone(editor):
    other = testing.make_user("other")
    assert key_of(editor) == key_of(editor) != key_of(other)


def test_the_page_hands_the_key_to_who_is_signed_in(newsroom, editor, client):
    assert key_of(editor) in newsroom.get(reverse("wagtailadmin_home")).content.decode()
    client.logout()
    assert "kept-words" not in client.get(reverse("account_login")).content.decode()
