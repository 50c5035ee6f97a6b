"""What an author can do: watch, correct, withdraw, be written to, have everything handed out or erased."""

import re

import pytest
from django.core import mail
from django.test import Client

from warraq.changes.models import Change
from warraq.comments import moderation
from warraq.comments.hashes import email_hash
from warraq.comments.links import CONFIRM, MINE, STOP, data_link_for, link_for
from warraq.comments.models import Comment, DataRequest, Decision, Policy, Rule, State
from warraq.language.direction import isolate, strip_marks
from warraq.stories.models import StoryPage
from warraq.testing import make_story

from .writing import ALIEN, long_ago, old_ticket, post, write

ADDRESS = "leila@example.org"


@pytest.fixture
def story(section) -> StoryPage:
    return make_story(section)


def subscribed(story: StoryPage, state: State = State.WAITING, **fields: object) -> Comment:
    kept = {"email": ADDRESS, "email_hash": email_hash(ADDRESS), "wants_notices": True, "confirmed_at": long_ago(0)}
    return write(story, state, **kept | fields)


def test_a_link_that_nobody_was_given_leads_nowhere(client, story):
    comment = write(story)
    mine = link_for(MINE, comment)
    forged = [f"{mine[:-3]}x/", mine.replace(f"/{comment.pk}.", f"/{comment.pk + 1}."), "/_/comments/mine/1/"]
    forged.append(link_for(STOP, comment).replace("/stop/", "/mine/"))
    for address in forged:
        assert client.get(address).status_code == 404
    assert client.get(mine).status_code == 200


def test_an_author_sees_why_it_was_refused(client, story, editor):
    comment = write(story, State.WAITING)
    moderation.reject([comment.pk], editor, "خارج الموضوع")
    page = client.get(link_for(MINE, comment)).text
    assert "لم يُنشر تعليقك" in page
    assert "خارج الموضوع" in page


def test_a_correction_is_judged_again_and_kept_in_the_trail(client, story):
    comment = write(story, State.WAITING, text="كلام فيه خطا")
    mine = link_for(MINE, comment)
    assert post(client, mine, do="correct", text="كلام بلا خطأ", **old_ticket(story)).status_code == 303
    comment.refresh_from_db()
    assert comment.text == "كلام بلا خطأ"
    assert comment.corrected_at is not None
    line = Decision.objects.get()
    assert (line.before, line.after) == ("كلام فيه خطا", "كلام بلا خطأ")
    assert post(client, mine, do="correct", text=" ", **old_ticket(story)).status_code == 422


def test_a_correction_comes_too_late_after_a_quarter_of_an_hour_or_a_decision(client, story, editor):
    late = write(story, State.WAITING, posted_at=long_ago(1))
    decided = write(story, State.WAITING)
    moderation.approve([decided.pk], editor)
    for comment in (late, decided):
        response = post(client, link_for(MINE, comment), do="correct", text="غيره", **old_ticket(story))
        comment.refresh_from_db()
        assert (response.status_code, comment.text) == (403, "ملاحظة")


def test_a_correction_of_what_is_seen_refreshes_its_page_once(client, story):
    Rule.objects.create(policy=Policy.OPEN)
    comment = write(story)
    last = Change.objects.latest("pk").pk
    post(client, link_for(MINE, comment), do="correct", text="غيره", **old_ticket(story))
    assert Change.objects.filter(pk__gt=last).count() == 1


def test_a_withdrawn_comment_leaves_the_page_and_its_replies_stay(client, story):
    comment = write(story, text="كلام أندم عليه")
    write(story, parent=comment, text="ردّ باقٍ")
    post(client, link_for(MINE, comment), do="withdraw")
    page = client.get(story.url).text
    assert "كلام أندم عليه" not in page
    assert "ردّ باقٍ" in page
    assert "تعليق لم يعد هنا" in page


