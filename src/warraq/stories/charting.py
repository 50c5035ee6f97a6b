"""From a chart block to what is printed of it: two drawings, words for who cannot see them, its table, its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from warraq.charts.drawing import draw
from warraq.charts.ink import Sheet
from warraq.charts.poster import poster_svg
from warraq.charts.svg import sheet_svg
from warraq.charts.table import PERCENT, Fault, Series, Table, is_percent, read_table
from warraq.charts.wanted import NARROW, WIDE, Wanted
from warraq.drawing.picture import png_of
from warraq.language.digits import shape
from warraq.language.numbers import number_text
from warraq.language.spreadsheets import csv_of, harmless

from .chart_words import described, missing_values
from .prints import credit_of


@dataclass(frozen=True)
class Chart:
    """A chart of a page. `name` is that of its block, empty for one that has not been saved yet."""

    value: Any
    digits: str = "latn"
    direction: str = "rtl"
    name: str = ""
    address: str = ""
    offers_picture: bool = False

    @property
    def kind(self) -> str:
        return self.value.get("kind") or "bar"

    @cached_property
    def cells(self) -> list[list[Any]]:
        table = self.value.get("table")
        return list((table or {}).get("data") or [])

    @cached_property
    def _read(self) -> tuple[Table, list[Fault]]:
        return read_table(self.cells, self.kind)

    @property
    def faults(self) -> list[Fault]:
        return self._read[1]

    @cached_property
    def table(self) -> Table:
        """Its names in the edition's digits."""
        read = self._read[0]
        series = tuple(Series(shape(one.name, self.digits), one.values) for one in read.series)
        return Table(shape(read.corner, self.digits), tuple(shape(row, self.digits) for row in read.rows), series)

    @property
    def unit(self) -> str:
        return shape((self.value.get("unit") or "").strip(), self.digits)

    @property
    def sign(self) -> str:
        """A percent sign, where the values are shares."""
        is_share = self.unit in PERCENT if self.unit else is_percent(self.cells)
        return "" if not is_share else "%" if self.digits == "latn" else "٪"

    def number(self, value: Decimal) -> str:
        return number_text(value, self.digits) + self.sign

    # --- what is seen ---

    def sheet(self, width: int) -> Sheet:
        return draw(
            Wanted(
                table=self.table,
                form=self.kind,
                width=width,
                digits=self.digits,
                is_rtl=self.direction == "rtl",
                sign=self.sign,
                missing=_("no data"),
                partial=_("incomplete"),
            )
        )

    @property
    def narrow(self) -> SafeString:
        return self._svg(NARROW, "narrow")

    @property
    def wide(self) -> SafeString:
        return self._svg(WIDE, "wide")

    def _svg(self, width: int, word: str) -> SafeString:
        name = f"chart-{self.name[:8] or 'new'}-{word}"
        return mark_safe(
            sheet_svg(self.sheet(width), name, self.words, self.direction, f"chart__sheet--{word}")  # it escapes
        )

    @property
    def is_cut(self) -> bool:
        return self.sheet(WIDE).is_cut

    # --- what is said ---

    @cached_property
    def words(self) -> str:
        """The editor's text for who cannot see the chart, else one written from the data."""
        return (self.value.get("description") or "").strip() or described(self)

    @property
    def gaps(self) -> str:
        return missing_values(self.table)

    @property
    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """The table as it is printed: the name of a row, its values, empty where there is none."""
        for number, row in enumerate(self.table.rows):
            values = (series.values[number] for series in self.table.series)
            yield row, ["" if value is None else self.number(value) for value in values]

    def print_picture(self, page: Any) -> bytes:
        """The chart as PNG, with its words and the name of the site."""
        unit = "" if self.sign else self.unit
        notes = [shape(note, self.digits) for note in self.notes]
        return png_of(
            poster_svg(self.sheet(WIDE), self.direction, self.value.get("title") or "", unit, notes, credit_of(page))
        )

    @property
    def notes(self) -> list[str]:
        """What stands under the chart."""
        return [
            *([_("The axis does not begin at zero.")] if self.is_cut else []),
            *([f"{_('No data')}: {self.gaps}"] if self.gaps else []),
            *filter(None, [self.value.get("note")]),
            *([f"{_('Source')}: {self.value['source']}"] if self.value.get("source") else []),
        ]

    def as_csv(self) -> str:
        """The table for a spreadsheet: Latin digits, a point before decimals, nothing where a value is missing."""
        table = self._read[0]
        heads = [harmless(text) for text in (table.corner, *(series.name for series in table.series))]
        rows = [
            [harmless(name), *(_plain(series.values[number]) for series in table.series)]
            for number, name in enumerate(table.rows)
        ]
        return csv_of([heads, *rows])


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def chart_of(value: Any, page: Any = None, name: str = "", is_preview: bool = False) -> Chart:
    """The chart of a block, in the digits and direction of its page's edition; a draft's has no files yet."""
    edition = getattr(page, "edition", None)
    if edition is None:
        is_rtl = get_language_info((get_language() or "ar")[:2])["bidi"]
        return Chart(value, direction="rtl" if is_rtl else "ltr")
    has_files = bool(name and page.listed_at and not is_preview)
    address = edition.path(f"/charts/{page.pk}/{name}") if has_files else ""
    return Chart(value, edition.digits, edition.direction, name, address, bool(address) and edition.offers_pictures)


def charts_in(page: Any) -> Iterator[Chart]:
    """Those in the body of a page, in order."""
    for block in page.body:
        if block.block_type == "chart":
            yield chart_of(block.value, page, block.id or "")
