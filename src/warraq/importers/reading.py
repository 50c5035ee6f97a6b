"""Reads a table row by row: JSON Lines or CSV, plain or gzip. Pure: knows nothing of stories.

What a file is, is seen from its bytes and not from its name. A row that cannot be read is handed out with the
reason and its line, and reading goes on with the next one.
"""

import codecs
import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

LONGEST_LINE = 16 * 1024 * 1024
LONGEST_RECORD = 1000  # lines of one quoted CSV record
_DELIMITERS = ",;\t|"
_GZIP = b"\x1f\x8b"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableFile(ValueError):
    """Nothing of the file can be read; the message is for the operator."""


@dataclass(frozen=True)
class Row:
    """A row and the line it begins on; `problem` says why there are no values."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


@dataclass
class Table:
    """An open file: iterate for its rows; `done` says which part of its bytes has been read."""

    path: Path
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        self.done = 0.0
        try:
            self._size = max(self.path.stat().st_size, 1)
            self._raw: IO[bytes] = self.path.open("rb")
        except OSError as error:
            raise UnreadableFile(f"{self.path}: {error.strerror}") from error
        try:
            if codecs.lookup(self.encoding).name.startswith(("utf-16", "utf-32")):
                raise UnreadableFile("a table in UTF-16 or UTF-32: convert it to UTF-8 first")
            self._stream = self._opened()
        except (LookupError, UnreadableFile) as error:
            self._raw.close()
            raise UnreadableFile(f"{self.path}: {error}") from error

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()
        self._raw.close()

    def __iter__(self) -> Iterator[Row]:
        lines = self._lines()
        yield from (_json_rows if self.is_json else _csv_rows)(lines)

    def _opened(self) -> IO[bytes]:
        is_gzip = self._raw.read(2) == _GZIP
        self._raw.seek(0)
        stream: Any = gzip.GzipFile(fileobj=self._raw) if is_gzip else self._raw
        try:
            start = stream.read(65536)
            stream.seek(0)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFile(f"the gzip data are damaged ({error})") from error
        if start.startswith(_UTF_16):
            raise UnreadableFile("the file is UTF-16: convert it to UTF-8 first")
        text = start.removeprefix(codecs.BOM_UTF8).lstrip()
        if not text:
            raise UnreadableFile("the file is empty")
        if text.startswith(b"["):
            raise UnreadableFile("the file is one JSON list: write one object a line instead (JSON Lines)")
        # The first line may be a broken one; a CSV whose lines begin with a brace has not been seen.
        self.is_json = any(line.lstrip().startswith(b"{") for line in text.splitlines()[:20])
        return stream

    def _lines(self) -> Iterator[tuple[int, str]]:
        """(number, text) of every line; bytes that are no text become lone surrogates, found again below."""
        number = 0
        try:
            while line := self._stream.readline(LONGEST_LINE):
                number += 1
                self.done = min(self._raw.tell() / self._size, 1.0)
                text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                yield number, text.decode(self.encoding, "surrogateescape")
        except (OSError, EOFError, zlib.error):
            yield number + 1, _BROKEN_OFF


# Stands for what follows where compressed data end before their time.
_BROKEN_OFF = "\x00broken off\x00"
_BROKEN = "the file breaks off here: its gzip data are damaged"
_WRONG_ENCODING = "the line is not in the encoding of the file"


def _json_rows(lines: Iterator[tuple[int, str]]) -> Iterator[Row]:
    for number, line in lines:
        if line.strip():
            yield _json_row(number, line)


def _json_row(number: int, line: str) -> Row:
    if line == _BROKEN_OFF:
        return Row(number, problem=_BROKEN)
    if _has_surrogates(line):
        return Row(number, problem=_WRONG_ENCODING)
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, problem="the line is not valid JSON")
    if not isinstance(values, dict):
        return Row(number, problem="the line is not a JSON object")
    return Row(number, values)


def _csv_rows(lines: Iterator[tuple[int, str]]) -> Iterator[Row]:
    _number, first = next(lines)
    delimiter = max(_DELIMITERS, key=first.count)
    header = [name.strip() for name in _parsed([first], delimiter) or []]
    for record in _Records(lines, len(header), delimiter):
        if isinstance(record, Row):
            yield record
        else:
            number, cells = record
            yield _csv_row(number, dict(zip(header, cells, strict=True)))


def _csv_row(number: int, values: dict[str, str]) -> Row:
    if any(_has_surrogates(value) for value in values.values()):
        return Row(number, problem=_WRONG_ENCODING)
    return Row(number, values)


@dataclass
class _Records:
    """Puts the lines of a quoted record together; a quotation mark never closed costs its own line only."""

    lines: Iterator[tuple[int, str]]
    width: int
    delimiter: str
    waiting: list[tuple[int, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row | tuple[int, list[str]]]:
        while taken := self._take():
            number, line = taken
            if line == _BROKEN_OFF:
                yield Row(number, problem=_BROKEN)
            elif line.strip():
                yield self._record(number, line)

    def _take(self) -> tuple[int, str] | None:
        return self.waiting.pop(0) if self.waiting else next(self.lines, None)

    def _record(self, number: int, line: str) -> Row | tuple[int, list[str]]:
        more = self._rest_of(line)
        cells = _parsed([line, *(text for _, text in more)], self.delimiter)
        if cells is not None and len(cells) == self.width:
            return number, cells
        self.waiting[:0] = more
        cells = _parsed([line], self.delimiter)
        if cells is not None and len(cells) == self.width:
            return number, cells
        if cells is None:
            return Row(number, problem="the line is not valid CSV: a quotation mark stands alone")
        return Row(number, problem=f"the line has not as many columns as the first one ({self.width})")

    def _rest_of(self, line: str) -> list[tuple[int, str]]:
        """The lines that belong to a record which this line leaves open; none if nothing closes it."""
        more: list[tuple[int, str]] = []
        is_open = line.count('"') % 2 == 1
        while is_open and len(more) < LONGEST_RECORD and (taken := self._take()):
            more.append(taken)
            is_open = taken[1].count('"') % 2 == 0
        if is_open:
            self.waiting[:0] = more
            return []
        return more


def _parsed(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells of one record, or None where the lines are not exactly one."""
    csv.field_size_limit(LONGEST_LINE)
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, strict=True) if row]
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
