"""Lines over time: what is older stands where reading begins."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .ink import END, MIDDLE, Line, Mark, Sheet, Text, cut, height, overlap, width
from .keys import put_keys
from .scales import Scale, scale_of
from .wanted import Wanted

HIGH_BY_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 0.5, 190.0, 320.0
NAMED_BESIDE = 0.26  # the share of the width that names at the end of their lines may take
PAD = 6.0
MOST_MARKS = 25
Point = tuple[float, float]


class Plot:
    """A rectangle with a scale upwards and rows along it. `edges`: the sides of the sheet words must stay within."""

    def __init__(
        self, wanted: Wanted, scale: Scale, box: tuple[float, float, float, float], edges: tuple[float, float]
    ):
        self.wanted, self.scale, self.edges = wanted, scale, edges
        self.left, self.top, self.right, self.bottom = box

    def x(self, number: int) -> float:
        count = len(self.wanted.table.rows)
        return self.left + (self.right - self.left) * (number / (count - 1) if count > 1 else 0.5)

    def y(self, value: Decimal) -> float:
        return self.bottom - self.scale.place(value) * (self.bottom - self.top)

    def grid(self, ticks: Sequence[Decimal]) -> Iterator[Line | Text]:
        for tick in ticks:
            kind = "base" if tick == 0 else "grid"
            yield Line(kind, ((self.left, self.y(tick)), (self.right, self.y(tick))))
            yield Text("tick", self.wanted.tick(tick), self.left - PAD, self.y(tick), END)

    def row_names(self, every: int = 0) -> list[Text]:
        """Names of rows under the plot, as many as stand apart; the first always among them."""
        names, y = self.wanted.table.rows, self.bottom + height("tick") + 2
        for step in range(max(1, every), len(names) + 1):
            found = [self._row_name(number, y) for number in range(0, len(names), step)]
            boxes = [text.box for text in found]
            if not any(overlap(a, (b[0] - PAD, *b[1:])) for a, b in zip(boxes, boxes[1:], strict=False)):
                return found
        return []

    def _row_name(self, number: int, y: float) -> Text:
        text = cut("tick", self.wanted.table.rows[number], self.edges[1] - self.edges[0])
        half = width("tick", text) / 2
        x = min(max(self.x(number), self.edges[0] + half), self.edges[1] - half)
        return Text("tick", text, x, y, MIDDLE)

    def pieces(self, values: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
        """Runs of values between gaps."""
        runs: list[list[tuple[int, Decimal]]] = [[]]
        for number, value in enumerate(values):
            if value is None:
                runs.append([])
            else:
                runs[-1].append((number, value))
        return [run for run in runs if run]

    def line(self, values: Sequence[Decimal | None], series: int, with_marks: bool) -> Iterator[Line | Mark]:
        for run in self.pieces(values):
            points = tuple((self.x(number), self.y(value)) for number, value in run)
            if len(points) > 1:
                yield Line("series", points, series)
            for point in points if with_marks or len(points) == 1 else (points[-1],):
                yield Mark(series, *point)


def draw(wanted: Wanted) -> Sheet:
    table, sheet = wanted.table, Sheet(wanted.width)
    scale = scale_of(table.known(), 5, from_zero=False)
    sheet.is_cut = not scale.has_zero
    names = [series.name for series in table.series]
    beside = _beside(wanted, names)
    top = put_keys(sheet, names, "line") + 4 if len(names) > 1 and not beside else 0.0
    left = max(width("tick", wanted.tick(tick)) for tick in scale.ticks) + PAD
    right = wanted.width - (beside or _last_value(wanted)) - 2 * PAD
    high = min(max(HIGH_BY_WIDTH * wanted.width, LEAST_HEIGHT), MOST_HEIGHT)
    top += height("tick") / 2
    plot = Plot(wanted, scale, (left, top, right, top + high), (0.0, float(wanted.width)))
    sheet.put(*plot.grid(scale.ticks), *plot.row_names())
    for number, series in enumerate(table.series, start=1):
        sheet.put(*plot.line(series.values, number, len(table.rows) <= MOST_MARKS))
    sheet.put(*(_names(plot, names) if beside else _values(plot)))
    sheet.height = plot.bottom + 1.5 * height("tick") + 4
    return sheet


def _beside(wanted: Wanted, names: list[str]) -> float:
    """The room for names at the ends of their lines; 0 where they stand in a key, or there is only one line."""
    longest = max((width("key", name) for name in names), default=0.0)
    fits = longest <= NAMED_BESIDE * wanted.width and all(last_of(series.values) for series in wanted.table.series)
    return longest + 2 * PAD + 2 if len(names) > 1 and fits else 0.0


def _last_value(wanted: Wanted) -> float:
    lasts = [last_of(series.values) for series in wanted.table.series]
    return max((width("value", wanted.number(last[1])) for last in lasts if last), default=0.0)


def last_of(values: Sequence[Decimal | None]) -> tuple[int, Decimal] | None:
    return next(((n, v) for n, v in reversed(list(enumerate(values))) if v is not None), None)


def _names(plot: Plot, names: list[str]) -> Iterator[Text | Mark]:
    """At the height of the last values, moved apart where they would touch."""
    ends = [plot.y(last_of(series.values)[1]) for series in plot.wanted.table.series]
    order = sorted(range(len(ends)), key=ends.__getitem__)
    places = spread(sorted(ends), height("key") + 1, plot.top, plot.bottom)
    for number, y in zip(order, places, strict=True):
        yield Mark(number + 1, plot.right + 3 * PAD, y)
        yield Text("key", names[number], plot.right + 4 * PAD + 2, y)


def _values(plot: Plot) -> Iterator[Text]:
    """The last value of each line, where they do not touch."""
    last = [(last_of(series.values), n) for n, series in enumerate(plot.wanted.table.series)]
    taken: list[float] = []
    for found, _number in last:
        if found and all(abs(plot.y(found[1]) - y) >= height("value") for y in taken):
            taken.append(plot.y(found[1]))
            yield Text("value", plot.wanted.number(found[1]), plot.x(found[0]) + 2 * PAD, taken[-1])


def spread(places: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Sorted places moved as little as need be so that they are `apart`, within low and high if there is room."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + apart if found else low))
    if found and found[-1] > high:
        limit = high
        for number in range(len(found) - 1, -1, -1):
            found[number] = min(found[number], limit)
            limit = found[number] - apart
    return found
