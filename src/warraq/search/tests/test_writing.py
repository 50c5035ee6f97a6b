"""One writer: deletes delete, and what was acknowledged survives the hardest end."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
import tantivy

from warraq.search.engine import IndexBroken
from warraq.search.kinds import Content
from warraq.search.places import stamp_with
from warraq.search.schema import BODY, SCHEMA
from warraq.search.writer import Writer

CHILD = """
import sys
import django
django.setup()
from pathlib import Path
from warraq.search.kinds import Content
from warraq.search.places import stamp_with
from warraq.search.writer import Writer
path = Path(sys.argv[1])
def word(number):
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")
writer = Writer(path, stamp_with(()), is_new=not (path / "meta.json").exists())
begin = int(writer.position() or 0)
for number in range(begin + 1, begin + 1000):
    writer.put([Content("story", number, "ar", f"story{number}", ("text " * 200 + word(number),))])
    writer.drop([f"story:{number - 5}"])
    writer.commit(str(number))
    print(number, flush=True)
"""


def word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def count(writer: Writer, term: str) -> int:
    return writer.searcher.search(tantivy.Query.term_query(SCHEMA, BODY, term), 10).count


@pytest.fixture
def writer(tmp_path):
    writer = Writer(tmp_path, stamp_with(()), is_new=True)
    yield writer
    writer.close()


def test_a_dropped_record_is_really_gone(writer):
    writer.put([Content("story", 7, "ar", "", ("first",))])
    writer.commit("1")
    assert count(writer, "first") == 1
    writer.drop(["story:7"])
    writer.commit("2")
    assert count(writer, "first") == 0


def test_a_record_written_again_stands_in_place_of_itself(writer):
    writer.put([Content("story", 7, "ar", "", ("first",))])
    writer.commit("1")
    writer.put([Content("story", 7, "ar", "", ("second",)), Content("story", 7, "ar", "", ("third",))])
    writer.commit("2")
    assert [count(writer, word) for word in ("first", "second", "third")] == [0, 0, 1]


def test_records_of_two_kinds_with_one_number_are_two(writer):
    writer.put([Content("story", 7, "ar", "", ("first",)), Content("album", 7, "ar", "", ("second",))])
    writer.drop(["album:7"])
    writer.commit("1")
    assert [count(writer, word) for word in ("first", "second")] == [1, 0]


def test_the_position_and_what_waits_are_kept_with_the_commit(writer):
    writer.let_wait(["story:1", "story:2"])
    writer.commit("here")
    writer.let_wait(["story:3"])
    assert (writer.position(), sorted(writer.waiting(9))) == ("here", ["story:1", "story:2"])
    writer.is_done(["story:1", "story:2"])
    writer.commit("there")
    assert (writer.position(), writer.waiting(9)) == ("there", ["story:3"])


def test_a_second_writer_is_told_that_there_is_one(writer, tmp_path):
    with pytest.raises(IndexBroken, match="LockBusy"):
        Writer(tmp_path, stamp_with(()))


@pytest.mark.slow
def test_kill_9_at_any_moment_loses_nothing_acknowledged(tmp_path):
    acknowledged = 0
    for attempt in range(6):
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", CHILD, str(tmp_path)],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "warraq.conf.test"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(random.Random(attempt).randint(3, 12)):
            acknowledged = int(process.stdout.readline())
        time.sleep(random.Random(attempt).random() * 0.03)
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0].split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        writer = Writer(tmp_path, stamp_with(()))
        position = int(writer.position())
        assert position in (acknowledged, acknowledged + 1)
        held = {number for number in range(1, position + 3) if count(writer, word(number))}
        assert held == set(range(max(1, position - 4), position + 1))
        writer.close()
