"""What one worker of the whole site does at a time, however many run."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


def is_mine(name: str) -> bool:
    """Whether nobody else is at it; nobody else then is until the transaction ends.

    On SQLite the transaction itself holds the one write lock. Whoever has waited for it looks again at what is to do.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a lock of the site is held by a transaction")
    if connection.vendor != "postgresql":
        return True
    return _ask("pg_try_advisory_xact_lock", name)


@contextmanager
def at_a_time(name: str) -> Iterator[bool]:
    """As `is_mine`, for work too long for a transaction: nobody else is at it until the block ends.

    On SQLite one machine works on the site, and one worker on that (`operations/upkeep.py`).
    """
    if connection.vendor != "postgresql":
        yield True
        return
    if not _ask("pg_try_advisory_lock", name):
        yield False
        return
    try:
        yield True
    finally:
        # A connection that broke has given it up already; the next one must not be asked for what it never had.
        if connection.connection is not None and not connection.connection.closed:
            _ask("pg_advisory_unlock", name)


def _ask(function: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"warraq {name}"])
        return cursor.fetchone()[0]
