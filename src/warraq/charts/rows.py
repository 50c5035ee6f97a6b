"""Charts whose values run along the line of text, a row for each name: bars, stacked bars, dots."""

from dataclasses import dataclass
from decimal import Decimal

from .ink import END, MIDDLE, START, Bar, Line, Mark, Sheet, Text, broken, height, width
from .keys import put_keys
from .scales import Scale, scale_of
from .wanted import Wanted

BESIDE = 0.36  # the share of the width that names may take beside their bars
THICK, THIN, BETWEEN = 24.0, 17.0, 2.0
AIR = 11.0
PAD = 6.0
MARK = 6.0


@dataclass(frozen=True)
class Plan:
    """Where things stand: names in `room` beside the rows, or above them; values between `start` and `end`."""

    room: float
    is_above: bool
    start: float
    end: float
    scale: Scale

    def place(self, value: Decimal) -> float:
        return self.start + self.scale.place(value) * (self.end - self.start)


def draw(wanted: Wanted) -> Sheet:
    sheet, plan = Sheet(wanted.width), _plan(wanted)
    sheet.is_cut = not plan.scale.has_zero
    names = [series.name for series in wanted.table.series]
    kind = "mark" if wanted.form == "dot" else "bar"
    top = put_keys(sheet, names, kind) + 4 if len(names) > 1 else 0.0
    bottom = top
    for number, name in enumerate(wanted.table.rows):
        bottom = _put_row(sheet, wanted, plan, number, name, bottom)
    _put_axis(sheet, wanted, plan, top, bottom)
    return sheet


def _plan(wanted: Wanted) -> Plan:
    table, form = wanted.table, wanted.form
    longest = max((width("name", name) for name in table.rows), default=0.0)
    is_above = longest > BESIDE * wanted.width and wanted.is_narrow
    room = 0.0 if is_above else min(longest, BESIDE * wanted.width)
    scale = scale_of(_extents(wanted), 4 if wanted.is_narrow else 6, from_zero=form != "dot")
    before, after = _rooms(wanted, scale)
    start = room + (PAD * 2 if room else 0) + before
    return Plan(room, is_above, start, wanted.width - after, scale)


def _extents(wanted: Wanted) -> list[Decimal]:
    if wanted.form != "stacked":
        return list(wanted.table.known())
    return [sum((value for value in row if value is not None), Decimal(0)) for row in _by_row(wanted)]


def _by_row(wanted: Wanted) -> list[list[Decimal | None]]:
    return [[series.values[number] for series in wanted.table.series] for number in range(len(wanted.table.rows))]


def _rooms(wanted: Wanted, scale: Scale) -> tuple[float, float]:
    """What words need before the lowest value and after the highest."""
    values = [(value, width("value", wanted.number(value)) + PAD + MARK) for value in wanted.table.known()]
    if wanted.form == "bar":
        before = max((room for value, room in values if value < 0), default=0.0)
        return before, max((room for value, room in values if value >= 0), default=PAD)
    tick = max(width("tick", wanted.tick(value)) for value in scale.ticks) / 2
    if wanted.form == "dot":
        has_values = len(wanted.table.series) == 1
        return max(tick, MARK), max([tick, MARK, *(room for _value, room in values if has_values)])
    is_partial = any(None in row for row in _by_row(wanted))
    return tick, max(width("gap", wanted.partial) + PAD if is_partial else 0.0, tick)


def _put_row(sheet: Sheet, wanted: Wanted, plan: Plan, number: int, name: str, top: float) -> float:
    lines = broken("name", name, wanted.width if plan.is_above else plan.room)
    high = height("name") * max(1, len(lines))
    thick = _thickness(wanted)
    if plan.is_above:
        middle = top + high + thick / 2
        bottom = top + high + thick + AIR
        first = top + height("name") / 2
    else:
        middle = top + (max(high, thick) + AIR) / 2
        bottom = top + max(high, thick) + AIR
        first = middle - height("name") * (len(lines) - 1) / 2
    for line, text in enumerate(lines):
        sheet.put(Text("name", text, 0.0, first + line * height("name")))
    values = [series.values[number] for series in wanted.table.series]
    {"stacked": _put_stack, "dot": _put_dots}.get(wanted.form, _put_bars)(sheet, wanted, plan, values, middle)
    return bottom


