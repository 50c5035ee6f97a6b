"""What a chart is drawn from."""

from dataclasses import dataclass
from decimal import Decimal

from warraq.language.digits import Digits
from warraq.language.numbers import number_text

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
