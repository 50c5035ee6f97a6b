"""Telling a world that is away from an entry that cannot be handled."""

import errno
import sqlite3

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError

# What the data itself can cause. All else a database says - away, full, locked, not migrated - passes by waiting.
CAUSED_BY_DATA = (DataError, IntegrityError, sqlite3.DataError, sqlite3.IntegrityError)
DATABASE = (DatabaseError, InterfaceError, sqlite3.Error)
SCARCE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


def is_outage(error: BaseException) -> bool:
    """Whether to wait and try the same again for ever: no database, no room on the disk."""
    if isinstance(error, DATABASE):
        return not isinstance(error, CAUSED_BY_DATA)
    return isinstance(error, OSError) and error.errno in SCARCE


def describe(error: BaseException) -> str:
    """The error in a line or two, for a table and for an operator."""
    return f"{type(error).__name__}: {error}".strip()[:2000]
