"""Tickets: genuine ones are taken once they are old enough, nothing else is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .. import tickets, work
from ..tickets import Fault


@pytest.fixture
def later(monkeypatch):
    """Let so many seconds pass."""
    begin = time.time()

    def pass_by(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: begin + seconds)

    return pass_by


def test_a_ticket_is_good_from_three_seconds_to_a_day(later, monkeypatch):
    monkeypatch.setattr(tickets, "EARLIEST", 3)
    ticket = tickets.issue(42)
    assert tickets.read(ticket, 42).is_hasty
    later(4)
    assert tickets.read(ticket, 42) == (tickets.read(ticket, 42).number, None, False)
    later(24 * 3600 - 10)
    assert tickets.read(ticket, 42).fault is None
    later(24 * 3600 + 10)
    assert tickets.read(ticket, 42).fault == Fault.LATE


def test_every_ticket_has_a_number_of_its_own(later):
    numbers = {tickets.read(tickets.issue(42), 42).number for _ in range(50)}
    assert len(numbers) == 50
    assert all(len(number) <= 64 for number in numbers)


def test_a_ticket_of_another_story_is_not_taken(later):
    ticket = tickets.issue(42)
    later(10)
    assert tickets.read(ticket, 43).fault == Fault.OTHER_STORY


@pytest.mark.parametrize("ticket", [None, "", [], 0])
def test_a_form_without_a_ticket_says_so(ticket):
    assert tickets.read(ticket, 42).fault == Fault.MISSING


@given(st.data())
def test_a_ticket_with_one_sign_changed_is_forged(data):
    ticket = tickets.issue(42)
    at = data.draw(st.integers(0, len(ticket) - 1))
    other = data.draw(st.characters().filter(lambda sign: sign != ticket[at]))
    assert tickets.read(ticket[:at] + other + ticket[at + 1 :], 42).fault == Fault.FORGED
    assert tickets.read(ticket[:at], 42).fault in (Fault.FORGED, Fault.MISSING)


@given(st.one_of(st.text(), st.binary(), st.integers(), st.lists(st.text()), st.just("a" * 100_000)))
def test_anything_may_come_instead_of_a_ticket(ticket):
    assert tickets.read(ticket, 42).fault in (Fault.FORGED, Fault.MISSING)


def test_what_the_site_signs_elsewhere_is_no_ticket():
    from django.core import signing

    for value in ([42, "x"], {"story": 42}, 42, "42", [1, 2, 3]):
        assert tickets.read(signing.dumps(value, salt="else"), 42).fault == Fault.FORGED
        if value != [42, "x"]:
            assert tickets.read(signing.dumps(value, salt=tickets.SALT), 42).fault == Fault.FORGED


def test_work_is_taken_for_its_own_ticket_only():
    ticket = tickets.issue(42)
    solution = work.do(ticket)
    assert work.is_done(ticket, solution)
    assert not work.is_done(tickets.issue(42), solution)
    assert not work.is_done(ticket, ".".join(reversed(solution.split("."))))


@given(st.one_of(st.text(), st.none(), st.integers(), st.just("1.2.3.4"), st.just("٣.٣.٣.٣"), st.just("9" * 10_000)))
def test_anything_may_come_instead_of_work(solution):
    assert not work.is_done("ticket", solution)
