"""Small multiples: a little line chart for each series, all on one scale."""

from .ink import Sheet, Text, broken, height, width
from .lines import PAD, Plot, last_of
from .scales import scale_of
from .wanted import Wanted

BETWEEN, BELOW = 18.0, 14.0
HIGH = 92.0


def draw(wanted: Wanted) -> Sheet:
    table, sheet = wanted.table, Sheet(wanted.width)
    scale = scale_of(table.known(), 3, from_zero=False)
    sheet.is_cut = not scale.has_zero
    columns = min(2 if wanted.is_narrow else 3, max(1, len(table.series)))
    wide = (wanted.width - BETWEEN * (columns - 1)) / columns
    titles = [broken("panel", series.name, wide) for series in table.series]
    ticks = max(width("tick", wanted.tick(tick)) for tick in scale.ticks) + PAD
    top = 0.0
    for first in range(0, len(table.series), columns):
        lines = max((len(title) for title in titles[first : first + columns]), default=1)
        start = top + lines * height("panel") + PAD + height("value") / 2
        for column, series in enumerate(table.series[first : first + columns]):
            left = column * (wide + BETWEEN)
            for line, text in enumerate(titles[first + column]):
                sheet.put(Text("panel", text, left, top + (line + 0.5) * height("panel")))
            _put_panel(sheet, wanted, scale, series.values, (left, start, left + wide, start + HIGH), ticks)
        top = start + HIGH + 1.5 * height("tick") + 2 + BELOW
    sheet.height = top - BELOW + 2
    return sheet


def _put_panel(sheet: Sheet, wanted: Wanted, scale, values, box, ticks: float) -> None:
    left, top, right, bottom = box
    last = last_of(values)
    room = width("value", wanted.number(last[1])) + 2 * PAD if last else PAD
    plot = Plot(wanted, scale, (left + ticks, top, right - room, bottom), (left, right))
    # Names of rows at both ends at least; more would be crowded in so small a panel.
    names = plot.row_names(every=max(1, (len(wanted.table.rows) - 1)))
    sheet.put(*plot.grid(scale.ticks), *names, *plot.line(values, 1, with_marks=False))
    if last:
        sheet.put(Text("value", wanted.number(last[1]), plot.x(last[0]) + 2 * PAD, plot.y(last[1])))
    else:
        sheet.put(Text("gap", wanted.missing, plot.left + PAD, (top + bottom) / 2))