def test_letters_go_only_to_those_who_answered_the_first(client, story, editor):
    silent = subscribed(story, confirmed_at=None)
    comment = subscribed(story)
    moderation.approve([silent.pk, comment.pk], editor)
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert f"#comment-{comment.pk}" in letter.body
    assert "نُشر تعليقك" in letter.subject
    # A name of the site in Latin letters is set apart.
    assert letter.subject == isolate(strip_marks(letter.subject), "rtl")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_answer_is_told_once_and_not_to_whom_answers_himself(client, story, editor):
    head = subscribed(story, State.APPROVED)
    own = subscribed(story, parent=head)
    answer = write(story, State.WAITING, parent=head, name="سعاد\nBcc: x@example.org", text="<b>ردّ</b>")
    moderation.approve([own.pk], editor)
    mail.outbox.clear()
    moderation.approve([answer.pk], editor)
    moderation.reopen([answer.pk], editor)
    moderation.approve([answer.pk], editor)
    (letter,) = mail.outbox
    assert "<b>ردّ</b>" in letter.body
    assert letter.content_subtype == "plain"
    assert "Bcc" not in letter.message()


def test_a_mail_program_ends_letters_with_one_click(story, editor):
    comment = subscribed(story)
    client = Client(enforce_csrf_checks=True)
    one_click = {"List-Unsubscribe": "One-Click"}
    assert client.post(link_for(STOP, comment), one_click, headers=ALIEN).status_code == 200
    moderation.approve([comment.pk], editor)
    assert mail.outbox == []


def test_confirming_needs_a_press_of_the_button(client, story):
    comment = subscribed(story, confirmed_at=None)
    client.get(link_for(CONFIRM, comment))
    comment.refresh_from_db()
    assert comment.confirmed_at is None
    client.post(link_for(CONFIRM, comment))
    comment.refresh_from_db()
    assert comment.confirmed_at is not None


def test_who_asks_for_the_data_of_an_address_is_told_the_same_whether_it_is_known(client, story):
    subscribed(story)
    known = post(client, "/_/comments/my-data/", email="LEILA@example.org ")
    unknown = post(client, "/_/comments/my-data/", email="nobody@example.org")
    assert known.text == unknown.text
    (letter,) = mail.outbox
    assert letter.to == ["LEILA@example.org"]
    assert not DataRequest.objects.exclude(email="").filter(email_hash=email_hash(ADDRESS)).exists()
    post(client, "/_/comments/my-data/", email=ADDRESS)
    assert len(mail.outbox) == 1  # within the hour


def test_everything_of_an_address_is_handed_out_and_erased(client, story):
    head = subscribed(story, State.APPROVED, text="رأيي هو كذا")
    subscribed(make_story(title="قصة أخرى"), State.REJECTED, text="نص مرفوض")
    write(story, parent=head, name="سعاد", text="ردّ باقٍ")
    post(client, "/_/comments/my-data/", email=ADDRESS)
    link = re.search(r"http://[^/]+(\S+)", mail.outbox[0].body)[1]
    file = client.get(f"{link}comments.json")
    assert [row["text"] for row in file.json()] == ["رأيي هو كذا", "نص مرفوض"]
    last = Change.objects.latest("pk").pk
    client.post(link)
    assert not Comment.objects.filter(email_hash=email_hash(ADDRESS)).exists()
    assert [change.subject for change in Change.objects.filter(pk__gt=last)] == [f"comments:{story.pk}"]
    page = client.get(story.url).text
    assert "رأيي هو كذا" not in page
    assert "ردّ باقٍ" in page


def test_a_link_to_ones_data_ends_after_a_day(client, story, monkeypatch):
    comment = subscribed(story)
    link = data_link_for(comment.edition, comment.email_hash)
    assert client.get(link).status_code == 200
    monkeypatch.setattr("warraq.comments.links.DATA_GOOD_FOR", -1)
    assert client.get(link).status_code == 404
    assert client.get(f"{link}comments.json").status_code == 404
