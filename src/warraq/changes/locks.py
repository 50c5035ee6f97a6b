"""What one worker of the whole site does at a time, however many run."""

from django.db import connection, transaction


def is_mine(name: str) -> bool:
    """Whether nobody else is at it; nobody else then is until the transaction ends.

    On SQLite the transaction itself holds the one write lock. Whoever has waited for it looks again at what is to do.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a lock of the site is held by a transaction")
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"warraq {name}"])
        return cursor.fetchone()[0]
