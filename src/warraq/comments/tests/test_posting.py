"""A reader sends a comment: what is taken in, what is held, what is refused in words, with the text kept."""

from urllib.parse import quote_from_bytes

import pytest
from django.core import mail
from django.db import OperationalError

from warraq.changes.models import Change
from warraq.comments import posting
from warraq.comments.hashes import email_hash
from warraq.comments.models import Comment, Decision, Policy, Rule, State
from warraq.stories.models import StoryPage
from warraq.testing import make_story

from .writing import ALIEN, FORM, address_of, long_ago, old_ticket, send, write


@pytest.fixture
def story(section) -> StoryPage:
    return make_story(section)


def latest() -> Comment:
    return Comment.objects.latest("pk")


def test_a_comment_waits_and_its_author_is_led_to_a_page_of_its_own(client, story):
    response = send(client, story, email="Leila@Example.org", name="  ليلى \u202e ", text="سطر\r\n\r\n\r\n\r\nآخر\0")
    comment = latest()
    assert response.status_code == 303
    assert response["Location"].startswith(f"/_/comments/mine/{comment.pk}.")
    assert (comment.state, comment.name, comment.text) == (State.WAITING, "ليلى", "سطر\n\nآخر")
    assert comment.email_hash == email_hash("leila@example.org")
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "وهو بانتظار المشرف" in page.text


def test_a_form_of_a_stored_page_is_shown_once_more_before_it_is_sent(client, story):
    response = send(client, story, ticket=None, text="انظر https://example.org/a")
    assert response.status_code == 200
    assert not Comment.objects.exists()
    assert 'name="ticket"' in response.text
    assert "انظر https://example.org/a" in response.text
    assert 'href="https://example.org/a"' not in response.text


def test_what_is_wrong_stands_beside_its_field_and_the_text_stays(client, story):
    response = send(client, story, name="", email="ليس عنوانًا", text="نص طويل جاهز")
    assert response.status_code == 422
    assert "اكتب اسمًا" in response.text
    assert "ليس هذا عنوان بريد" in response.text
    assert "نص طويل جاهز</textarea>" in response.text
    assert not Comment.objects.exists()


def test_a_script_gets_the_same_answers_as_json(client, story):
    json = {"Accept": "application/json"}
    wrong = send(client, story, headers=json, name="")
    right = send(client, story, headers=json)
    assert (wrong.status_code, set(wrong.json()["errors"])) == (422, {"name"})
    assert right.status_code == 201
    assert right.json()["link"].startswith("/_/comments/mine/")
    assert set(client.get(f"{address_of(story)}ticket").json()) == {"ticket"}


def test_a_form_sent_twice_is_one_comment(client, story):
    ticket = old_ticket(story)
    first, second = send(client, story, **ticket), send(client, story, **ticket)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1
    assert send(client, story, **ticket, text="كلام آخر").status_code == 409


@pytest.mark.parametrize("ticket", ["", "x" * 500, "WzEsMl0:1u:abc", None])
def test_a_forged_or_foreign_number_is_asked_for_again(client, story, ticket):
    foreign = old_ticket(make_story(title="قصة أخرى"))["ticket"] if ticket is None else ticket
    response = send(client, story, ticket=foreign)
    assert response.status_code in (200, 403, 409)
    assert "ملاحظة قيّمة" in response.text
    assert not Comment.objects.exists()


def test_what_another_site_sends_is_refused_in_words(client, story):
    response = send(client, story, headers=ALIEN)
    old = client.post(
        address_of(story), "name=a&text=b", content_type=FORM, headers={"Origin": "https://other.example"}
    )
    assert (response.status_code, old.status_code) == (403, 403)
    assert "من صفحة موقع آخر" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"name=a&text=" + b"x" * 70_000, FORM, 413),
        (b"name=a&text=" + quote_from_bytes(b"\xff\xfe\xc3").encode(), FORM, 400),
        (b"name=\xff&text=b", FORM, 400),
        (b"&".join(b"f%d=1" % n for n in range(200)), FORM, 400),
        (b'{"name": "a"}', "application/json", 415),
        (b"&&=&%", FORM, 422),
        (b"name=a&text=b&to=" + b"9" * 400, FORM, 422),
        (b"name=a&text=b&to=1.5", FORM, 422),
        (b"name=a&text=" + b"y" * 6_000, FORM, 422),
    ],
)
def test_whatever_is_sent_is_answered_in_words(client, story, body, kind, status):
    response = client.post(address_of(story), body, content_type=kind, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == status
    assert 'lang="ar"' in response.text
    assert not Comment.objects.exists()


def test_a_database_that_is_away_loses_no_text(client, story, monkeypatch):
    def locked(*args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(posting, "submit", locked)
    response = send(client, story, text="نص لا يضيع")
    assert response.status_code == 503
    assert "Retry-After" in response.headers
    assert "نص لا يضيع</textarea>" in response.text


def test_an_open_story_shows_it_at_once_and_only_its_own_page_is_told(client, story):
    Rule.objects.create(policy=Policy.OPEN)
    last = Change.objects.latest("pk").pk
    send(client, story)
    assert latest().is_seen
    assert Decision.objects.get().by is None
    assert [change.keys for change in Change.objects.filter(pk__gt=last)] == [
        [f"comments:{story.pk}", f"story:{story.pk}:comments"]
    ]


def test_a_closed_story_takes_nothing_and_shows_what_was_written(client, section):
    story = make_story(section, comment_policy=Policy.CLOSED)
    response = send(client, story, text="نص متأخر")
    assert response.status_code == 403
    assert "نص متأخر</textarea>" in response.text
    assert not Comment.objects.exists()


def test_a_trusted_author_is_shown_once_the_letter_is_answered(client, story):
    Rule.objects.create(policy=Policy.TRUSTED, trusted_after=2)
    for _ in range(2):
        write(story, email_hash=email_hash("leila@example.org"))
    send(client, story, name="مجهول", email="else@example.org")
    assert latest().state == State.WAITING
    assert mail.outbox == []
    send(client, story, email="leila@example.org")
    comment = latest()
    assert comment.state == State.WAITING
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if "/confirm/" in line)
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    comment.refresh_from_db()
    assert comment.state == State.WAITING  # programs that open links are no answer
    client.post(path)
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


def test_a_reply_to_a_reply_stands_under_the_same_comment_and_names_whom_it_answers(client, story):
    head = write(story)
    reply = write(story, parent=head, name="سعاد")
    send(client, story, to=reply.pk)
    comment = latest()
    assert (comment.parent_id, comment.answers_id) == (head.pk, reply.pk)
    waiting = write(story, State.WAITING)
    assert send(client, story, to=waiting.pk).status_code == 422
    assert send(client, story, to=write(make_story(title="قصة أخرى")).pk).status_code == 422


def test_a_program_that_fills_the_hidden_field_learns_nothing(client, story):
    response = send(client, story, homepage="https://spam.example")
    assert latest().state == State.SPAM
    assert "بانتظار المشرف" in client.get(response["Location"]).text


def test_no_more_than_three_questions_a_day_go_to_one_address(client, story):
    for number in range(5):
        send(client, story, email="victim@example.org", notices="on", text=f"نص {number}", name="ساعات رخيصة")
    assert len(mail.outbox) == 3
    assert not any("ساعات" in letter.body or "نص" in letter.body for letter in mail.outbox)
    Comment.objects.update(posted_at=long_ago(2))
    send(client, story, email="victim@example.org", notices="on", text="في يوم آخر")
    assert len(mail.outbox) == 4
