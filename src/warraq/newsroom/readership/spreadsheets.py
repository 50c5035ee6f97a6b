"""Tables for a spreadsheet: UTF-8 that it recognises, and no cell that it would run."""

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from warraq.language.spreadsheets import MARK, harmless


class SafeSpreadsheet(SpreadsheetExportMixin):
    """Wagtail's export; it takes care of formulas in XLSX only."""

    custom_value_preprocess = SpreadsheetExportMixin.custom_value_preprocess | {str: {"csv": harmless}}

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield MARK.encode()
        yield from super().stream_csv(queryset)
