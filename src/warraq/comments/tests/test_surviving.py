"""Comments through the real server: everybody at once, a server that is killed, senders who never end."""

import json
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from warraq.operations.tests.running import children, wait_until

from .running import FORM, Place, Writer, running_place

pytestmark = pytest.mark.slow
WRITERS = 200
TAKEN_IN = {200, 201, 303}


@pytest.fixture(scope="module")
def place(prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running_place(tmp_path_factory.mktemp("site"), prepared) as made:
        yield made


def kept(place: Place, word: str) -> Counter[str]:
    """How often each text with this word stands in the database."""
    rows = place.rows("SELECT text FROM comments_comment WHERE text LIKE ?", f"%{word}%")
    return Counter(text for (text,) in rows)


def write_all(writers: list[Writer]) -> Counter[int]:
    """All at once, until each is taken in; the statuses of the answers."""
    with ThreadPoolExecutor(len(writers)) as pool:
        assert all(pool.map(Writer.write, writers))
    return Counter(status for writer in writers for status in writer.statuses)


def test_of_two_hundred_who_write_at_once_nobody_is_lost_and_nobody_meets_a_locked_database(place):
    writers = [Writer(place, number, f"together {number} {os.urandom(12).hex()}") for number in range(WRITERS)]
    statuses = write_all(writers)
    # 503 says that the application has its hands full, in words, before anything was read.
    assert set(statuses) <= TAKEN_IN | {503}
    assert kept(place, "together") == Counter(writer.text for writer in writers)
    assert "locked" not in place.server.output
    assert "Traceback" not in place.server.output


def test_what_was_accepted_is_stored_though_the_application_is_killed_again_and_again(place):
    writers = [Writer(place, 1_000 + number, f"killed {number} {os.urandom(12).hex()}") for number in range(60)]
    with ThreadPoolExecutor(61) as pool:
        done = [pool.submit(writer.write) for writer in writers]
        for _ in range(2):
            time.sleep(0.7)
            application = place.server.part("wsgi:application")
            for process in (*children(application), application) if application else ():
                os.kill(process, signal.SIGKILL)
            wait_until(lambda gone=application: place.server.part("wsgi:application") not in (0, gone), "another")
        assert all(future.result() for future in done)
    # Each once, however often its sender had to try: a form is good for one comment.
    assert kept(place, "killed") == Counter(writer.text for writer in writers)


def test_senders_who_never_end_keep_nobody_else_waiting(place):
    head = f"POST {place.form} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\nContent-Length: 60000\r\n\r\n"
    slow = [socket.create_connection(("127.0.0.1", place.server.port), timeout=30) for _ in range(100)]
    try:
        for connection in slow:
            connection.sendall(head.encode() + b"name=slow&text=")
        writer = Writer(place, 3_000, "quick beside the slow ones, and not kept waiting")
        assert writer.write()
        for connection in slow:
            connection.sendall(b"a")
        assert place.ask("GET", place.url).status == 200
    finally:
        for connection in slow:
            connection.close()
    assert kept(place, "quick beside") == Counter([writer.text])
    assert place.rows("SELECT count(*) FROM comments_comment WHERE name = 'slow'") == [(0,)]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=" + b"a" * 70_000, FORM, 413),
        (b"text=" + b"a" * 3_000_000, FORM, 413),
        (b"name=a&text=\xff\xfe\xfa", FORM, 400),
        (b"name=a&text=%FF%FE", FORM, 400),
        (b"name=a&" * 100 + b"text=b", FORM, 400),
        (json.dumps({"text": ["a"]}).encode(), "application/json", 415),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b"<?xml version='1.0'?><a/>", "application/xml", 415),
    ],
)
def test_what_is_no_form_of_ours_is_refused_in_words(place, body, kind, status):
    answer = place.ask("POST", place.form, body, Content_Type=kind)
    assert answer.status == status
    assert len(answer.text) > 10


@pytest.mark.parametrize(
    "headers", [{"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}, {"Origin": "https://else.example"}]
)
def test_a_page_of_another_site_cannot_send_a_comment(place, headers):
    answer = place.ask("POST", place.form, "name=a&text=crossing", Content_Type=FORM, **headers)
    assert answer.status == 403
    assert not kept(place, "crossing")
