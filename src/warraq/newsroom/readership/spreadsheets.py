"""Tables for a spreadsheet: UTF-8 that it recognises, and no cell that it would run."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

MARK = "\ufeff"  # without it a spreadsheet takes Arabic for something else
# A cell that begins with one of these is a formula to a spreadsheet; the wide ones too, where it knows them.
RUNS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RUNS) else text


class SafeSpreadsheet(SpreadsheetExportMixin):
    """Wagtail's export; it takes care of formulas in XLSX only."""

    custom_value_preprocess = SpreadsheetExportMixin.custom_value_preprocess | {str: {"csv": harmless}}

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield MARK.encode()
        yield from super().stream_csv(queryset)
