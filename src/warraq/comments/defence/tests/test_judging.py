"""What becomes of a comment, by everything that is known of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from warraq.comments import moderation
from warraq.comments.hashes import address_hash, networks_of
from warraq.comments.models import Ban, Comment, State
from warraq.comments.verdicts import HONEYPOT, TICKET, WORK, Facts
from warraq.testing import make_story

from .. import rules, tickets, waiting, work
from ..arrivals import ARRIVALS
from ..judging import judge, needs_work
from ..models import ListedWord
from .scene import HAM, SPAM, arrive, codes, comment, facts, store

pytestmark = pytest.mark.django_db


def test_nothing_speaks_against_an_ordinary_comment(story):
    verdict = arrive(story)
    assert (verdict.state, verdict.score, verdict.reasons, verdict.refusal) == (State.APPROVED, 0, [], "")
    assert verdict.fingerprint
    assert verdict.ticket


def test_a_link_is_held_and_the_moderator_told_why(story):
    verdict = arrive(story, f"{HAM} https://souq.example/a")
    assert verdict.state == State.WAITING
    assert [reason.as_row() for reason in verdict.reasons] == [
        {"reason": "link", "points": 2.0, "detail": "https://souq.example/a"}
    ]


def test_many_signs_together_are_spam(story):
    verdict = arrive(story, "أرباح مضمونة https://a.example https://b.example واتساب 0944123456 bonus@souq.example")
    assert verdict.state == State.SPAM
    assert verdict.score == sum(reason.points for reason in verdict.reasons)


def test_who_fills_in_what_nobody_sees_is_put_with_the_spam(story):
    assert arrive(story, form={HONEYPOT: "cheap"}).state == State.SPAM


@pytest.mark.parametrize("ticket", ["", "forged", "a:b:c"])
def test_a_form_without_a_genuine_slip_may_be_sent_again(story, ticket):
    verdict = arrive(story, form={TICKET: ticket})
    assert verdict.refusal
    assert verdict.asks_again


def test_a_slip_is_good_for_one_comment(story):
    ticket = tickets.issue(story.pk)
    first = judge(comment(story), facts(story, ticket=ticket))
    comment(story, ticket=first.ticket).save()
    assert not judge(comment(story), facts(story, ticket=ticket)).refusal  # the same one, sent twice
    other = judge(comment(story, SPAM), facts(story, ticket=ticket))
    assert (other.status, other.asks_again) == (409, True)


def test_who_is_banned_is_refused(story):
    Ban.objects.create(of=Ban.Of.ADDRESS, hash="n1")
    assert arrive(story, address="n1").status == 403
    assert not arrive(story, address="n2").refusal


def test_a_ban_of_a_network_outlives_the_key_of_the_day(story):
    until = timezone.now() + timedelta(days=30)
    Ban.objects.create(of=Ban.Of.ADDRESS, hash="yesterday", name="ليلى", until=until)
    facts_now = Facts("today", form=facts(story).form, earlier_hashes=("yesterday", "before"))
    assert judge(comment(story), facts_now).status == 403
    # Yesterday's key may go now.
    assert Ban.objects.get(hash="today").until == until
    assert arrive(story, address="today").refusal


def test_a_network_is_known_by_the_keys_that_are_kept():
    days = [timezone.now().date() - timedelta(days=ago) for ago in range(3)]
    hashes = tuple(address_hash("198.51.100.7", day) for day in days)
    assert networks_of("198.51.100.7").hashes == hashes
    assert len(set(hashes)) == 3
    assert networks_of("").hashes == ("",)


def test_networks_side_by_side_are_counted_together(story):
    assert networks_of("198.51.100.7").around == networks_of("198.51.100.250").around
    assert networks_of("198.51.100.7").around != networks_of("198.51.101.7").around
    assert networks_of("2001:db8:1:1::1").around == networks_of("2001:db8:1:ffff::1").around
    ARRIVALS.note(["around:a"] * rules.AROUND_BUSY)
    form = facts(story).form
    assert codes(judge(comment(story), Facts("n1", form=form, around_hash="a"))) == {"busy network"}
    assert codes(judge(comment(story), Facts("n1", form=form, around_hash="b"))) == set()


def test_one_network_is_held_and_then_refused(story):
    states = [arrive(story, address="n1") for _ in range(rules.NETWORK_MOST + 1)]
    assert codes(states[rules.NETWORK_BUSY - 1]) == set()
    assert codes(states[rules.NETWORK_BUSY]) == {"busy network"}
    assert states[-1].status == 429
    assert not arrive(story, address="n2").refusal


# --- floods ---


def test_in_a_flood_browsers_work_and_who_did_not_is_held(story, monkeypatch):
    monkeypatch.setattr("warraq.comments.defence.judging.FLOOD_HERE", 5)
    assert not needs_work(story.pk)
    for _ in range(5):
        arrive(story)
    assert needs_work(story.pk)
    assert codes(arrive(story)) == {"no work"}
    ticket = tickets.issue(story.pk)
    worked = judge(comment(story), facts(story, **{TICKET: ticket, WORK: work.do(ticket)}))
    assert worked.reasons == []


def test_beyond_what_is_kept_waiting_readers_are_asked_to_come_later(story, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_WAITING_HERE", 2)
    monkeypatch.setattr(waiting, "COUNTED_EVERY", 0)
    for number in range(2):
        comment(story, state=State.WAITING, ticket=str(number)).save()
    assert arrive(story).status == 429
    assert not arrive(make_story(story.section)).refusal


# --- the same text ---


def test_the_same_text_is_held_and_shares_a_fingerprint(story):
    first = store(story, SPAM)
    again = arrive(story, SPAM.replace("يومية", "أسبوعية") + " ٧٣٦")
    assert again.fingerprint == first.fingerprint
    assert codes(again) == {"repeated"}
    assert again.state == State.WAITING


def test_the_same_text_under_other_stories_is_soon_spam(story):
    others = [make_story(story.section, f"خبر {number}") for number in range(4)]
    verdicts = [(store(other, SPAM), arrive(story, SPAM))[1] for other in others]
    assert all(codes(verdict) == {"elsewhere"} for verdict in verdicts)
    scores = [verdict.score for verdict in verdicts]
    assert scores == sorted(scores)
    assert scores[-1] > scores[0]


def test_what_moderators_marked_as_spam_is_spam_when_it_comes_again(story, editor):
    moderation.mark_spam([store(story, SPAM).pk], editor)
    verdict = arrive(story, SPAM + "!!")
    assert verdict.state == State.SPAM
    assert "known spam" in codes(verdict)


def test_who_thank_are_no_spam_however_many(story):
    known = arrive(story, "شكرًا لكم").fingerprint
    Comment.objects.bulk_create([comment(story, "شكرًا لكم", fingerprint=known) for _ in range(30)])
    thanks = arrive(story, "شكرا لكم!")
    assert (thanks.fingerprint, thanks.reasons, thanks.refusal) == (known, [], "")


def test_a_text_that_came_very_often_is_not_stored_once_more(story):
    rows = [comment(story, SPAM, state=State.SPAM, fingerprint=arrive(story, SPAM).fingerprint) for _ in range(20)]
    Comment.objects.bulk_create(rows)
    assert arrive(story, SPAM).status == 409


def test_corrected_words_are_judged_without_a_form(story):
    stored = store(story)
    stored.text = f"{HAM} 0944123456"
    verdict = judge(stored, facts(story, ticket=""))
    assert verdict.state == State.WAITING
    assert codes(verdict) == {"phone"}
    stored.text = HAM + " وشكرا"
    assert judge(stored, facts(story, ticket="")).reasons == []


def test_corrected_words_are_known_when_they_come_again(story):
    stored = store(story)
    stored.text = SPAM
    stored.fingerprint = judge(stored, facts(story)).fingerprint
    stored.save()
    assert arrive(story, f"{SPAM} ٧٣٦").fingerprint == stored.fingerprint


# --- the newsroom's list ---


@pytest.mark.parametrize(("deed", "state"), [(ListedWord.Deed.HOLD, State.WAITING), (ListedWord.Deed.SPAM, State.SPAM)])
def test_a_listed_word_does_what_the_list_says(story, deed, state):
    ListedWord.objects.create(phrase="كازينو", deed=deed)
    verdict = arrive(story, f"{HAM} والكــــازييييينو")
    assert verdict.state == state
    assert verdict.reasons[0].detail == "والكازييييينو"


def test_a_word_can_be_refused(story):
    ListedWord.objects.create(phrase="كازينو", deed=ListedWord.Deed.REFUSE)
    assert arrive(story, "ك.ا.ز.ي.ن.و").status == 422


def test_the_name_is_looked_at_as_well(story):
    ListedWord.objects.create(phrase="كازينو")
    assert codes(judge(comment(story, name="كازينو"), facts(story))) == {"listed"}


def test_a_list_is_of_an_edition_or_of_all(story):
    from warraq.testing import make_edition

    ListedWord.objects.create(phrase="كازينو", edition=make_edition("en"))
    assert arrive(story, f"{HAM} كازينو").reasons == []


def test_a_judgement_takes_few_queries(story, django_assert_max_num_queries):
    ListedWord.objects.create(phrase="كازينو")
    arrive(story)
    with django_assert_max_num_queries(9):
        arrive(story, address="n1")
