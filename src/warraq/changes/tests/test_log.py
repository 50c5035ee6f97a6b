"""Reading the log: nothing committed is missed, nothing comes twice."""

import pytest
from django.db import connection, connections, transaction

from warraq.changes import log
from warraq.changes.models import Change
from warraq.changes.positions import Position

pytestmark = pytest.mark.django_db(transaction=True)
only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer: nothing commits out of order"
)


def note(subject: str) -> None:
    with transaction.atomic():
        Change.objects.note(Change.Kind.EDITED, subject, set())


def read_all(position: Position, limit: int = 500) -> tuple[list[str], Position]:
    subjects: list[str] = []
    while True:
        entries, position = log.read(position, limit)
        if not entries:
            return subjects, position
        subjects += [entry.subject for entry in entries]


class Writer:
    """A newsroom process of its own, driven by hand."""

    def __init__(self) -> None:
        self.raw = connections.create_connection("default")
        self.raw.connect()
        self.raw.set_autocommit(False)

    def insert(self, subject: str) -> None:
        with self.raw.cursor() as cursor:
            cursor.execute(
                "INSERT INTO changes_change (at, kind, subject, keys) VALUES (now(), 'edited', %s, '[]')", [subject]
            )

    def end(self) -> None:
        self.raw.commit()
        self.raw.close()


@only_postgresql
def test_what_commits_late_is_read_when_it_does():
    position = log.now()
    late, early = Writer(), Writer()
    late.insert("story:1")
    early.insert("story:2")
    early.end()
    first, position = read_all(position)
    late.end()
    second, position = read_all(position)
    assert (first, second) == (["story:2"], ["story:1"])
    assert read_all(position)[0] == []


@only_postgresql
def test_a_transaction_that_is_stuck_holds_back_only_its_own_rows():
    position = log.now()
    stuck = Writer()
    stuck.insert("story:1")
    for number in range(2, 12):
        note(f"story:{number}")
        seen, position = read_all(position, limit=3)
        assert seen == [f"story:{number}"]
    stuck.end()
    assert read_all(position)[0] == ["story:1"]


@only_postgresql
def test_the_keys_of_a_late_commit_count_as_changed_since():
    late = Writer()
    late.insert("story:1")
    position = log.now()
    assert log.keys_since(position) == set()
    with late.raw.cursor() as cursor:
        cursor.execute("UPDATE changes_change SET keys = '[\"story:1\"]' WHERE subject = 'story:1'")
    late.end()
    assert log.keys_since(position) == {"story:1"}


def test_a_position_survives_being_written_down():
    note("story:1")
    position = Position.parse(str(log.now()))
    note("story:2")
    assert read_all(position)[0] == ["story:2"]


def test_batches_hand_over_everything_once():
    position = log.now()
    for number in range(10):
        note(f"story:{number}")
    assert read_all(position, limit=3)[0] == [f"story:{number}" for number in range(10)]


def test_a_position_of_another_log_is_known_as_such():
    note("story:1")
    position = log.now()
    assert log.belongs(position)
    assert not log.belongs(Position.parse(str(position).replace(position.log, "elsewhere", 1)))


def test_a_log_that_lost_its_last_rows_is_known_as_such():
    note("story:1")
    position = log.now()
    Change.objects.all().delete()
    assert not log.belongs(position)


def test_nonsense_is_no_position():
    with pytest.raises(ValueError, match="not a position"):
        Position.parse("42")
