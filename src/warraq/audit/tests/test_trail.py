"""What is written into the trail, and with whose name."""

import json

import pytest
from django.db import transaction

from warraq import testing
from warraq.audit.models import Entry
from warraq.audit.noting import note
from warraq.newsroom.roles import Role

pytestmark = pytest.mark.django_db


def noted(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action).order_by("pk"))


def test_publishing_moving_and_withdrawing_are_written_with_who_did_it(editor, section):
    story = testing.make_draft(section, "خبر الجسر")
    story.get_latest_revision().publish(user=editor)
    other = testing.make_section("مقالات", "views")
    story.specific.move(other, pos="last-child", user=editor)
    story.refresh_from_db()
    story.specific.unpublish(user=editor)
    for action in ("wagtail.publish", "wagtail.move", "wagtail.unpublish"):
        entry = next(entry for entry in noted(action) if entry.subject_id == str(story.pk))
        assert (entry.actor, entry.actor_name) == (editor.pk, "editor"), action
        assert (entry.subject, entry.title) == ("stories.storypage", "خبر الجسر")


def test_what_is_taken_back_leaves_no_row(section):
    count = Entry.objects.count()
    with transaction.atomic():
        testing.make_story(section, title="خبر لم يُنشر")
        transaction.set_rollback(True)
    assert Entry.objects.count() == count


def test_every_row_of_wagtails_history_has_one_here(editor, section, newsroom):
    from wagtail.models import ModelLogEntry, PageLogEntry

    testing.make_story(section)
    newsroom.post("/newsroom/account/", {"locale-preferred_language": "en", "locale-current_time_zone": "Asia/Beirut"})
    logged = PageLogEntry.objects.count() + ModelLogEntry.objects.count()
    assert logged > 1
    assert Entry.objects.filter(action__startswith="wagtail.").count() == logged


def test_roles_given_and_taken_are_written_by_name(reporter):
    group = Role.EDITOR_IN_CHIEF.group()
    reporter.groups.add(group)
    group.user_set.remove(reporter)
    told = [json.loads(entry.data) for entry in noted("auth.roles_changed") if entry.subject_id == str(reporter.pk)]
    assert told[-2:] == [{"added": group.name}, {"removed": group.name}]


def test_an_account_that_becomes_mighty_or_is_closed_is_written(reporter):
    reporter.is_superuser = True
    reporter.save()
    reporter.is_active = False
    reporter.save(update_fields=["is_active"])
    told = [json.loads(entry.data)["after"] for entry in noted("auth.account_changed")]
    assert told == [{"is_superuser": True, "is_active": True}, {"is_superuser": True, "is_active": False}]


def test_signing_in_and_out_is_written_with_the_network_only(client, reporter):
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    client.post("/newsroom/login/", {"login": "reporter", "password": testing.PASSWORD})
    client.post("/newsroom/logout/")
    came, went = noted("auth.signed_in")[-1], noted("auth.signed_out")[-1]
    assert (came.network, went.network) == ("203.0.113.0/24", "203.0.113.0/24")
    assert json.loads(came.data) == {"ways": ["password"]}


def test_a_wrong_password_is_written_for_names_that_there_are(client, reporter):
    for name in ("reporter", testing.PASSWORD):
        client.post("/newsroom/login/", {"login": name, "password": "wrong-wrong-wrong"})
    assert [entry.title for entry in noted("auth.failed")] == ["reporter"]
    assert not Entry.objects.filter(title__contains=testing.PASSWORD).exists()


def test_who_is_deleted_stays_in_the_trail_by_name(reporter, section):
    note("test.deed", actor=reporter)
    reporter.delete()
    assert noted("test.deed")[0].actor_name == "reporter"
    assert noted("auth.account_deleted")[0].title == "reporter"
