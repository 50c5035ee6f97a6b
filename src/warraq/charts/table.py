"""What a chart is drawn from: names of rows, and series of numbers with gaps, read out of typed cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from warraq.language.numbers import is_missing, read_number

MOST_ROWS = 60
MOST_SERIES = {"multiples": 12}
USUAL_SERIES = 6
PERCENT = "%٪"


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers; None where a value is missing."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by name, the same number of values in each series. `corner` says what the rows are."""

    corner: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]

    def known(self) -> Iterator[Decimal]:
        return (value for series in self.series for value in series.values if value is not None)

    @property
    def places(self) -> int:
        """Decimals of the value that has the most of them."""
        return max((max(0, -value.normalize().as_tuple().exponent) for value in self.known()), default=0)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table. `row` and `column` count from 1, headings included; 0: the table as a whole."""

    kind: str
    row: int = 0
    column: int = 0
    text: str = ""
    row_name: str = ""
    column_name: str = ""


def read_table(cells: Sequence[Sequence[str | None]], form: str = "") -> tuple[Table, list[Fault]]:
    """The table in typed cells, whose first row and first column name what stands below and beside them.

    Empty rows and columns are left out. A cell that is no number is taken as missing and told of in a fault.
    """
    grid = _squared(cells)
    if len(grid) < 2 or len(grid[0]) < 2:
        return Table("", (), ()), [Fault("empty")]
    heads, body, faults = grid[0], grid[1:], []
    columns = [number for number in range(1, len(heads)) if any(row[number] for row in grid)]
    rows = [number for number, row in enumerate(body, start=2) if any(row)]
    series = []
    for column in columns:
        if not heads[column]:
            faults.append(Fault("unnamed column", 1, column + 1))
        values = tuple(_value(grid, number, column, faults) for number in rows)
        series.append(Series(heads[column], values))
    faults += [Fault("unnamed row", number, 1) for number in rows if not grid[number - 1][0]]
    table = Table(heads[0], tuple(grid[number - 1][0] for number in rows), tuple(series))
    return table, [*faults, *_limits(table, form, bool(faults)), *_negatives(table, rows, columns, form)]


def _squared(cells: Sequence[Sequence[str | None]]) -> list[list[str]]:
    grid = [[" ".join(str(cell or "").split()) for cell in row] for row in cells]
    width = max(map(len, grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid]


def _value(grid: list[list[str]], number: int, column: int, faults: list[Fault]) -> Decimal | None:
    text = grid[number - 1][column]
    if is_missing(text):
        return None
    try:
        return read_number(text)
    except ValueError:
        faults.append(Fault("no number", number, column + 1, text[:40], grid[number - 1][0], grid[0][column]))
        return None


def _limits(table: Table, form: str, is_amiss: bool) -> Iterator[Fault]:
    if not is_amiss and not any(True for _value in table.known()):
        yield Fault("no values")
    if len(table.rows) > MOST_ROWS:
        yield Fault("too many rows", text=str(MOST_ROWS))
    most = MOST_SERIES.get(form, USUAL_SERIES)
    if len(table.series) > most:
        yield Fault("too many series", text=str(most))
    if form in ("line", "multiples") and len(table.rows) < 2:
        yield Fault("too few rows")


def _negatives(table: Table, rows: list[int], columns: list[int], form: str) -> Iterator[Fault]:
    if form != "stacked":
        return
    for column, series in zip(columns, table.series, strict=True):
        for number, name, value in zip(rows, table.rows, series.values, strict=True):
            if value is not None and value < 0:
                yield Fault("negative part", number, column + 1, str(value), name, series.name)


def is_percent(cells: Sequence[Sequence[str | None]]) -> bool:
    """Does every value carry a percent sign, so that the unit need not be typed?"""
    texts = [str(cell or "").strip() for row in cells[1:] for cell in row[1:]]
    values = [text for text in texts if not is_missing(text)]
    return bool(values) and all(any(sign in text for sign in PERCENT) for text in values)
