"""The log on SQLite: one writer at a time, so the order of ids is the order of commits."""

import json
from datetime import UTC, datetime

from django.db import connection

from .positions import Entry, LostPosition, Position

NAME = "sqlite"


def now() -> Position:
    rows = _fetch("SELECT id, CAST(at AS text) FROM changes_change ORDER BY id DESC LIMIT 1", ())
    return _at(*rows[0]) if rows else Position(NAME)


def read(position: Position, limit: int) -> tuple[list[Entry], Position]:
    # The marked row comes first: one statement both reads on and shows whether this is the log that was read.
    rows = _fetch(
        "SELECT id, CAST(at AS text), kind, subject, keys FROM changes_change WHERE id >= %s ORDER BY id LIMIT %s",
        (position.mark, limit + 1),
    )
    if position.mark:
        if not rows or not _is_marked(position, *rows[0][:2]):
            raise LostPosition
        rows = rows[1:]
    rows = rows[:limit]
    if not rows:
        return [], position
    entries = [
        Entry(pk, kind, subject, frozenset(json.loads(keys)), _moment(at)) for pk, at, kind, subject, keys in rows
    ]
    return entries, _at(*rows[-1][:2])


def keys_since(position: Position) -> set[str]:
    rows = _fetch("SELECT keys FROM changes_change WHERE id > %s", (position.mark,))
    return {key for (keys,) in rows for key in json.loads(keys)}


def belongs(position: Position) -> bool:
    if not position.mark:
        return position.log in ("", NAME)
    rows = _fetch("SELECT id, CAST(at AS text) FROM changes_change WHERE id = %s", (position.mark,))
    return bool(rows) and _is_marked(position, *rows[0])


def waiting(position: Position, bound: int) -> tuple[int, datetime | None]:
    rows = _fetch(
        "SELECT count(*), min(at) FROM (SELECT CAST(at AS text) AS at FROM changes_change WHERE id > %s LIMIT %s)",
        (position.mark, bound),
    )
    count, oldest = rows[0]
    return count, _moment(oldest) if oldest else None


def has_read(position: Position, ids: list[int]) -> set[int]:
    return {pk for pk in ids if pk <= position.mark}


def mend() -> None:
    """Nothing in a row speaks of the machine that wrote it."""


def _at(pk: int, at: str) -> Position:
    return Position(NAME, pk, at.replace(" ", "T"))


def _is_marked(position: Position, pk: int, at: str) -> bool:
    return (position.log, position.mark, position.marked_at) == (NAME, pk, at.replace(" ", "T"))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _fetch(sql: str, params: tuple) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
