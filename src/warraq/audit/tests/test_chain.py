"""That nothing of the trail changes, and that whatever does is found."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from warraq.audit import guards
from warraq.audit.anchors import write_down
from warraq.audit.models import BEGINNING, Checkpoint, Entry, Head
from warraq.audit.noting import note
from warraq.audit.retention import prune
from warraq.audit.sealing import seal
from warraq.audit.verifying import verify

pytestmark = pytest.mark.django_db


def tamper(sql: str, *values: object) -> None:
    """As somebody would who has the database in hand: without its guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        else:
            for name in guards.GUARDS:
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    guards.ensure()


@pytest.fixture
def empty() -> None:
    """Without what setting up the site has written."""
    tamper("DELETE FROM audit_entry")
    Head.objects.update(number=0, seal=BEGINNING)


@pytest.fixture
def chain(empty: None) -> list[Entry]:
    """Ten sealed rows."""
    for number in range(10):
        note("test.deed", title=f"خبر {number}", data={"n": number, "name": "ليلى"})
    seal()
    return list(Entry.objects.order_by("number"))


def faults() -> list[str]:
    return verify().faults


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET title = 'another' WHERE number = 3",
        "UPDATE audit_entry SET number = 300 WHERE number = 3",
        "UPDATE audit_entry SET seal = NULL, number = NULL WHERE number = 3",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_to_change_what_is_sealed(chain, sql):
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert faults() == []


def test_what_waits_for_its_seal_is_guarded_too(db):
    entry = note("test.deed", title="خبر")
    for change in ({"title": "another"}, {"number": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()


def test_a_guard_that_is_gone_is_found(chain):
    with connection.cursor() as cursor:
        on = " ON audit_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_entry_update{on}")
    assert len(faults()) == 1
    assert "audit_entry_update" in faults()[0]
    guards.ensure()
    assert faults() == []


# --- verification ---


def test_a_trail_that_nobody_touched_is_well(chain):
    verdict = verify()
    assert (verdict.wrong, verdict.first, verdict.last) == (0, 1, len(chain))


def test_an_empty_trail_is_well(empty):
    assert verify().wrong == 0


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE audit_entry SET title = 'another' WHERE number = 4", "4: changed"),
        ("UPDATE audit_entry SET actor_name = 'another' WHERE number = 4", "4: changed"),
        ("UPDATE audit_entry SET data = '{}' WHERE number = 4", "4: changed"),
        ("DELETE FROM audit_entry WHERE number = 4", "4: missing"),
        ("DELETE FROM audit_entry WHERE number IN (4, 5, 6)", "4 to 6: missing"),
        ("DELETE FROM audit_entry WHERE number = 1", "1: missing"),
        ("DELETE FROM audit_entry WHERE number = 10", "10: missing at the end"),
        ("DELETE FROM audit_entry WHERE number > 7", "8 to 10: missing at the end"),
    ],
)
def test_a_row_that_was_changed_or_removed_is_found(chain, sql, found):
    tamper(sql)
    assert any(fault.startswith(found) for fault in faults()), faults()


def test_rows_put_in_another_order_are_found(chain):
    tamper("UPDATE audit_entry SET number = -1 WHERE number = 4")
    tamper("UPDATE audit_entry SET number = 4 WHERE number = 5")
    tamper("UPDATE audit_entry SET number = 5 WHERE number = -1")
    assert {fault.split(":")[0] for fault in faults()} >= {"4", "5"}


def test_a_time_that_was_set_back_is_found(chain):
    tamper("UPDATE audit_entry SET at = %s WHERE number = 4", timezone.now() - timedelta(days=9))
    assert any(fault.startswith("4: changed") for fault in faults())


def test_an_end_written_anew_is_found_by_what_the_machine_noted_down(chain, tmp_path):
    place = tmp_path / "anchors.jsonl"
    assert write_down(place)
    assert not write_down(place)
    tamper("DELETE FROM audit_entry WHERE number > 7")
    Head.objects.update(number=7, seal=Entry.objects.get(number=7).seal)
    assert verify().wrong == 0
    assert "8 to 10: missing at the end" in verify(place).faults
    for number in range(5):
        note("test.forged", title=str(number))
    assert any(fault.startswith("10: another row") for fault in verify(place).faults)


def test_the_command_says_so_and_ends_with_one(chain, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify")
    assert end.value.code == 0
    tamper("DELETE FROM audit_entry WHERE number = 4")
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify")
    assert end.value.code == 1
    assert "WRONG  4: missing" in capsys.readouterr().out


# --- age ---


def make_old(through: int, days: int = 400) -> None:
    """Written so long ago, and sealed as it is."""
    for number in range(through):
        note("test.old", title=str(number), at=timezone.now() - timedelta(days=days))


def test_old_rows_go_and_leave_a_checkpoint(empty):
    make_old(6)
    for number in range(3):
        note("test.deed", title=str(number))
    seal()
    assert prune(365) == 6
    assert verify().wrong == 0
    assert not Entry.objects.filter(action="test.old").exists()
    assert (Checkpoint.objects.get().through, Checkpoint.objects.get().count) == (6, 6)
    told = json.loads(Entry.objects.get(action="audit.pruned").data)
    assert (told["through"], told["count"]) == (6, 6)
    assert prune(365) == 0


def test_a_trail_all_of_which_is_old_can_go(empty):
    make_old(4)
    seal()
    assert prune(365) == 4
    assert verify().wrong == 0
    make_old(3)
    seal()
    assert verify().wrong == 0


def test_a_young_row_holds_those_after_it(empty):
    make_old(2)
    note("test.deed")
    make_old(2)
    seal()
    assert prune(365) == 2
    assert verify().wrong == 0


def test_a_beginning_cut_off_without_a_word_is_found(chain):
    tamper("DELETE FROM audit_entry WHERE number <= 3")
    Checkpoint.objects.create(through=3, seal=chain[2].seal, count=3)
    assert any("no row tells of it" in fault for fault in faults())


def test_a_checkpoint_cannot_be_changed(empty):
    make_old(2)
    seal()
    prune(365)
    for sql in ("UPDATE audit_checkpoint SET through = 99", "DELETE FROM audit_checkpoint"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


# --- export ---


def test_an_export_holds_what_is_needed_to_compute_the_seals(chain, capsys):
    call_command("audit", "export", "--action", "test.")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["number"] for line in lines] == [entry.number for entry in chain if entry.action == "test.deed"]
    assert lines[0]["data"]["name"] == "ليلى"
    assert lines[1]["previous"] == lines[0]["seal"]


def test_a_table_holds_no_formula(db, capsys):
    note("test.deed", title="=HYPERLINK(1)")
    call_command("audit", "export", "--csv", "--since", f"{timezone.localdate():%Y-%m-%d}")
    assert "'=HYPERLINK(1)" in capsys.readouterr().out
    call_command("audit", "export", "--csv", "--until", "2020-01-01")
    assert len(capsys.readouterr().out.splitlines()) == 1
