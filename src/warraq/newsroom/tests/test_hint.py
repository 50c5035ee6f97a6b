"""The cookie by which readers' pages know somebody of the newsroom."""

import pytest
from django.test import Client

from warraq import testing
from warraq.readership.rules import HINT_COOKIE

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    client = Client()
    client.force_login(testing.make_editor())
    return client


def test_whoever_is_signed_in_is_marked_until_they_leave(editor):
    cookie = editor.get("/newsroom/account/").cookies[HINT_COOKIE]
    assert (cookie.value, cookie["path"], cookie["samesite"], cookie["httponly"]) == ("1", "/", "Lax", "")
    assert HINT_COOKIE not in editor.get("/newsroom/account/").cookies
    editor.post("/newsroom/logout/")
    assert HINT_COOKIE not in {name for name, cookie in editor.cookies.items() if cookie.value}


def test_the_mark_is_as_safe_as_the_session(editor, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert editor.get("/newsroom/account/").cookies[HINT_COOKIE]["secure"]


def test_a_session_that_has_ended_takes_its_mark_along():
    client = Client()
    client.cookies[HINT_COOKIE] = "1"
    assert client.get("/newsroom/login/").cookies[HINT_COOKIE]["max-age"] == 0


def test_readers_are_given_no_cookie(editor):
    testing.make_section()
    assert not Client().get("/").cookies
    assert HINT_COOKIE not in editor.get("/news/").cookies
    assert HINT_COOKIE not in Client().get("/newsroom/login/").cookies
