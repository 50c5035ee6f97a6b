"""Whoever waits for the log is woken by every commit that writes to it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from warraq import testing
from warraq.changes import due
from warraq.changes.waking import FileChanges, Waker
from warraq.importers.bulk import NewStory, store_stories
from warraq.importers.storing import new_page
from warraq.importers.understanding import Draft
from warraq.stories.models import SectionPage

from .readers import note

only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL sends word")
AT_ONCE, PATIENCE = 0.2, 60  # seconds; who is not woken waits all of the second, and is told so

# --- PostgreSQL ---


@pytest.fixture
def waker(transactional_db):
    waker = Waker()
    assert waker.wait(0)  # the first answer is always yes
    yield waker
    waker.close()


def turn_a_moment(section: SectionPage) -> None:
    with transaction.atomic():
        due.set_for("story:1", {timezone.now(): set()})
    due.turn_into_changes()


def import_a_story(section: SectionPage) -> None:
    draft = Draft("1", "خبر مستورد عن المياه", "", timezone.now(), (("paragraph", "<p>نص الخبر.</p>"),))
    store_stories([NewStory(new_page(draft, section, section.edition))], "import:test")


WRITERS = {
    "a noted change": lambda section: note("story:1"),
    "a publication": testing.make_story,
    "an author": lambda section: testing.make_author(),
    "a moment that has come": turn_a_moment,
    "an import": import_a_story,
}


@only_postgresql
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_every_writer_wakes_who_waits(waker, section, write):
    section = SectionPage.objects.get(pk=section.pk)
    while waker.wait(AT_ONCE):
        pass  # what making the section sent
    write(section)
    assert waker.wait(PATIENCE)


@only_postgresql
def test_what_is_not_committed_wakes_nobody(waker):
    with transaction.atomic():
        note("story:1")
        assert not waker.wait(AT_ONCE)
    assert waker.wait(PATIENCE)


@only_postgresql
def test_many_changes_wake_once(waker):
    with transaction.atomic():
        note(*(f"story:{number}" for number in range(50)))
    assert waker.wait(PATIENCE)
    assert not waker.wait(AT_ONCE)


@only_postgresql
def test_a_connection_that_was_cut_is_opened_again(waker):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%%'")
        assert cursor.fetchone() == (1,)
    assert not waker.wait(AT_ONCE)
    assert waker.wait(AT_ONCE)  # nobody has listened meanwhile: look
    note("story:1")
    assert waker.wait(PATIENCE)


# --- SQLite ---

WRITE = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('INSERT INTO log VALUES (1)'); c.commit()"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site 100%.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE log (id INTEGER)")
    database.close()
    return path


@pytest.fixture
def changes(file: Path):
    changes = FileChanges(file)
    assert changes.wait(0)  # the first answer is always yes
    yield changes
    changes.close()


def test_a_commit_of_another_process_is_noticed(changes, file):
    assert not changes.wait(0)
    subprocess.run([sys.executable, "-c", WRITE, str(file)], check=True)
    assert changes.wait(PATIENCE)
    assert not changes.wait(0)


def test_a_commit_of_another_connection_is_noticed_and_nothing_before_it(changes, file):
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO log VALUES (1)")
    assert not changes.wait(AT_ONCE)
    writer.commit()
    assert changes.wait(PATIENCE)
    writer.close()


def test_a_file_put_in_its_place_is_noticed(changes, file, tmp_path):
    other = tmp_path / "restored.sqlite3"
    with sqlite3.connect(file) as before, sqlite3.connect(other) as restored:
        before.backup(restored)
    before.close()
    restored.close()
    assert not changes.wait(0)
    other.replace(file)
    assert changes.wait(PATIENCE)
