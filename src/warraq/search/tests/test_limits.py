"""A limit for each address, by a clock that the test holds."""

import pytest
from django.test import RequestFactory

from warraq.search import limits
from warraq.search.limits import Limiter, household


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(settings) -> Clock:
    settings.WARRAQ_SEARCHES_A_MINUTE = 6
    return Clock()


@pytest.fixture
def limiter(clock) -> Limiter:
    return Limiter("WARRAQ_SEARCHES_A_MINUTE", clock)


def asker(address: str = "192.0.2.1"):
    return RequestFactory().get("/search/", REMOTE_ADDR=address)


def test_so_many_pass_at_once_and_the_next_waits(limiter):
    assert [limiter.wait(asker()) for _ in range(8)] == [0] * 6 + [10, 10]


def test_with_time_more_may_pass(limiter, clock):
    for _ in range(6):
        limiter.wait(asker())
    clock.now = 9
    assert limiter.wait(asker()) == 1
    clock.now = 20
    assert [limiter.wait(asker()) for _ in range(3)] == [0, 0, 10]


def test_who_waits_long_may_ask_no_more_at_once_than_anybody(limiter, clock):
    limiter.wait(asker())
    clock.now = 10_000
    assert [limiter.wait(asker()) for _ in range(7)].count(0) == 6


def test_one_address_does_not_wait_for_another(limiter):
    for _ in range(7):
        limiter.wait(asker())
    assert limiter.wait(asker("192.0.2.2")) == 0


def test_without_a_limit_all_may_pass(limiter, settings):
    settings.WARRAQ_SEARCHES_A_MINUTE = 0
    assert [limiter.wait(asker()) for _ in range(50)] == [0] * 50


def test_it_remembers_no_more_addresses_than_it_may(limiter, monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED", 10)
    for number in range(50):
        limiter.wait(asker(f"192.0.2.{number}"))
    assert len(limiter._buckets) == 10


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", ""),
        ("no address" * 20, ("no address" * 20)[:64]),
    ],
)
def test_a_household_shares_a_limit(address, shared):
    assert household(address) == shared
