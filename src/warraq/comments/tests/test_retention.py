"""After its time nothing that says who wrote is found: not in a row, not in the file's free pages, not in a log."""

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone

from warraq.comments import moderation, retention
from warraq.comments.hashes import address_hash, email_hash
from warraq.comments.links import MINE, link_for
from warraq.comments.models import Ban, Comment, DayKey, Decision, State
from warraq.conf.services import SQLITE_OPTIONS
from warraq.testing import make_editor, make_story

from .writing import long_ago, post, send, write

MONTHS = timedelta(days=400)


def later() -> Any:
    return timezone.now() + MONTHS


def test_what_has_had_its_time_goes_and_the_trail_stays_without_words(section, editor):
    story = make_story(section)
    kept = write(story, posted_at=long_ago(1), email="a@example.org", address_hash="a" * 64)
    old = write(story, posted_at=long_ago(100), email="b@example.org", email_hash="b" * 64, address_hash="b" * 64)
    refused = write(story, State.WAITING, posted_at=long_ago(100), text="نص مرفوض")
    answered = write(story, State.WITHDRAWN, posted_at=long_ago(100), name="مسحوب", text="نص مسحوب")
    reply = write(story, parent=answered, posted_at=long_ago(1))
    moderation.reject([refused.pk], editor, "بلا صلة")
    Ban.objects.create(of=Ban.Of.EMAIL, hash="c" * 64, name="معلن", until=long_ago(1))
    while retention.forget(timezone.now()):
        pass
    assert emails() == {kept.pk: "a@example.org", reply.pk: ""} | dict.fromkeys((old.pk, answered.pk), "")
    old.refresh_from_db()
    answered.refresh_from_db()
    assert (old.address_hash, old.email_hash) == ("", "b" * 64)
    assert (answered.name, answered.text) == ("", "")
    assert not Comment.objects.filter(pk=refused.pk).exists()
    assert list(Decision.objects.values_list("comment_id", "action", "reason")) == [(refused.pk, "rejected", "")]
    assert not Ban.objects.exists()


def emails() -> dict[int, str]:
    return dict(Comment.objects.values_list("pk", "email"))


def test_a_hash_of_an_address_says_nothing_once_its_key_is_gone(db):
    today = timezone.now().date()
    first = address_hash("198.51.100.7")
    assert first == address_hash("198.51.100.7")
    assert address_hash("2001:db8::1") == address_hash("2001:db8::ffff")
    DayKey.objects.get(day=today).delete()
    assert address_hash("198.51.100.7") != first


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_that_says_who_wrote_is_found_after_its_time(client, caplog, monkeypatch, tmp_path):
    caplog.set_level(logging.DEBUG)
    secret = SimpleNamespace(name=f"قارئ{secrets.token_hex(8)}", email=f"{secrets.token_hex(8)}@example.org")
    secret.text, secret.address = f"نص{secrets.token_hex(8)}", "203.0.113.77"
    story = make_story()
    secure_delete()
    client.defaults["REMOTE_ADDR"] = secret.address
    monkeypatch.setattr(get_connection().__class__, "send_messages", refuse_all)
    given = {"name": secret.name, "email": secret.email, "text": secret.text, "notices": "on"}
    send(client, story, **given)
    comment = Comment.objects.get()
    moderation.edit(comment.pk, make_editor(), f"{secret.text} معدّل", "سبب")
    post(client, link_for(MINE, comment), do="withdraw")
    words = [secret.name, secret.email, secret.text, comment.address_hash, email_hash(secret.email)]
    assert {word for _table, word in found_in_rows(words)} == set(words)
    while retention.forget(later()):
        pass
    assert found_in_rows([*words, secret.address]) == []
    assert found_in_file(words) == []
    assert [word for word in [*words, secret.address] if word in caplog.text] == []


def refuse_all(backend: object, letters: list[Any]) -> None:
    raise SMTPRecipientsRefused({letters[0].to[0]: (550, letters[0].to[0].encode())})


def secure_delete() -> None:
    """As a site's own connections have it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
        assert "secure_delete=ON" in SQLITE_OPTIONS["init_command"]


def found_in_rows(words: list[str]) -> list[tuple[str, str]]:
    """Tables that hold one of the words, as PostgreSQL or SQLite writes their rows out."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            text = "\n".join(str(row) for row in cursor.fetchall())
        found += [(model._meta.db_table, word) for word in words if word in text]
    return found


def found_in_file(words: list[str]) -> list[str]:
    """Words that stand in SQLite's file, its free pages included."""
    if connection.vendor != "sqlite":
        return []
    image = connection.connection.serialize()
    return [word for word in words if word.encode() in image]
