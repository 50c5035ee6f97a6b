"""Every complaint of `warraq doctor`, each made by breaking that thing for real."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import features
from wagtail.models import Revision

from warraq import testing
from warraq.changes import log, tree
from warraq.changes.models import Change, ConsumerPosition, SetAside
from warraq.conf import services
from warraq.films import encoding
from warraq.front.models import FrontPage
from warraq.media.models import Encoding, Image, Video
from warraq.operations import database_health, health
from warraq.people.models import User
from warraq.related import waiting
from warraq.related.models import Awaited

only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL about its sessions")


def complaints(look) -> str:
    return "\n".join(f"{finding.text} → {finding.advice}" for finding in look() if finding.is_wrong)


@pytest.fixture
def chief(db) -> User:
    return User.objects.create_superuser("chief", password=testing.PASSWORD)


def stored():
    """What is asked of a database that answers; that of the tests may lie in memory, which no site's does."""
    yield from database_health.examine_tables()
    yield from database_health.examine_contents()


def test_it_finds_nothing_wrong_with_a_site_just_made(chief):
    assert complaints(stored) == ""


def test_films_that_could_not_be_prepared(chief, monkeypatch):
    film = Video.objects.create(title="film", file="videos/none.mp4", seconds=3)
    work = Encoding.objects.ask(film)
    Encoding.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    assert "1 films have waited for an hour" in complaints(stored)
    work.fail("the file is damaged")
    assert f"last number {film.pk}: the file is damaged" in complaints(stored)
    monkeypatch.setattr(encoding, "NEEDED", ("libx264", "no such encoder"))
    assert "PyAV here cannot write no such encoder" in complaints(stored)


# --- files -----------------------------------------------------------------------------------------------------


def test_a_directory_that_cannot_be_written(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = str(tmp_path / "file" / "media")
    assert "media directory" in complaints(health.examine_files)
    assert "cannot be written: Not a directory" in complaints(health.examine_files)


def test_a_key_that_others_can_read(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "secret-key").touch(mode=0o644)
    assert f"chmod 600 {tmp_path}/secret-key" in complaints(health.examine_files)


def test_reads_that_nobody_adds_up(settings, tmp_path):
    settings.WARRAQ_READS = {**settings.WARRAQ_READS, "place": str(tmp_path)}
    waiting = tmp_path / "1.json"
    waiting.write_text("[]")
    assert "batches of reads" not in complaints(health.examine_files)
    os.utime(waiting, (1, 1))
    assert "1 batches of reads wait" in complaints(health.examine_files)


def test_a_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr(health, "ROOM", 10**18)
    assert "make room" in complaints(health.examine_files)


def test_fonts_and_texts_that_were_not_built(settings, tmp_path):
    settings.PACKAGE = tmp_path
    said = complaints(health.examine_files)
    assert "the fonts have not been built" in said
    assert "the Arabic texts are not compiled" in said


def test_a_pillow_without_avif(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: name != "avif")
    assert "cannot write AVIF" in complaints(health.examine_files)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://news.example.org", "is not https"),
        ("https://news.example.org", "trusted_proxies"),
    ],
)
def test_an_address_that_is_not_safe(settings, address, sentence):
    settings.WARRAQ_BASE_URL = address
    assert sentence in complaints(health.examine_files)


def test_a_public_site_that_shows_its_errors(settings):
    settings.WARRAQ_BASE_URL, settings.DEBUG = "https://news.example.org", True
    assert "WARRAQ_DEBUG" in complaints(health.examine_files)


# --- the database ----------------------------------------------------------------------------------------------


@pytest.fixture
def another(monkeypatch, tmp_path):
    """Makes the doctor look at an SQLite file of its own."""
    path = tmp_path / "site.sqlite3"
    alias = "examined"
    configured = connections.configure_settings({"default": {}, alias: services.sqlite(path)})
    connections.databases[alias] = configured[alias]
    monkeypatch.setattr(database_health, "connection", connections[alias])
    yield path
    connections[alias].close()
    del connections[alias]
    del connections.databases[alias]


@pytest.fixture
def _may_open_databases(django_db_blocker):
    with django_db_blocker.unblock():
        yield


opens_files = pytest.mark.usefixtures("_may_open_databases")


@opens_files
def test_a_database_that_was_never_made(another):
    assert "there is no database yet" in complaints(database_health.examine_database)
    assert not another.exists()


@opens_files
def test_a_file_that_is_no_database(another):
    another.write_bytes(b"not a database at all " * 500)
    said = complaints(database_health.examine_database)
    assert "file is not a database" in said
    assert "restore the last backup" in said


