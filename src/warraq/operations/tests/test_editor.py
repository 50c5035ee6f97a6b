"""The first editor, and `warraq editor`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from warraq import testing
from warraq.newsroom.roles import Role
from warraq.operations.apps import make_first_editor
from warraq.operations.first_run import ensure_editor
from warraq.people.models import User


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(text))


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch) -> None:
    monkeypatch.delenv("WARRAQ_ADMIN_PASSWORD", raising=False)


def test_a_site_without_users_gets_one_whose_password_is_told(db):
    password = ensure_editor()
    made = User.objects.get(username="editor")
    assert made.check_password(password)
    assert made.is_superuser
    assert list(made.groups.all()) == [Role.EDITOR_IN_CHIEF.group()]


def test_a_site_with_users_gets_none(reporter):
    assert ensure_editor() is None
    assert not User.objects.filter(username="editor").exists()


def test_a_password_that_was_given_is_used_and_not_told(db, monkeypatch):
    monkeypatch.setenv("WARRAQ_ADMIN_PASSWORD", testing.PASSWORD)
    assert ensure_editor() is None
    assert User.objects.get(username="editor").check_password(testing.PASSWORD)


def test_migrating_makes_the_editor_only_when_a_password_is_given(db, monkeypatch):
    call_command("migrate", verbosity=0)
    assert not User.objects.exists()
    monkeypatch.setenv("WARRAQ_ADMIN_PASSWORD", testing.PASSWORD)
    call_command("migrate", verbosity=0)
    assert User.objects.get().username == "editor"


def test_migrating_backwards_makes_nobody(db, monkeypatch):
    monkeypatch.setenv("WARRAQ_ADMIN_PASSWORD", testing.PASSWORD)
    make_first_editor(plan=[(None, True)])
    assert not User.objects.exists()


def test_a_new_name_becomes_an_editor_in_chief(db, monkeypatch, capsys):
    type_in(monkeypatch, f"{testing.PASSWORD}\n")
    call_command("editor", "layla")
    assert User.objects.get(username="layla").check_password(testing.PASSWORD)
    assert testing.PASSWORD not in capsys.readouterr().out


def test_a_name_that_is_there_gets_a_password_and_keeps_its_roles(reporter):
    out = StringIO()
    call_command("editor", "reporter", generate=True, stdout=out)
    reporter.refresh_from_db()
    assert reporter.check_password(out.getvalue().split()[-1])
    assert not reporter.is_superuser
    assert list(reporter.groups.all()) == [Role.REPORTER.group()]


def test_a_closed_account_is_opened_again(reporter):
    User.objects.update(is_active=False)
    call_command("editor", "reporter", generate=True, stdout=StringIO())
    reporter.refresh_from_db()
    assert reporter.is_active


@pytest.mark.parametrize("typed", ["\n", "", "1234\n", "password\n", "layla\n"])
def test_a_weak_password_is_refused_and_nobody_made(db, monkeypatch, typed):
    type_in(monkeypatch, typed)
    with pytest.raises(CommandError):
        call_command("editor", "layla")
    assert not User.objects.exists()


def test_a_name_nobody_could_type_is_refused(db):
    with pytest.raises(CommandError):
        call_command("editor", "two words", generate=True)


def test_a_password_typed_differently_the_second_time_is_refused(db, monkeypatch):
    answers = iter([testing.PASSWORD, "another"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("warraq.accounts.passwords.getpass", lambda _ask: next(answers))
    with pytest.raises(CommandError, match="not the same"):
        call_command("editor", "layla")
