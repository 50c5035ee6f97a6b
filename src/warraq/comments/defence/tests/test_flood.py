"""A flood of spam leaves a few rows, a queue that answers, and the site as it was."""

from collections import Counter

import pytest
from django.utils import timezone

from warraq.changes.models import Change
from warraq.changes.tests.processes import other_processes
from warraq.comments import posting
from warraq.comments.models import Comment, State
from warraq.testing import make_story

from .. import retention, rules, sameness, waiting
from ..arrivals import ARRIVALS, Arrivals
from ..judging import SITE, ticket_for
from ..likeness import likeness_of
from ..models import Arrival, Band, KnownText, LearnedWord
from .scene import SPAM, facts, store

POSTS = 400


def post(story, text: str, network: str) -> str:
    """The state of the comment, or the status of the refusal."""
    try:
        return posting.submit(story, posting.Words("ليلى", text), facts(story, network, **ticket_for(story))).state
    except posting.Refused as error:
        return str(error.status)


@pytest.mark.django_db
def test_one_text_in_many_dresses_is_stored_a_few_times_and_stands_as_one(story):
    became = Counter(post(story, f"{SPAM} عرض رقم {number}", f"n{number % 50}") for number in range(POSTS))
    assert became["409"] >= POSTS - rules.MOST_ALIKE
    assert Comment.objects.count() == rules.MOST_ALIKE
    assert len(set(Comment.objects.values_list("fingerprint", flat=True))) == 1
    assert KnownText.objects.count() == 1


@pytest.mark.django_db
def test_texts_like_no_other_from_everywhere_end_at_what_is_kept_waiting(story, monkeypatch):
    monkeypatch.setattr(waiting, "MOST_WAITING_HERE", 50)
    monkeypatch.setattr(waiting, "COUNTED_EVERY", 0)
    other = make_story(story.section)
    changes = Change.objects.count()
    became = Counter(post(story, f"{number**5} ثم كلام لا يشبه غيره {number}", f"n{number}") for number in range(120))
    assert became == {State.WAITING: 50, "429": 70}
    # Readers' pages are as they were, and who writes under another story is heard.
    assert Change.objects.count() == changes
    assert post(other, "كلام عادي عن المقال الآخر", "reader") == State.WAITING


@pytest.mark.django_db
def test_a_flood_from_one_network_ends_at_its_limit(story):
    became = Counter(post(story, f"{number**5} كلام لا يشبه غيره {number}", "n1") for number in range(100))
    assert became["429"] == 100 - rules.NETWORK_MOST
    assert Arrival.objects.count() <= 6


@pytest.mark.django_db
def test_a_refused_network_costs_two_queries(story, django_assert_max_num_queries):
    ARRIVALS.note(["from:n1"] * 100)
    with django_assert_max_num_queries(4):  # with the terms of the story
        assert post(story, SPAM, "n1") == "429"


@pytest.mark.django_db
def test_a_text_that_comes_too_often_is_known_without_asking_the_database(story, django_assert_max_num_queries):
    for number in range(rules.MOST_ALIKE + 1):
        post(story, SPAM, f"n{number}")
    with django_assert_max_num_queries(5):  # with the terms of the story, its ticket, and the counts
        assert post(story, f"{SPAM} ٧٣٦", "n99") == "409"
    assert post(story, f"{SPAM[:20]} ثم كلام آخر عن المقال نفسه لا صلة له بغيره", "n99") == State.WAITING


@pytest.mark.django_db
def test_a_text_is_forgotten_when_it_no_longer_comes():
    now = [0.0]
    overdone = sameness.Overdone(clock=lambda: now[0])
    overdone.note(likeness_of(SPAM))
    assert overdone.holds(likeness_of(f"{SPAM}!"))
    now[0] += sameness.OVERDONE_FOR + 1
    assert not overdone.holds(likeness_of(SPAM))


# --- counting ---


@pytest.mark.django_db
def test_arrivals_are_counted_by_key_and_minute():
    now = [6_000.0]
    arrivals = Arrivals(clock=lambda: now[0])
    arrivals.note(["a", "b"])
    now[0] += 120
    arrivals.note(["a"])
    assert arrivals.counts({"a": 1, "b": 5, "c": 5}) == {"a": 1, "b": 1, "c": 0}
    assert arrivals.counts({"a": 5}) == {"a": 2}


@pytest.mark.django_db
def test_between_two_seconds_arrivals_are_only_in_memory(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("warraq.comments.defence.arrivals.TOLD_EVERY", 1)
    now = [6_000.0]
    arrivals = Arrivals(clock=lambda: now[0])
    arrivals.note(["a"])
    with django_assert_num_queries(0):
        for _ in range(50):
            arrivals.note(["a"])
    assert arrivals.counts({"a": 5}) == {"a": 51}
    now[0] += 1
    arrivals.note(["a"])
    assert sum(Arrival.objects.values_list("count", flat=True)) == 52


@pytest.mark.django_db
def test_of_a_flood_from_everywhere_only_the_busiest_are_told(monkeypatch):
    monkeypatch.setattr("warraq.comments.defence.arrivals.TOLD_EVERY", 1)
    now = [6_000.0]
    arrivals = Arrivals(clock=lambda: now[0])
    arrivals.note([])
    for number in range(3_000):
        arrivals.note([SITE, f"from:{number}"])
    now[0] += 1
    arrivals.note([SITE])
    assert Arrival.objects.count() == 50
    assert Arrival.objects.get(key=SITE).count == 3_001


@pytest.mark.django_db(transaction=True)
def test_several_processes_count_together(tmp_path):
    counting = """
from warraq.comments.defence import arrivals
arrivals.TOLD_EVERY = 0
for _ in range(40):
    arrivals.ARRIVALS.note(["site", "story:1"])
"""
    with other_processes(tmp_path) as processes:
        processes.run_at_once(counting, count=3)
        rows = processes.fetch("SELECT key, sum(count) FROM defence_arrival GROUP BY key ORDER BY key")
    assert rows == [(SITE, 120), ("story:1", 120)]


# --- forgetting ---


@pytest.mark.django_db
def test_what_is_no_longer_needed_is_forgotten(story):
    store(story, SPAM)
    LearnedWord.objects.create(number=7, shown=1, day=timezone.now().date())
    LearnedWord.objects.create(number=8, shown=9, day=timezone.now().date())
    assert (KnownText.objects.count(), Band.objects.count()) == (1, 8)
    assert retention.prune(timezone.now()) == 0
    retention.prune(timezone.now() + rules.ALIKE_DAYS * 10)
    assert (KnownText.objects.count(), Band.objects.count(), Arrival.objects.count()) == (0, 0, 0)
    assert list(LearnedWord.objects.values_list("number", flat=True)) == [8]