def _thickness(wanted: Wanted) -> float:
    count = len(wanted.table.series)
    if wanted.form == "bar" and count > 1:
        return count * THIN + (count - 1) * BETWEEN
    return THICK


def _put_bars(sheet: Sheet, wanted: Wanted, plan: Plan, values: list[Decimal | None], middle: float) -> None:
    thick = THIN if len(values) > 1 else THICK
    top, base = middle - _thickness(wanted) / 2, plan.place(plan.scale.base)
    for series, value in enumerate(values, start=1):
        centre = top + thick / 2
        if value is None:
            is_late = base > (plan.start + plan.end) / 2
            sheet.put(Text("gap", wanted.missing, base + (-PAD if is_late else PAD), centre, END if is_late else START))
        else:
            end = plan.place(value)
            sheet.put(Bar(series, min(base, end), top, abs(end - base), thick))
            beyond, anchor = (end + PAD, START) if value >= 0 else (end - PAD, END)
            sheet.put(Text("value", wanted.number(value), beyond, centre, anchor))
        top += thick + BETWEEN


def _put_stack(sheet: Sheet, wanted: Wanted, plan: Plan, values: list[Decimal | None], middle: float) -> None:
    total, top = Decimal(0), middle - THICK / 2
    for series, value in enumerate(values, start=1):
        if value is None or value <= 0:
            continue
        start, end = plan.place(total), plan.place(total + value)
        total += value
        sheet.put(Bar(series, start, top, max(0.0, end - start - 1), THICK))
        text = Text(f"part s{series}", wanted.number(value), (start + end) / 2, middle, MIDDLE)
        if width("part", text.text) + PAD <= end - start:
            sheet.put(text)
    if None in values:
        words = wanted.partial if total else wanted.missing
        sheet.put(Text("gap", words, plan.place(total) + PAD, middle))


def _put_dots(sheet: Sheet, wanted: Wanted, plan: Plan, values: list[Decimal | None], middle: float) -> None:
    sheet.put(Line("guide", ((plan.start, middle), (plan.end, middle))))
    known = [plan.place(value) for value in values if value is not None]
    if len(known) > 1:
        sheet.put(Line("span", ((min(known), middle), (max(known), middle))))
    for series, value in enumerate(values, start=1):
        if value is not None:
            sheet.put(Mark(series, plan.place(value), middle))
    if not known:
        sheet.put(Text("gap", wanted.missing, plan.start + PAD, middle))
    elif len(values) == 1:
        sheet.put(Text("value", wanted.number(values[0]), known[0] + PAD + MARK, middle))


def _put_axis(sheet: Sheet, wanted: Wanted, plan: Plan, top: float, bottom: float) -> None:
    """Bars that carry their values need only the line they stand on; the others a grid with its numbers."""
    base = plan.place(plan.scale.base)
    behind: list = []
    if wanted.form == "bar":
        sheet.put(Line("base", ((base, top), (base, bottom - AIR / 2))))
        sheet.height = bottom
        return
    foot = bottom + height("tick") / 2 + 2
    for tick in _ticks(wanted, plan):
        x = plan.place(tick)
        is_base = tick == plan.scale.base and plan.scale.has_zero
        behind.append(Line("base" if is_base else "grid", ((x, top), (x, bottom))))
        behind.append(Text("tick", wanted.tick(tick), x, foot, MIDDLE))
    sheet.pieces[:0] = behind
    sheet.height = foot + height("tick") / 2 + 2


def _ticks(wanted: Wanted, plan: Plan) -> list[Decimal]:
    """All ticks, or every second and so on, so that their numbers stand apart."""
    ticks, room = plan.scale.ticks, plan.end - plan.start
    widest = max(width("tick", wanted.tick(tick)) for tick in ticks) + 2 * PAD
    every = next(n for n in range(1, len(ticks) + 1) if room / max(1, len(ticks) - 1) * n >= widest or n == len(ticks))
    return ticks[::every]
