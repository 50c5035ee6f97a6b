"""Sessions that end at once, and the operator who lets somebody in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.test import Client

from warraq import testing
from warraq.accounts.upkeep import forget_ended

from .conftest import is_inside, sign_in


def test_a_session_is_listed_and_ended_at_once(reporter):
    here, there = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    sign_in(there, "reporter")
    sign_in(here, "reporter")
    page = here.get("/newsroom/sessions/").content.decode()
    assert "Firefox · Windows" in page
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert is_inside(there)
    here.post(f"/newsroom/sessions/{other.pk}/end/")
    assert not is_inside(there)
    assert is_inside(here)


def test_all_others_are_ended_at_once(reporter):
    here, *others = [Client() for _ in range(3)]
    for client in (here, *others):
        sign_in(client, "reporter")
    here.post("/newsroom/sessions/")
    assert [is_inside(client) for client in (here, *others)] == [True, False, False]


def test_nobody_ends_sessions_of_others(reporter, editor):
    mine, theirs = Client(), Client()
    sign_in(mine, "reporter")
    sign_in(theirs, "editor")
    other = UserSession.objects.get(session_key=theirs.session.session_key)
    mine.post(f"/newsroom/sessions/{other.pk}/end/")
    assert is_inside(theirs)


def test_what_has_ended_is_forgotten(client, reporter):
    sign_in(client, "reporter")
    client.session.delete()
    assert forget_ended() >= 1
    assert not UserSession.objects.exists()


# --- the operator ---


def test_the_operator_lets_somebody_in_who_lost_the_phone(client, chief, capsys):
    inside = Client()
    inside.force_login(chief)
    call_command("user", "chief", reset_second_factor=True)
    assert not is_inside(inside)
    assert sign_in(client, "chief")["Location"] == "/newsroom/"
    assert not Authenticator.objects.exists()


def test_the_operator_unlocks_a_name(client, reporter):
    for _ in range(10):
        sign_in(client, "reporter", "wrong-wrong-wrong")
    caches["shared"].clear()
    for number in range(10):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), "reporter", "wrong-wrong-wrong")
    assert not is_inside(client)
    call_command("user", "reporter", unlock=True)
    sign_in(Client(REMOTE_ADDR="198.51.100.1"), "reporter")
    other = Client(REMOTE_ADDR="198.51.100.2")
    sign_in(other, "reporter")
    assert is_inside(other)


def test_the_operator_sees_how_accounts_stand(chief, reporter, required, capsys):
    testing.make_user("boss", is_superuser=True)
    call_command("user")
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "second factor missing" in lines["boss"]
    assert "second factor " in lines["chief"]
    assert "second factor" not in lines["reporter"]
    call_command("user", "chief")
    assert "totp" in capsys.readouterr().out


def test_the_operator_closes_and_opens_an_account(client, reporter):
    sign_in(client, "reporter")
    call_command("user", "reporter", close=True)
    assert not is_inside(client)
    sign_in(client, "reporter")
    assert not is_inside(client)
    call_command("user", "reporter", open=True)
    sign_in(client, "reporter")
    assert is_inside(client)


def test_the_operator_gives_a_password_and_ends_sessions(client, reporter, capsys):
    sign_in(client, "reporter")
    call_command("user", "reporter", end_sessions=True)
    assert not is_inside(client)
    call_command("user", "reporter", password=True, generate=True)
    password = capsys.readouterr().out.split()[-1]
    sign_in(client, "reporter", password)
    assert is_inside(client)


def test_a_name_that_is_nobodys_is_said(db):
    with pytest.raises(CommandError, match="nobody is called"):
        call_command("user", "ghost")
