"""Many write and seal at once, in processes and transactions of their own."""

from warraq.audit.models import Entry, Head
from warraq.audit.noting import note
from warraq.audit.sealing import seal
from warraq.changes.tests.processes import other_processes

WRITER = """
import random, threading, time
from django.db import connection, transaction
from warraq.audit.noting import note
from warraq.audit.sealing import seal
from warraq.audit.verifying import verify

def write():
    for number in range(25):
        try:
            with transaction.atomic():
                note("test.writer", title=str(number))
                time.sleep(random.random() / 200)
                if number % 5 == 4:
                    raise KeyError
        except KeyError:
            pass
        if number % 3 == 0:
            seal()
    connection.close()

tell("ready")
wait()
writers = [threading.Thread(target=write) for _ in range(3)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
tell("done")
wait()
found = verify()
tell(f"{found.wrong} {found.count == found.last}")
"""


def test_the_chain_holds_with_many_writers_and_sealers(transactional_db, tmp_path):
    with other_processes(tmp_path) as processes:
        both = [processes.start(WRITER) for _ in range(2)]
        for word in ("ready", "done"):
            assert [process.heard() for process in both] == [word] * 2
            for process in both:
                process.go()
        assert [process.heard() for process in both] == ["0 True"] * 2
        written = processes.fetch("SELECT count(*) FROM audit_entry WHERE action = 'test.writer' AND number > 0")
        assert written == [(120,)]


def test_sealing_goes_on_where_it_stopped(db):
    for number in range(1_203):
        note("test.deed", title=str(number))
    assert seal() >= 1_203
    assert seal() == 0
    assert Head.objects.get().number == Entry.objects.count()
