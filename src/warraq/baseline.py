"""The test database as the migrations leave it: made once on SQLite, and brought back after every test that commits.

Three hundred migrations take longer than most files of tests. After a test that commits, Django would empty each of a
hundred tables and let every app fill its own again, which takes longer than most tests.
"""

import fcntl
import hashlib
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management.commands.migrate import Command
from django.db import connection, transaction

_SCHEMA = "baseline"
_GUARDED = ("audit_entry", "audit_checkpoint")  # from which the database lets nothing be deleted
_kept: dict[str, sqlite3.Connection | list[str]] = {}


def remember_migrations(folder: Path) -> None:
    """Let `migrate` begin with what it has left in `folder`, if nothing it depends on has changed since."""
    kept, migrate = _file_in(folder), Command.handle

    def handle(self: Command, *args: Any, **options: Any) -> None:
        Command.handle = migrate  # a test that migrates does so by itself
        if connection.vendor != "sqlite":
            return migrate(self, *args, **options)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the tests' other processes wait, and find it done
            connection.ensure_connection()
            if kept.exists():
                with sqlite3.connect(kept) as found:
                    found.backup(connection.connection)
                found.close()
            # Also then: apps look after their rows, permissions for instance, whenever migrations have run.
            migrate(self, *args, **options)
            if not kept.exists():
                _write(kept)
        return None

    Command.handle = handle


def kept_in(folder: Path) -> Path | None:
    """The file `migrate` has left there; on PostgreSQL it leaves none."""
    kept = _file_in(folder)
    return kept if connection.vendor == "sqlite" and kept.exists() else None


def _file_in(folder: Path) -> Path:
    return folder / f"{_fingerprint()}.sqlite3"


def _fingerprint() -> str:
    """Of the migrations and of what their code calls."""
    here = Path(__file__).parent
    code = [here / "newsroom/roles.py", here / "audit/guards.py", *sorted(here.glob("conf/*.py"))]
    sources = [*sorted(here.glob("*/migrations/*.py")), *code]
    packages = ("django", "wagtail", "django-allauth", "django-tasks-db")
    digest = hashlib.sha256(" ".join(map(version, packages)).encode())
    for source in sources:
        digest.update(f"{source}\0".encode() + source.read_bytes())
    return digest.hexdigest()[:16]


def _write(kept: Path) -> None:
    for former in kept.parent.glob("*.sqlite3"):
        former.unlink()
    temporary = kept.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    copy = sqlite3.connect(temporary)
    connection.connection.backup(copy)
    copy.close()
    temporary.replace(kept)


def take() -> None:
    """Remember what is in the database now."""
    if connection.vendor == "sqlite":
        _kept["copy"] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(_kept["copy"])
    else:
        _kept["filled"] = _filled()
        _run(
            f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE",
            f"CREATE SCHEMA {_SCHEMA}",
            *(f'CREATE TABLE {_SCHEMA}."{table}" AS TABLE public."{table}"' for table in _kept["filled"]),
        )


def bring_back() -> None:
    """Let the database hold what it held then; sequences go on counting."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _kept["copy"].backup(connection.connection)
    else:
        # Foreign keys are looked at when the transaction ends, by Django's own definition of them.
        _run(
            *(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _GUARDED),
            *(f'DELETE FROM public."{table}"' for table in _filled()),
            *(f'INSERT INTO public."{table}" SELECT * FROM {_SCHEMA}."{table}"' for table in _kept["filled"]),
            *(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in _GUARDED),
        )


def _filled() -> list[str]:
    """The tables that have rows."""
    tables = connection.introspection.table_names()
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM public.\"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


@transaction.atomic
def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
