"""Charts in words: what is wrong with a table, what a chart shows, what has no value."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.charts.table import Fault, Series, Table

SAID = {
    "empty": gettext_lazy(
        "the table has no numbers: names of series in the first row, names of rows in the first column"
    ),
    "no values": gettext_lazy("the table has no numbers"),
    "unnamed column": gettext_lazy("column %(column)s has no name in the first row"),
    "unnamed row": gettext_lazy("row %(row)s has no name in the first column"),
    "no number": gettext_lazy(
        "row %(row)s (“%(row_name)s”), column %(column)s (“%(column_name)s”): “%(text)s” is no number"
    ),
    "too many rows": gettext_lazy("the table has more than %(text)s rows"),
    "too many series": gettext_lazy("the table has more than %(text)s columns of numbers for this form"),
    "too few rows": gettext_lazy("a line needs two rows at least"),
    "negative part": gettext_lazy(
        "row %(row)s (“%(row_name)s”), column %(column)s (“%(column_name)s”): a part of a whole cannot be negative"
    ),
}
MOST_GAPS = 6


def said_of(fault: Fault) -> str:
    """“row 3 (…), column 2 (…): … is no number”"""
    names = ("row", "column", "text", "row_name", "column_name")
    return str(SAID[fault.kind]) % {name: getattr(fault, name) for name in names}


def described(chart: Any) -> str:
    """What a chart shows, for who cannot see it: its title, and of each series the lowest and the highest."""
    parts = [chart.value.get("title") or "", *(_extremes(chart, series) for series in chart.table.series)]
    unit = chart.unit if not chart.sign else ""
    return ". ".join(filter(None, [parts[0], unit, *parts[1:]])) + "."


def _extremes(chart: Any, series: Series) -> str:
    known = [(value, row) for value, row in zip(series.values, chart.table.rows, strict=True) if value is not None]
    if not known:
        return _("%(name)s: no data") % {"name": series.name}
    low, high = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    return _("%(name)s: from %(low)s (%(low_row)s) to %(high)s (%(high_row)s)") % {
        "name": series.name,
        "low": chart.number(low[0]),
        "low_row": low[1],
        "high": chart.number(high[0]),
        "high_row": high[1],
    }


def missing_values(table: Table) -> str:
    """“2021 (north), 2022 (south)”, the first of them; empty where every value is there."""
    gaps = list(_gaps(table))
    return _(", ").join([*gaps[:MOST_GAPS], *(["…"] if len(gaps) > MOST_GAPS else [])])


def _gaps(table: Table) -> Iterator[str]:
    for series in table.series:
        for row, value in zip(table.rows, series.values, strict=True):
            if value is None:
                yield f"{row} ({series.name})" if len(table.series) > 1 else row
