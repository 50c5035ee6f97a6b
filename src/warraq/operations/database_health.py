"""What can be wrong with the database and with what stands in it."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.core.checks.messages import WARNING
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from warraq.changes import states, tree
from warraq.changes.models import Change
from warraq.editions.models import Edition
from warraq.front.models import FrontPage
from warraq.media.models import Image
from warraq.newsroom.admin_search import filling
from warraq.people.models import User
from warraq.related import waiting as related
from warraq.search import states as search_states

from . import safety_health
from .film_health import examine_films
from .health import Finding, right, wrong

OLDEST_SQLITE, OLDEST_POSTGRESQL = (3, 35), 14
LATE = timedelta(minutes=10)
# A session that sits in a transaction for so long has been forgotten, and holds what it has locked.
FORGOTTEN = timedelta(minutes=10)
IDLE = """
    SELECT pid, coalesce(nullif(application_name, ''), usename, '?') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND state LIKE 'idle in transaction%%' AND state_change < now() - %s
    ORDER BY state_change
"""
PREPARED = """
    SELECT gid FROM pg_prepared_xacts WHERE database = current_database() AND prepared < now() - %s ORDER BY prepared
"""
Look = Callable[[], Iterator[Finding]]


def examine_database() -> Iterator[Finding]:
    """Step by step: what builds on a step is left out when that step is wrong."""
    for step in (examine_connection, examine_tables, examine_contents):
        findings = list(_asked(step))
        yield from findings
        if any(finding.is_wrong for finding in findings):
            return


def _asked(look: Look) -> Iterator[Finding]:
    try:
        yield from look()
    except DatabaseError as error:
        yield wrong(f"the database does not answer: {_first_line(error)}", _advice())


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _advice() -> str:
    if connection.vendor == "sqlite":
        return f"is {connection.settings_dict['NAME']} the site's database? If so, restore the last backup"
    return "start the database server, or correct DATABASE_URL"


def examine_connection() -> Iterator[Finding]:
    """Does it answer, is it one we know, is it sound?"""
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
    version = connection.pg_version // 10000
    yield right(f"PostgreSQL {version} answers")
    if version < OLDEST_POSTGRESQL:
        yield wrong(f"PostgreSQL {version} is too old", f"use {OLDEST_POSTGRESQL} or newer")
    if encoding != "UTF8":
        yield wrong(f"the database keeps text as {encoding}", "create it anew with ENCODING 'UTF8'")
    yield from _forgotten_transactions()


def _forgotten_transactions() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(IDLE, [FORGOTTEN])
        idle = cursor.fetchall()
        cursor.execute(PREPARED, [FORGOTTEN])
        prepared = [gid for (gid,) in cursor.fetchall()]
    for pid, name in idle:
        text = f"session {pid} ({name}) sits idle in a transaction and keeps its locks"
        yield wrong(text, f"end what it belongs to, or SELECT pg_terminate_backend({pid})")
    for gid in prepared:
        text = f"the prepared transaction {gid!r} was left over and keeps its locks"
        yield wrong(text, f"ROLLBACK PREPARED '{gid}', unless another program is about to commit it")


def _sqlite() -> Iterator[Finding]:
    path = Path(connection.settings_dict["NAME"])
    if not path.is_file():
        # Opening it would make an empty one, and the next look would not know it from a lost one.
        yield wrong(f"there is no database yet: {path}", "run `warraq serve`, or `warraq migrate` without the demo")
        return
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield wrong(f"SQLite {sqlite3.sqlite_version} is too old", "use a Python with SQLite 3.35 or newer")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
        cursor.execute("PRAGMA quick_check(1)")
        (state,) = cursor.fetchone()
    if mode != "wal":
        advice = "keep the data directory on a local disk, not a network share"
        yield wrong(f"SQLite keeps its journal as {mode}", advice)
    if state != "ok":
        damage = " ".join(state.replace("*** in database main ***", "").split())
        yield wrong(f"the database file is damaged: {damage}", "restore the last backup")
    if mode == "wal" and state == "ok":
        yield right(f"SQLite {sqlite3.sqlite_version}, write-ahead log, file sound")


def examine_tables() -> Iterator[Finding]:
    """Is it of this version of the program?"""
    try:
        loader = MigrationLoader(connection)
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        yield wrong(f"the database's history is torn: {_first_line(error)}", "restore the last backup")
        return
    known, applied = set(loader.disk_migrations), set(loader.applied_migrations)
    ours = {app for app, _name in known}
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in ours):
        yield wrong(f"the database comes from a newer program: {newer[0]}", "install that version again")
    elif missing := known - applied - _replaced(loader):
        yield wrong(f"the database is {len(missing)} steps behind the program", "run `warraq migrate`")
    else:
        yield right("the database is of this version")


def _replaced(loader: MigrationLoader) -> set[tuple[str, str]]:
    """Squashed migrations and what they squash stand in for each other."""
    return set(loader.disk_migrations) - set(loader.graph.nodes)


def examine_contents() -> Iterator[Finding]:
    """Can the site be read and edited, and is somebody doing the work?"""
    of_content = (_editions, _editors, _changes, _consumers, _set_aside, _search, _newsroom_search, _related)
    of_safety = (safety_health.sign_in, safety_health.trail)
    for look in (*of_content, _pictures, examine_films, *of_safety, _lateness, _tree, _framework):
        yield from look()


def _editions() -> Iterator[Finding]:
    made = set(Edition.objects.values_list("code", flat=True))
    for table in settings.SITE.editions:
        if table.code not in made:
            yield wrong(f"edition {table.code} of warraq.toml has not been made", "run `warraq migrate`")
        elif not FrontPage.objects.live().filter(edition__code=table.code).exists():
            yield wrong(f"edition {table.code} has no live front page", "publish it in the newsroom")
        else:
            yield right(f"edition {table.code} has its front page")
    for code in sorted(made - {table.code for table in settings.SITE.editions}):
        yield wrong(f"edition {code} is not in warraq.toml: nobody can read it", "add it there again")


def _editors() -> Iterator[Finding]:
    able = User.objects.filter(is_active=True, is_superuser=True)
    if any(user.has_usable_password() for user in able):
        yield right("an editor-in-chief can sign in")
    else:
        yield wrong("nobody can sign in with every right", "run `warraq editor NAME` with a new name")


def _changes() -> Iterator[Finding]:
    last = Change.objects.order_by("-pk").values_list("at", flat=True).first()
    yield right(f"last change to the site: {last:%Y-%m-%d %H:%M} UTC" if last else "nothing was published yet")


def _consumers() -> Iterator[Finding]:
    for state in states.consumers():
        name = f"{state.name} {state.node}".strip()
        if state.is_slow:
            text = f"{name} is {state.lag.entries} changes, {state.lag.seconds:.0f} s behind"
            yield wrong(text, state.error or "is `warraq serve` or `warraq worker` running there?")
        elif state.is_waiting:
            yield wrong(f"{name} waits: {state.error}", "it goes on by itself once that is over")
        elif not state.is_gone:
            yield right(f"{name} keeps up with the change log")


def _set_aside() -> Iterator[Finding]:
    if rows := states.set_aside():
        text = f"{len(rows)} changes could not be handled, last {rows[-1].subject}: {rows[-1].error}"
        yield wrong(text, "`warraq changes` lists them, `warraq changes retry` hands them over again")


def _tree() -> Iterator[Finding]:
    """What keeps publishing quick on a large site."""
    if not tree.has_index():
        yield wrong("the index of the page tree is missing: the newsroom gets slow", "run `warraq migrate`")
    if tree.misleads_planner():
        text = "somebody ran ANALYZE on the SQLite file, which makes publishing slow"
        yield wrong(text, "run `warraq migrate`, then start the site again")


def _search() -> Iterator[Finding]:
    """The index of this machine, which its worker builds and keeps."""
    state = search_states.state_of()
    if state.told.error:
        yield wrong(f"the search index is hindered: {state.told.error}", "make room on the disk or mend it")
    elif state.told.is_building:
        yield right(f"a search index is being built: {state.told.done:,} of {state.told.all:,} records")
    elif not state.has_index:
        yield right("there is no search index yet: the worker builds it")
    elif not state.is_newest:
        yield right("the search index is of another version or other names: the worker builds the next one")
    else:
        yield right(f"{state.records:,} records can be searched, {state.bytes / 1e6:.1f} MB")


def _newsroom_search() -> Iterator[Finding]:
    """Wagtail's index of what choosers and lists find, in the database."""
    if filling.is_filled():
        yield right("the newsroom's own search is by the present analysis")
    else:
        yield right("the newsroom's own search is of an earlier version: the worker and its tasks fill it anew")


