"""From values to places along an axis, with ticks at round numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
# A lowest value below this share of the highest is worth the way down to zero.
NEAR_ZERO = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, both of them ticks."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * number for number in range(count + 1)]

    def place(self, value: Decimal) -> float:
        """0 at the low end, 1 at the high end."""
        return float((value - self.low) / (self.high - self.low))

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high

    @property
    def base(self) -> Decimal:
        """Where bars stand: zero, or the end nearest to it."""
        return min(max(Decimal(0), self.low), self.high)


def scale_of(values: Iterable[Decimal], about: int, from_zero: bool) -> Scale:
    """A scale over all values with about so many ticks; `from_zero`: whose length is compared, never cut."""
    known = list(values) or [Decimal(0)]
    low, high = min(known), max(known)
    if from_zero or (low > 0 and low < high * NEAR_ZERO) or (high < 0 and high > low * NEAR_ZERO):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = (min(low, Decimal(0)), max(high, Decimal(0))) if low else (Decimal(0), Decimal(1))
    step = round_step((high - low) / max(1, about - 1))
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(low, high, step)


def round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in STEPS if step * power >= least)
