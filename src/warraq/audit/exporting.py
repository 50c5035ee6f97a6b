"""The trail as lines for other programs: JSON, or a table."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from io import StringIO
from typing import Any

from .models import Entry

CHUNK = 2_000
COLUMNS = "number at action actor actor_name subject subject_id title network data previous seal".split()
# A cell that begins with one of these is a formula to a spreadsheet.
RUNS = tuple("=+-@\t\r\n＝＋－＠")


def described(entry: Entry) -> dict[str, Any]:
    """A row by its columns, with what is needed to compute its seal again."""
    row = {column: getattr(entry, column) for column in COLUMNS}
    return row | {"at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"), "data": json.loads(entry.data)}


def as_lines(entries: Any) -> Iterator[str]:
    """One JSON object a line."""
    for entry in _each(entries):
        yield json.dumps(described(entry), ensure_ascii=False) + "\n"


def as_table(entries: Any) -> Iterator[str]:
    """CSV, with a heading."""
    yield _row(COLUMNS)
    for entry in _each(entries):
        yield _row(_cell(value) for value in described(entry).values())


def _each(entries: Any) -> Iterator[Entry]:
    return entries.iterator(chunk_size=CHUNK)


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RUNS) else text


def _row(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
