"""`/_/read` through the real front: what it answers, what it keeps, what a kill leaves."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from warraq.pagestore.serving.tests.conftest import PATIENCE, Site
from warraq.readership import behind_nginx
from warraq.readership.journal import Journal
from warraq.readership.receiving import Receiver, Rules

from .test_counting import PHONE


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("beacon")
    options = {"place": str(root / "reads"), "cap": 5, "honours_do_not_track": True}
    running = Site(root, posts={"/_/read": ("warraq.readership.beacon:make", options)}, trusted_proxies=["127.0.0.1"])
    running.start()
    yield running
    running.end()


@pytest.fixture
def kept(site):
    """What is in the journal, waited for until it is so much; leaves it empty."""
    journal = Journal(site.root / "reads")

    def wait_for(count):
        deadline = time.monotonic() + PATIENCE
        while (found := sum(row[3] for batch in journal.batches() for row in batch.rows)) < count:
            assert time.monotonic() < deadline, found
            time.sleep(0.05)
        for batch in journal.batches():
            batch.file.unlink()
        return found

    return wait_for


def beat(site, view, story=7, reader=1, part="open", **headers):
    names = {
        "User_Agent": PHONE,
        "Content_Type": "application/x-www-form-urlencoded",
        "X_Forwarded_For": f"10.0.{reader // 250}.{reader % 250}",
    } | headers
    return site.get("/_/read", "POST", f"s={story}&v={view:016x}&p={part}&a=0&r=", **names)


def test_a_beat_is_answered_with_nothing_and_is_on_the_disk_within_a_second(site, kept):
    answer = beat(site, 1)
    assert (answer.status, answer.body, answer.headers["cache-control"]) == (204, b"", "no-store")
    assert "set-cookie" not in answer.headers
    assert kept(1) == 1


def test_beats_of_many_readers_at_once_add_up(site, kept):
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda number: beat(site, 1_000 + number, reader=number).status, range(400)))
    assert set(statuses) == {204}
    assert kept(400) == 400


def test_readers_are_told_apart_by_what_a_listed_proxy_says_and_by_nobody_elses_word(site, kept):
    for number in range(8):
        beat(site, 5_000 + number, story=70, X_Forwarded_For=f"198.51.100.{number}, 203.0.113.9")
    for number in range(8):
        beat(site, 5_100 + number, story=71, X_Forwarded_For=f"198.51.100.{number}")
    assert kept(13) == 13


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "http://site.example"}, 204),
    ],
)
def test_another_sites_page_cannot_count(site, headers, status):
    assert beat(site, 6_000 + status, **headers).status == status


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"s=1", 400), (b"\x00\xff" * 50, 400), (b"s=7&v=" + b"0" * 1_100, 413), (b"{}", 400)],
)
def test_what_is_no_beat_is_refused(site, body, status):
    assert site.get("/_/read", "POST", body, User_Agent=PHONE).status == status


def test_only_posts_are_taken(site):
    assert site.get("/_/read").status != 204  # passed on to the application, which knows no such page


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=2_000), length=st.sampled_from(["", "-1", "5", "x", "99999999999", "٣"]))
def test_nothing_that_is_sent_is_answered_with_an_error_of_ours(site, body, length):
    if length:
        head = f"POST /_/read HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
        answered = site.raw(head.encode() + body, seconds=0.3)
        assert b" 5" not in answered.split(b"\r\n", 1)[0][8:11]
    else:
        assert site.get("/_/read", "POST", body).status in (204, 400, 403, 413)


def test_a_body_that_never_comes_holds_up_nobody(site, kept):
    slow = [threading.Thread(target=_stall, args=[site]) for _number in range(50)]
    for one in slow:
        one.start()
    assert beat(site, 9_000, story=90).status == 204
    assert kept(1) == 1
    for one in slow:
        one.join()


def _stall(site):
    site.raw(b"POST /_/read HTTP/1.1\r\nHost: site.example\r\nContent-Length: 80\r\n\r\ns=1", seconds=1)


def test_a_kill_loses_no_more_than_what_was_told_in_the_last_second(tmp_path):
    options = {"place": str(tmp_path / "reads"), "cap": 5, "honours_do_not_track": True}
    own = Site(tmp_path, posts={"/_/read": ("warraq.readership.beacon:make", options)}, trusted_proxies=["127.0.0.1"])
    own.start()
    try:
        told: list[float] = []
        until = time.monotonic() + 2.5
        while time.monotonic() < until:
            if beat(own, len(told), reader=len(told)).status == 204:
                told.append(time.monotonic())
        killed_at = time.monotonic()
        os.killpg(own.processes["front"].pid, signal.SIGKILL)
    finally:
        own.end()
    kept = sum(row[3] for batch in Journal(tmp_path / "reads").batches() for row in batch.rows)
    assert sum(moment < killed_at - 1 for moment in told) <= kept <= len(told)


def test_a_front_that_ends_in_order_loses_nothing(tmp_path):
    options = {"place": str(tmp_path / "reads"), "cap": 5, "honours_do_not_track": True}
    own = Site(tmp_path, posts={"/_/read": ("warraq.readership.beacon:make", options)}, trusted_proxies=["127.0.0.1"])
    own.start()
    try:
        for number in range(20):
            beat(own, number, reader=number)
    finally:
        own.end()
    assert sum(row[3] for batch in Journal(tmp_path / "reads").batches() for row in batch.rows) == 20


# --- behind nginx ----------------------------------------------------------------------------------------------------


@pytest.fixture
def receiver(tmp_path, monkeypatch):
    made = Receiver(tmp_path / "reads", Rules(cap=5, honours_do_not_track=True))
    monkeypatch.setattr(behind_nginx, "receiver", lambda: made)
    return made


def test_behind_nginx_the_application_counts_and_opens_no_database(receiver):
    """The test would be refused a database."""
    body = "s=7&v=00ff00ff00ff00ff&p=open&a=0&r="
    form = "application/x-www-form-urlencoded"
    client = Client(enforce_csrf_checks=True, headers={"user-agent": PHONE})
    assert client.post("/_/read", body, content_type=form).status_code == 204
    assert client.post("/_/read", body, content_type=form).status_code == 204
    assert client.post("/_/read", "x" * 2_000, content_type=form).status_code == 413
    assert client.post("/_/read", "nothing", content_type="text/plain").status_code == 400
    assert client.get("/_/read").status_code == 405
    receiver.flush()
    assert [row[3] for batch in receiver.journal.batches() for row in batch.rows] == [1]
