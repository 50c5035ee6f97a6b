"""Who is told of what, by which way; taking and leaving steps in the editor; the choice of approval."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from warraq import testing
from warraq.newsroom.models import Notice, Step
from warraq.newsroom.notices import making, tasks, upkeep
from warraq.newsroom.notices.models import Kind, Way
from warraq.newsroom.roles import Role
from warraq.newsroom.workflow import claiming, queries, ready
from warraq.people.models import User
from warraq.stories import embargoes

from .forms import press, story_form

pytestmark = pytest.mark.django_db
COMMENT = "أضف مصدر الرقم في الفقرة الثانية"


@pytest.fixture
def story(section, reporter):
    return testing.make_draft(section, "منسوب البحيرة", owner=reporter)


def submit(story, user):
    story.get_workflow().start(story, user)
    return queries.step_of(story)


def act(step, user, action, **words):
    state = step.state.specific
    state.task.specific.on_action(state, user, action, **words)


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def letters_to(user):
    return [letter for letter in mail.outbox if letter.to == [user.email]]


# --- who is told ---


def test_editors_are_told_of_what_waits_and_the_reporter_is_not(story, reporter, editor):
    submit(story, reporter)
    assert told(editor) == [Kind.WAITING]
    assert told(reporter) == []


def test_a_letter_is_in_the_language_of_its_receiver_and_holds_no_more_than_the_headline(story, reporter, editor):
    UserProfile.objects.create(user=editor, preferred_language="en")
    submit(story, reporter)
    (letter,) = letters_to(editor)
    assert letter.subject.startswith("Waits for you: ")
    assert "منسوب البحيرة" in letter.subject
    assert testing.TEXT not in letter.body
    assert f"/newsroom/notices/{Notice.objects.get().pk}/" in letter.body


def test_a_headline_of_two_directions_stands_in_a_subject_as_its_edition_sets_it(section, reporter, editor):
    story = testing.make_draft(section, title="لغة C++ في 2020-2024", owner=reporter)
    submit(story, reporter)
    (letter,) = letters_to(editor)
    assert letter.subject.endswith(": \u2067لغة \u2068C++\u2069 في \u20682020-2024\u2069\u2069")


def test_wagtails_own_letters_are_not_sent_as_well(story, reporter, editor):
    boss = User.objects.create_superuser("boss", "boss@example.org", testing.PASSWORD)
    step = submit(story, reporter)
    assert len(letters_to(editor)) == 1
    assert letters_to(boss) == []
    act(step, editor, "reject", comment=COMMENT)
    assert len(letters_to(reporter)) == 1


def test_what_is_sent_back_comes_with_the_comment(story, reporter, editor):
    act(submit(story, reporter), editor, "reject", comment=COMMENT)
    notice = Notice.objects.get(user=reporter)
    assert (notice.kind, notice.comment, notice.actor) == (Kind.RETURNED, COMMENT, editor)
    assert COMMENT in letters_to(reporter)[0].body


def test_of_a_story_under_embargo_nothing_is_sent_but_the_headline(story, reporter, editor):
    embargoes.put_under(story, timezone.now() + timedelta(days=1), "بطلب من المصدر")
    act(submit(story, reporter), editor, "reject", comment=COMMENT)
    (letter,) = letters_to(reporter)
    assert COMMENT not in letter.body
    assert Notice.objects.get(user=reporter).comment == COMMENT


def test_the_last_approval_is_told_once(story, reporter, editor):
    act(submit(story, reporter), editor, "approve")
    assert Page.objects.get(pk=story.pk).live
    assert told(reporter) == [Kind.PUBLISHED]


def test_an_approval_on_the_way_is_told_and_the_next_reviewer_too(story, reporter, editor):
    ready.choose(ready.Kind.LEGAL)
    lawyer = testing.make_user("lawyer", Role.LEGAL_REVIEWER)
    act(submit(story, reporter), editor, "approve")
    assert told(reporter) == [Kind.APPROVED]
    assert told(lawyer) == [Kind.WAITING]


def test_what_was_decided_no_longer_waits_for_the_others(story, reporter, editor):
    colleague = testing.make_user("colleague", Role.SECTION_EDITOR)
    act(submit(story, reporter), editor, "approve")
    assert Notice.objects.unread_of(colleague).count() == 0


def test_the_author_is_told_who_has_it(story, reporter, editor):
    claiming.claim(submit(story, reporter), editor)
    assert told(reporter) == [Kind.CLAIMED]
    assert letters_to(reporter) == []


def test_nobody_is_told_of_their_own_story_where_others_approve(section, editor):
    ready.choose(ready.Kind.TWO_PAIRS)
    colleague = testing.make_user("colleague", Role.SECTION_EDITOR)
    submit(testing.make_draft(section, owner=editor), editor)
    assert (told(editor), told(colleague)) == ([], [Kind.WAITING])


def test_the_owner_is_told_of_publication_by_others_only(section, reporter, editor):
    story = testing.make_draft(section, owner=editor)
    story.get_latest_revision().publish(user=editor)
    assert told(editor) == [Kind.PUBLISHED]  # a program published it: nobody was signed in
    testing.make_draft(section, "بلا صاحب").get_latest_revision().publish()
    assert Notice.objects.count() == 1


def test_late_steps_are_told_once_to_whoever_has_them(story, reporter, editor):
    colleague = testing.make_user("colleague", Role.SECTION_EDITOR)
    step = submit(story, reporter)
    claiming.claim(step, colleague)
    claiming.set_due(step, colleague, timezone.now() - timedelta(minutes=1))
    assert (upkeep.tell_of_late(), upkeep.tell_of_late()) == (1, 0)
    assert (told(editor), told(colleague)) == ([Kind.WAITING], [Kind.WAITING, Kind.LATE])
    claiming.set_due(step, colleague, timezone.now() - timedelta(seconds=1))
    assert upkeep.tell_of_late() == 1


def test_old_notices_go(story, reporter, editor):
    submit(story, reporter)
    Notice.objects.update(at=timezone.now() - upkeep.KEPT - timedelta(days=1))
    assert upkeep.forget_old() == 1


# --- by which way ---


@pytest.mark.parametrize(
    ("way", "listed", "mailed"), [("both", 1, 1), ("newsroom", 1, 0), ("email", 0, 1), ("none", 0, 0)]
)
def test_each_person_chooses_the_way_of_each_kind(story, reporter, editor, way, listed, mailed):
    making.choose(editor, {Kind.WAITING: Way(way)})
    submit(story, reporter)
    assert (Notice.objects.unread_of(editor).count(), len(letters_to(editor))) == (listed, mailed)


def test_a_letter_that_fails_is_tried_again_and_then_given_up(story, reporter, editor, monkeypatch, caplog):
    submit(story, reporter)
    notice, tried = Notice.objects.get(user=editor), []

    class Later:
        def enqueue(self, number, tries):
            tried.append((number, tries))

    def fail(*args, **kwargs):
        raise SMTPServerDisconnected("editor@example.org")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    monkeypatch.setattr(type(tasks.send), "using", lambda self, **options: Later())
    tasks.send.func(notice.pk)
    tasks.send.func(notice.pk, len(tasks.TRIES))
    assert tried == [(notice.pk, 1)]
    assert "given up" in caplog.text
    assert "editor@example.org" not in caplog.text


def test_a_notice_that_was_read_meanwhile_is_not_sent(story, reporter, editor):
    submit(story, reporter)
    mail.outbox.clear()
    Notice.objects.update(read_at=timezone.now())
    tasks.send.func(Notice.objects.get().pk)
    assert mail.outbox == []


# --- the screens ---


def test_the_number_in_the_menu_costs_one_query(newsroom, story, reporter, django_assert_max_num_queries):
    submit(story, reporter)
    with django_assert_max_num_queries(15) as asked:  # most are about who asks
        assert newsroom.get(reverse("notices:count")).json() == {"unread": 1}
    assert len([query for query in asked if "newsroom_notice" in query["sql"]]) == 1


def test_opening_a_notice_leads_to_the_story_and_marks_it_read(newsroom, story, reporter, editor):
    submit(story, reporter)
    notice = Notice.objects.get(user=editor)
    assert "منسوب البحيرة" in newsroom.get(reverse("notices:index")).content.decode()
    answer = newsroom.get(reverse("notices:open", args=[notice.pk]))
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert Notice.objects.get(pk=notice.pk).read_at


def test_notices_of_others_are_nobody_elses(client, story, reporter, editor):
    submit(story, reporter)
    client.force_login(reporter)
    assert client.get(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 404
    assert client.get(reverse("notices:open", args=[10**30])).status_code == 404
    client.post(reverse("notices:read"))
    assert Notice.objects.unread_of(editor).count() == 1


def test_marking_all_as_read_leaves_what_came_in_since(newsroom, section, story, reporter, editor):
    submit(story, reporter)
    until = Notice.objects.get(user=editor).pk
    submit(testing.make_draft(section, "التالية", owner=reporter), reporter)
    newsroom.post(reverse("notices:read"), {"until": until})
    assert Notice.objects.unread_of(editor).get().title == "التالية"


def test_choices_are_kept_and_wrong_ones_refused(newsroom, editor):
    ways = {kind.value: "email" for kind in Kind}
    assert newsroom.post(reverse("notices:choices"), ways).status_code == 302
    assert set(making.choices_of(editor).values()) == {Way.EMAIL}
    assert newsroom.post(reverse("notices:choices"), ways | {"late": "pigeon"}).status_code == 200
    assert making.choices_of(editor)[Kind.LATE] == Way.EMAIL


def test_the_account_leaves_letters_of_workflows_to_the_notices(newsroom):
    html = newsroom.get(reverse("wagtailadmin_account")).content.decode()
    assert "updated_comments_notifications" in html
    assert "submitted_notifications" not in html
    assert reverse("notices:choices") in html


# --- taking and leaving ---

JSON = {"headers": {"accept": "application/json"}}


def test_a_step_is_taken_timed_and_left_beside_the_editor(newsroom, story, reporter, editor):
    step = submit(story, reporter)
    html = newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "هي عندي" in html
    answer = newsroom.post(reverse("steps:claim", args=[step.pk]), **JSON)
    assert "اتركها لغيرك" in answer.json()["html"]
    newsroom.post(reverse("steps:due", args=[step.pk]), {"due": "2031-05-04T18:30"}, **JSON)
    kept = Step.objects.get(pk=step.pk)
    assert (kept.claimed_by, timezone.localtime(kept.due_at).hour) == (editor, 18)
    wrong = newsroom.post(reverse("steps:due", args=[step.pk]), {"due": "غدًا"}, **JSON)
    assert wrong.status_code == 409
    assert Step.objects.get(pk=step.pk).due_at == kept.due_at
    newsroom.post(reverse("steps:due", args=[step.pk]), {"due": ""}, **JSON)
    newsroom.post(reverse("steps:release", args=[step.pk]), **JSON)
    assert Step.objects.get(pk=step.pk, due_at=None, claimed_by=None)


def test_who_comes_second_is_told_who_has_it(newsroom, story, reporter):
    step = submit(story, reporter)
    claiming.claim(step, testing.make_user("colleague", Role.SECTION_EDITOR, first_name="سارة", last_name="حدّاد"))
    answer = newsroom.post(reverse("steps:claim", args=[step.pk]), **JSON)
    assert answer.status_code == 409
    assert "سارة حدّاد" in answer.json()["text"]
    edit = newsroom.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "هذه المادة عند" in edit
    assert "سارة حدّاد" in newsroom.get(reverse("stories:index")).content.decode()


@pytest.mark.parametrize("deed", ["claim", "release", "due"])
def test_who_may_not_decide_may_not_take_either(client, story, reporter, deed):
    step = submit(story, reporter)
    client.force_login(reporter)
    assert client.post(reverse(f"steps:{deed}", args=[step.pk])).status_code in (302, 403)
    assert client.get(reverse(f"steps:{deed}", args=[step.pk])).status_code == 405
    assert Step.objects.get(pk=step.pk).claimed_by is None


def test_a_reporter_sees_where_the_story_is(client, story, reporter, editor):
    claiming.claim(submit(story, reporter), editor)
    client.force_login(reporter)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "أنت من قدّمها" in html
    assert "data-step=" not in html


# --- a story's way, by the editor's own buttons ---


def test_submitted_sent_back_mended_approved(client, story, reporter, editor):
    client.force_login(reporter)
    press(client, story, "action-submit", story_form("منسوب البحيرة"))
    client.force_login(editor)
    step = queries.step_of(story)
    words = ["reject", step.state_id]
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, *words]), {"comment": COMMENT})
    client.force_login(reporter)
    assert COMMENT in client.get(reverse("notices:index")).content.decode()
    assert COMMENT in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    press(client, story, "action-submit", story_form("منسوب البحيرة بمصدره"))
    client.force_login(editor)
    words = ["approve", queries.step_of(story).state_id]
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, *words]))
    assert Page.objects.get(pk=story.pk).live
    assert told(reporter) == [Kind.RETURNED, Kind.PUBLISHED]


# --- the choice of approval ---


def test_an_editor_in_chief_chooses_the_approval_of_the_site(newsroom):
    url = reverse("steps:approval")
    assert "مراجعة المحرر" in newsroom.get(url).content.decode()
    assert newsroom.post(url, {"kind": "legal-check"}).status_code == 302
    assert ready.current_kind() == ready.Kind.LEGAL
    assert newsroom.post(url, {"kind": "none"}).status_code == 200


def test_a_section_editor_does_not(client):
    client.force_login(testing.make_user("colleague", Role.SECTION_EDITOR))
    assert client.post(reverse("steps:approval"), {"kind": "legal-check"}).status_code in (302, 403)
    assert ready.current_kind() is None
