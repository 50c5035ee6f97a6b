"""Draws a chart: from a table and a form to pieces on a sheet of a width. Pure: the same in, the same out."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from warraq.language.digits import Digits
from warraq.language.numbers import number_text

from .ink import Sheet
from .table import Table

NARROW, WIDE = 340, 680
FORMS = ("bar", "line", "stacked", "dot", "multiples")


@dataclass(frozen=True)
class Wanted:
    """Everything a drawing is a function of. `missing` and `partial` are words for what has no value."""

    table: Table
    form: str
    width: int
    digits: Digits = "latn"
    is_rtl: bool = True
    sign: str = ""  # printed at every value: a percent sign
    missing: str = "–"
    partial: str = "…"

    @property
    def is_narrow(self) -> bool:
        return self.width < 480

    def number(self, value: Decimal) -> str:
        """A value as it was typed."""
        return number_text(value, self.digits) + self.sign

    def tick(self, value: Decimal) -> str:
        """A round number, without zeros behind its point."""
        return self.number(value.normalize())


@lru_cache(maxsize=64)
def draw(wanted: Wanted) -> Sheet:
    """The chart, made once in a process for all the pages that show it."""
    sheet = _hand(wanted.form)(wanted)
    return sheet.turned() if wanted.is_rtl else sheet


def _hand(form: str) -> Callable[[Wanted], Sheet]:
    from . import lines, panels, rows

    return {"line": lines.draw, "multiples": panels.draw}.get(form, rows.draw)
