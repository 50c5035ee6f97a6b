"""Bars of reads as SVG, drawn on the server. Time runs in the direction of the language; a table says the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi, gettext

from warraq.readership.figures import Bucket, Count

from .wording import Wording

STEP, GAP = 10, 2  # widths in the drawing's own units, which are stretched to the room there is
HEIGHT = 100
SPARK_STEP, SPARK_GAP, SPARK_HEIGHT = 4, 1, 24
ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)  # tenths
LEAST = 1.5  # no read may be too few to be seen


@dataclass(frozen=True)
class Bar:
    """A bar, the part of it that was read to the end, its row of the table. Lengths are text, as SVG writes them."""

    label: str
    reads: str
    share: str
    count: Count
    x: str
    y: str
    height: str
    end_y: str
    end_height: str

    @property
    def words(self) -> str:
        return gettext("%(when)s – reads: %(reads)s, to the end: %(share)s") % {
            "when": self.label,
            "reads": self.reads,
            "share": self.share,
        }


@dataclass(frozen=True)
class Chart:
    """`ticks` are labels of equal parts of the axis; `top` is what the upper edge stands for."""

    name: str
    title: str
    unit: str
    description: str
    bars: list[Bar]
    ticks: list[str]
    top: str
    is_empty: bool
    width: int
    bar_width: int = STEP - GAP
    height: int = HEIGHT

    @property
    def rows(self) -> list[Bar]:
        """The newest first."""
        return self.bars[::-1]


@dataclass(frozen=True)
class Axis:
    """How a kind of bucket is named: in full, shortly under the axis, and how many bars apart."""

    unit: str
    label: Callable[[Any], str]
    tick: Callable[[Any], str]
    every: int


def draw(name: str, title: str, buckets: list[Bucket], axis: Axis, wording: Wording) -> Chart:
    top = ceiling(max((bucket.count.reads for bucket in buckets), default=0))
    bars = [_bar(place, bucket, len(buckets), top, axis, wording) for place, bucket in enumerate(buckets)]
    return Chart(
        name=name,
        title=title,
        unit=axis.unit,
        description=_described(bars, wording),
        bars=bars,
        ticks=[axis.tick(bucket.start) for bucket in buckets[:: axis.every]],
        top=wording.number(top),
        is_empty=not any(bar.count.reads for bar in bars),
        width=STEP * len(bars),
    )


def ceiling(most: int) -> int:
    """A round number not below the most, and not much above it: 1, 2, 3 … 120, 150, 200 …"""
    size = 1
    while True:
        for tenths in ROUND:
            top, rest = divmod(tenths * size, 10)
            if top >= most and not rest:
                return top
        size *= 10


def _bar(place: int, bucket: Bucket, count: int, top: int, axis: Axis, wording: Wording) -> Bar:
    height = _length(bucket.count.reads, top, HEIGHT)
    end = height * bucket.count.ends / bucket.count.reads if bucket.count.reads else 0
    end = min(end, height)
    return Bar(
        label=axis.label(bucket.start),
        reads=wording.number(bucket.count.reads),
        share=wording.share(bucket.count),
        count=bucket.count,
        x=str(_x(place, count, STEP) + GAP // 2),
        y=f"{HEIGHT - height:.2f}",
        height=f"{height:.2f}",
        end_y=f"{HEIGHT - end:.2f}",
        end_height=f"{end:.2f}",
    )


def _x(place: int, count: int, step: int) -> int:
    return step * (count - 1 - place if get_language_bidi() else place)


def _length(reads: int, top: int, whole: float) -> float:
    return max(LEAST, whole * reads / top) if reads else 0


def _described(bars: list[Bar], wording: Wording) -> str:
    reads = sum(bar.count.reads for bar in bars)
    if not reads:
        return gettext("Nothing was read in this time.")
    most = max(bars, key=lambda bar: bar.count.reads)
    return gettext("Reads in all: %(reads)s. The most: %(most)s (%(when)s).") % {
        "reads": wording.number(reads),
        "when": most.label,
        "most": most.reads,
    }


@dataclass(frozen=True)
class Sparkline:
    """Bars without words, beside a number that says how many reads they are."""

    bars: list[tuple[str, str, str]]  # x, y, height
    width: int
    bar_width: int = SPARK_STEP - SPARK_GAP
    height: int = SPARK_HEIGHT


def sparkline(reads: list[int]) -> Sparkline:
    top = max(reads, default=0) or 1
    lengths = [_length(number, top, SPARK_HEIGHT) for number in reads]
    bars = [
        (str(_x(place, len(reads), SPARK_STEP)), f"{SPARK_HEIGHT - length:.1f}", f"{length:.1f}")
        for place, length in enumerate(lengths)
        if length
    ]
    return Sparkline(bars, SPARK_STEP * len(reads))