def _pictures() -> Iterator[Finding]:
    """Files that pages or the newsroom miss, as far as the worker has looked."""
    if lost := Image.objects.exclude(fault="").count():
        advice = "bring them back from a backup of the uploads, or see Reports, pictures with problems, in the newsroom"
        yield wrong(f"the files of {lost:,} pictures are gone or damaged", advice)


def _related() -> Iterator[Finding]:
    """Lists of related stories, which the worker finds a moment after a change."""
    state = related.lateness()
    if state.late:
        text = f"{state.late:,} stories have waited for their related stories since {state.since:%Y-%m-%d %H:%M} UTC"
        yield wrong(text, "is `warraq serve` or `warraq worker` running? Its log names stories that fail")
    elif state.waiting:
        yield right(f"related stories are being looked for: {state.waiting:,} stories wait")


def _lateness() -> Iterator[Finding]:
    """Somebody has to run the worker; what should have been done by it long ago shows that nobody does."""
    before = timezone.now() - LATE
    due = Revision.page_revisions.filter(approved_go_live_at__lt=before).count()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=before).count()
    failed = DBTaskResult.objects.failed().count()
    if due or waiting:
        text = f"background work is not being done: {due} pages are due, {waiting} tasks wait"
        yield wrong(text, "run `warraq serve`, or `warraq worker` beside a server of your own")
    else:
        yield right("no background work is late")
    if failed:
        newest = DBTaskResult.objects.failed().order_by("-finished_at").first()
        yield wrong(f"{failed} tasks have failed, last {newest.task_path}", _last_line(newest.traceback))


def _last_line(traceback: str) -> str:
    return (traceback.strip().splitlines() or ["it left no message"])[-1]


def _framework() -> Iterator[Finding]:
    messages = [message for message in run_checks() if message.level >= WARNING and not message.is_silenced()]
    if not messages:
        yield right("Django and Wagtail have nothing to complain of")
    for message in messages:
        yield wrong(f"{message.id}: {message.msg}", str(message.hint or "see the documentation of it"))
