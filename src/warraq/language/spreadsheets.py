"""Tables as CSV for spreadsheets: UTF-8 that they recognise, and no cell that they would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"  # without it a spreadsheet takes Arabic for something else
# A cell that begins with one of these is a formula to a spreadsheet; the wide ones too, where it knows them.
RUNS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RUNS) else text


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows as they are: names in them have been made `harmless`, numbers may begin with a minus."""
    out = StringIO()
    out.write(MARK)
    csv.writer(out).writerows(rows)
    return out.getvalue()
