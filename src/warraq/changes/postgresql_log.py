"""The log on PostgreSQL, where ids are given out before commits: a position is a snapshot, not an id.

A reader remembers which transactions it has seen as ended and reads the window between that snapshot and a new one.
What commits late is in a later window; a transaction stuck open holds back nothing but its own rows.
"""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from .positions import Entry, LostPosition, Position

BEFORE_EVERYTHING = "1:1:"

# A dump restored elsewhere changes the cluster, one restored beside the old database the oid of the database or of the
# table, a recovery to a point in time or a failover the timeline, which is the first part of a log file's name.
IDENTITY = """
    (SELECT system_identifier FROM pg_control_system())
    || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
    || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
    || '/' || 'changes_change'::regclass::oid
"""
MARK = "id, (extract(epoch FROM at) * 1000000)::bigint::text"
HERE = f"""
    SELECT pg_current_snapshot()::text, {IDENTITY}, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
           newest.id, newest.at,
           EXISTS(SELECT FROM (SELECT {MARK} FROM changes_change WHERE id = %s) AS marked(id, at) WHERE at = %s)
    FROM (SELECT 1) AS one
    LEFT JOIN (SELECT {MARK} FROM changes_change ORDER BY id DESC LIMIT 1) AS newest(id, at) ON true
"""
# Not ended in the snapshot `seen`: begun later, or open at that time. Both are ranges of the index on (xid, id),
# however long a transaction stays open. The last line leaves out what was read of a window already.
AFTER = """
    ((c.xid >= %(next)s::text::xid8 AND c.xid < pg_snapshot_xmax({until})) OR c.xid = ANY(%(open)s::text[]::xid8[]))
    AND pg_visible_in_snapshot(c.xid, {until})
    AND NOT (c.id <= %(last)s AND pg_visible_in_snapshot(c.xid, %(window)s::pg_snapshot))
"""
WINDOW, PRESENT = "%(window)s::pg_snapshot", "pg_current_snapshot()"


def now() -> Position:
    return _here(Position())[0]


def read(position: Position, limit: int) -> tuple[list[Entry], Position]:
    # The upper snapshot is a statement of its own: the reading one then sees all that had ended in it.
    here, is_ours = _here(position)
    if not is_ours:
        raise LostPosition
    seen, window = position.seen or BEFORE_EVERYTHING, position.window or here.seen
    rows = _fetch(
        "SELECT c.id, c.kind, c.subject, c.keys::text, c.at FROM changes_change c "
        f"WHERE {AFTER.format(until=WINDOW)} ORDER BY c.id LIMIT %(limit)s",
        {**_bounds(seen, window, position.last), "limit": limit},
    )
    entries = [Entry(pk, kind, subject, frozenset(json.loads(keys)), at) for pk, kind, subject, keys, at in rows]
    if len(rows) == limit:
        return entries, Position(here.log, here.mark, here.marked_at, seen, window, entries[-1].id)
    after = Position(here.log, here.mark, here.marked_at, window)
    if not rows and position.window:
        return read(after, limit)
    return entries, after


def keys_since(position: Position) -> set[str]:
    rows = _fetch(f"SELECT c.keys::text FROM changes_change c WHERE {AFTER.format(until=PRESENT)}", _of(position))
    return {key for (keys,) in rows for key in json.loads(keys)}


def belongs(position: Position) -> bool:
    return _here(position)[1]


def waiting(position: Position, bound: int) -> tuple[int, datetime | None]:
    sql = f"SELECT c.at FROM changes_change c WHERE {AFTER.format(until=PRESENT)} LIMIT %(bound)s"
    return _fetch(f"SELECT count(*), min(at) FROM ({sql}) AS waiting", {**_of(position), "bound": bound})[0]


def has_read(position: Position, ids: list[int]) -> set[int]:
    sql = "SELECT id FROM changes_change WHERE id = ANY(%s) AND pg_visible_in_snapshot(xid, %s::pg_snapshot)"
    return {pk for (pk,) in _fetch(sql, (ids, position.seen or BEFORE_EVERYTHING))}


def mend() -> None:
    """Take rows of another cluster, whose transactions are still to come here, for rows of the oldest time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE changes_change SET xid = '3' WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()) "
            "AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()"
        )


def _here(position: Position) -> tuple[Position, bool]:
    """The position of everything committed so far, and whether the other one belongs to the same log."""
    row = _fetch(HERE, (position.mark, position.marked_at))[0]
    snapshot, identity, upper, mark, marked_at, has_mark = row
    here = Position(identity, mark or 0, marked_at or "", snapshot)
    if not position.log:
        return here, not position.mark
    is_marked = has_mark or not position.mark
    is_behind = all(_parts(text)[0] <= upper for text in (position.seen, position.window) if text)
    return here, position.log == identity and is_marked and is_behind


def _of(position: Position) -> dict[str, Any]:
    seen = position.seen or BEFORE_EVERYTHING
    return _bounds(seen, position.window or seen, position.last)


def _bounds(seen: str, window: str, last: int) -> dict[str, Any]:
    upper, still_open = _parts(seen)
    return {"next": str(upper), "open": still_open, "window": window, "last": last}


def _parts(snapshot: str) -> tuple[int, list[str]]:
    """The first transaction not yet begun, and those still open, of `xmin:xmax:xid,xid`."""
    _, upper, still_open = snapshot.split(":")
    return int(upper), still_open.split(",") if still_open else []


def _fetch(sql: str, params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