@opens_files
def test_a_database_file_that_is_damaged(another):
    _fill(another)
    content = bytearray(another.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\x99" * 4096 * 3
    another.write_bytes(content)
    said = complaints(database_health.examine_database)
    assert "damaged" in said or "malformed" in said
    assert "restore the last backup" in said


@opens_files
def test_a_database_without_our_tables(another):
    _fill(another)
    assert "steps behind the program → run `warraq migrate`" in complaints(database_health.examine_database)


def test_a_database_of_a_newer_program(chief):
    MigrationRecorder.Migration.objects.create(app="stories", name="9999_tomorrow")
    assert "newer program: stories.9999_tomorrow" in complaints(stored)


def test_a_database_that_lacks_the_last_step(chief):
    MigrationRecorder.Migration.objects.filter(app="demo", name__startswith="0002").delete()
    assert "1 steps behind" in complaints(stored)


# --- what stands in it -----------------------------------------------------------------------------------------


def test_nobody_who_can_sign_in(db):
    assert "nobody can sign in" in complaints(stored)


def test_a_chief_whose_account_is_closed(chief):
    User.objects.update(is_active=False)
    assert "nobody can sign in" in complaints(stored)


def test_an_edition_without_a_front_page(chief):
    FrontPage.objects.get(edition__code="en").unpublish()
    assert "edition en has no live front page" in complaints(stored)


def test_an_edition_that_the_site_file_no_longer_names(chief):
    testing.make_edition("fa")
    assert "edition fa is not in warraq.toml" in complaints(stored)


def test_a_page_that_should_have_gone_out_long_ago(chief, section):
    story = testing.make_draft(section)
    Revision.objects.filter(pk=story.latest_revision_id).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    said = complaints(stored)
    assert "1 pages are due" in said
    assert "warraq worker" in said


def test_a_task_that_waits_or_has_failed(chief):
    long_ago = timezone.now() - timedelta(hours=1)
    task = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "warraq.media.tasks.draw", "run_after": long_ago}
    waiting = DBTaskResult.objects.create(backend_name="default", **task)
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=long_ago)
    DBTaskResult.objects.create(
        backend_name="default", status="FAILED", traceback="Traceback …\nOSError: disk full", **task
    )
    said = complaints(stored)
    assert "1 tasks wait" in said
    assert "1 tasks have failed, last warraq.media.tasks.draw → OSError: disk full" in said


def test_a_consumer_that_is_far_behind(chief):
    ConsumerPosition.objects.create(name="notebook", position=str(log.start()), seen_at=timezone.now())
    testing.make_story()
    Change.objects.update(at=timezone.now())  # some are as old as the database of the tests
    assert "notebook is" not in complaints(stored)
    Change.objects.update(at=timezone.now() - timedelta(minutes=5))
    said = complaints(stored)
    assert "notebook is" in said
    assert "warraq worker" in said


def test_a_consumer_that_waits(chief):
    ConsumerPosition.objects.create(name="notebook", position=str(log.now()), error="OSError: disk full")
    assert "notebook waits: OSError: disk full" in complaints(stored)


def test_a_change_that_could_not_be_handled(chief):
    values = {"kind": "edited", "keys": [], "changed_at": timezone.now(), "error": "ValueError: broken"}
    SetAside.objects.create(consumer="notebook", change=1, subject="story:1", **values)
    said = complaints(stored)
    assert "1 changes could not be handled, last story:1: ValueError: broken" in said
    assert "warraq changes retry" in said


@pytest.mark.parametrize(("urgency", "late"), [(Awaited.Urgency.NOW, 11), (Awaited.Urgency.SOMETIME, 60 * 24 * 3)])
def test_stories_that_have_waited_long_for_their_related_stories(chief, urgency, late):
    one, other = testing.make_story(title="قصة"), testing.make_story(title="أخرى")
    waiting.ask_for([one.pk, other.pk], urgency)
    findings = [finding.text for finding in database_health.examine_contents() if not finding.is_wrong]
    assert "related stories are being looked for: 2 stories wait" in findings
    assert "related" not in complaints(stored)
    since = timezone.now() - timedelta(minutes=late)
    Awaited.objects.filter(pk=one.pk).update(asked_at=since)
    said = complaints(stored)
    assert f"1 stories have waited for their related stories since {since:%Y-%m-%d %H:%M} UTC" in said
    assert "warraq worker" in said


def test_an_archive_may_wait_for_its_related_stories_for_hours(chief):
    waiting.ask_for([testing.make_story().pk], Awaited.Urgency.SOMETIME)
    Awaited.objects.update(asked_at=timezone.now() - timedelta(hours=5))
    assert "related" not in complaints(stored)


def test_pictures_whose_files_are_gone(chief):
    testing.make_image()
    assert "pictures" not in complaints(stored)
    Image.objects.update(fault="missing")
    assert "the files of 1 pictures are gone or damaged" in complaints(stored)


def test_a_tree_without_its_index(chief):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {tree.INDEX}")
    assert "index of the page tree is missing" in complaints(stored)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is misled")
def test_an_analyse_by_hand(chief):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "somebody ran ANALYZE" in complaints(stored)


@only_postgresql
@pytest.mark.django_db(transaction=True)  # who is connected is looked up once a transaction
def test_a_session_forgotten_in_a_transaction(monkeypatch):
    forgotten = connections.create_connection("default")
    forgotten.connect()
    forgotten.set_autocommit(False)
    with forgotten.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    assert complaints(database_health.examine_connection) == ""
    monkeypatch.setattr(database_health, "FORGOTTEN", timedelta(0))
    assert f"session {pid}" in complaints(database_health.examine_connection)
    forgotten.rollback()
    assert f"session {pid}" not in complaints(database_health.examine_connection)
    forgotten.close()


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_prepared_transaction_that_was_left_over(monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_prepared_transactions")
        if cursor.fetchone() == ("0",):
            pytest.skip("this server prepares no transactions (max_prepared_transactions)")
        cursor.execute("BEGIN; CREATE TABLE left_over (); PREPARE TRANSACTION 'warraq test'")
    monkeypatch.setattr(database_health, "FORGOTTEN", timedelta(0))
    said = complaints(database_health.examine_connection)
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK PREPARED 'warraq test'")
    assert "the prepared transaction 'warraq test' was left over" in said
    assert "warraq test" not in complaints(database_health.examine_connection)


def _fill(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE filler (text TEXT)")
        database.execute("CREATE INDEX by_text ON filler (text)")
        database.executemany("INSERT INTO filler VALUES (?)", [(f"row {n} " * 20,) for n in range(2000)])
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
