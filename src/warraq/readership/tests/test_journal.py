"""Counts on their way to the database: whole files or none, kept while the database is away."""

import errno

import pytest

from warraq.readership.journal import BATCH, Journal
from warraq.readership.receiving import Receiver, Rules
from warraq.readership.tests.test_counting import PHONE

BEAT = b"s=42&v=00ff00ff00ff00f%d&p=open&r="
HEADERS = {"user-agent": PHONE, "sec-fetch-site": "same-origin"}


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reads")


@pytest.fixture
def receiver(tmp_path):
    return Receiver(tmp_path / "reads", Rules(cap=5, honours_do_not_track=True))


def rows(journal):
    return [row for batch in journal.batches() for row in batch.rows]


def test_counts_come_back_as_they_were_written(journal):
    counts = {(600, 7, ""): [3, 1], (660, 7, "مثال.example"): [2, 0]}
    journal.write(dict(counts))
    assert rows(journal) == [(600, 7, "", 3, 1), (660, 7, "مثال.example", 2, 0)]


def test_many_counts_lie_in_files_that_one_short_transaction_adds(journal):
    journal.write({(0, story, ""): [1, 0] for story in range(1, 2 * BATCH + 10)})
    assert sorted(len(batch.rows) for batch in journal.batches()) == [9, BATCH, BATCH]


def test_no_two_batches_have_one_name(journal):
    for _time in range(50):
        journal.write({(0, 1, ""): [1, 0]})
    assert len({batch.name for batch in journal.batches()}) == 50


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", '{"a": 1}', "[[1, 2]]", '[["1", 2, "", 1, 0]]', "[[0, 1, 2, 3, 4]]", '[[0, -1, "", 1, 0]]'],
)
def test_a_file_that_is_no_batch_is_put_aside_and_holds_up_no_other(journal, content):
    journal.write({(0, 1, ""): [1, 0]})
    (journal.place / "00000000000000000000-00.json").write_text(content)
    assert rows(journal) == [(0, 1, "", 1, 0)]
    assert [file.name for file in journal.place.glob("*.broken")] == ["00000000000000000000-00.broken"]


def test_a_full_disk_loses_no_count(receiver, monkeypatch):
    receiver.receive(BEAT % 1, HEADERS, "site.example", "192.0.2.1")

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        receiver.flush()
    assert list(receiver.journal.place.iterdir()) == []
    receiver.receive(BEAT % 2, HEADERS, "site.example", "192.0.2.2")
    receiver.flush()
    assert sum(reads for *_key, reads, _ends in rows(receiver.journal)) == 2


def test_what_is_kept_says_nothing_of_the_reader(receiver):
    receiver.receive(BEAT % 1, HEADERS | {"cookie": "secret=1"}, "site.example", "198.51.100.23")
    receiver.flush()
    kept = b"".join(file.read_bytes() for file in receiver.journal.place.iterdir())
    assert kept
    for trace in (b"198.51.100", b"Mozilla", b"00ff00ff", b"secret"):
        assert trace not in kept


def test_every_answer_to_a_beat_is_the_same_whether_it_counts_or_not(receiver):
    robot = HEADERS | {"user-agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"}
    assert receiver.receive(BEAT % 1, robot, "site.example", "192.0.2.1") == 204
    assert receiver.receive(BEAT % 1, HEADERS, "site.example", "192.0.2.1") == 204
    assert receiver.counter.counted == 1


def test_what_is_no_beat_and_what_comes_from_elsewhere_is_refused(receiver):
    assert receiver.receive(b"\xff\xfe", HEADERS, "site.example", "192.0.2.1") == 400
    assert receiver.receive(BEAT % 1, HEADERS | {"sec-fetch-site": "cross-site"}, "site.example", "192.0.2.1") == 403
