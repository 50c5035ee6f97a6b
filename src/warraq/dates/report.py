"""Dates for scripts: one ISO date a line in, one JSON object a line out."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from warraq.language.digits import ascii_digits
from warraq.language.direction import strip_marks

from .format import date_line
from .gregorian import weekday_name
from .hijri import to_hijri
from .jalali import to_jalali
from .style import DateStyle

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BREAKS_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")
_ARABIC = DateStyle()
_SHOWN_OF_A_BAD_LINE = 200


def describe(day: date, style: DateStyle = _ARABIC) -> dict[str, Any]:
    """The day in every calendar."""
    hijri, jalali = to_hijri(day, style.announced), to_jalali(day)
    return {
        "gregorian": day.isoformat(),
        "umalqura": list(hijri) if hijri else None,
        "persian": list(jalali) if jalali else None,
        "weekday": weekday_name(day, _ARABIC),
        "text": date_line(day, style),
    }


def run(lines: Iterable[str], out: TextIO, style: DateStyle = _ARABIC) -> int:
    """Answer each line at once; 1 when any line was not a date, else 0."""
    code = 0
    for number, line in enumerate(lines, start=1):
        written = strip_marks(line).strip("\ufeff \t\r\n\f\v\x00\xa0")
        if not written:
            continue
        try:
            answer = describe(_read(written), style)
        except ValueError as error:
            code = 1
            answer = {"error": str(error), "line": number, "input": _shown(written)}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        # A script that writes a date and waits for its answer must not wait for a full buffer.
        out.flush()
    return code


def _read(written: str) -> date:
    found = _ISO_DATE.fullmatch(ascii_digits(written[:_SHOWN_OF_A_BAD_LINE]))
    if not found or len(written) > _SHOWN_OF_A_BAD_LINE:
        raise ValueError("not a date of the form YYYY-MM-DD")
    return date(*map(int, found.groups()))


def _shown(written: str) -> str:
    """The start of a bad line, without what cannot be written as UTF-8 or would end the answer's line."""
    start = _BREAKS_LINE.sub(" ", written[:_SHOWN_OF_A_BAD_LINE])
    return start.encode("utf-8", "replace").decode("utf-8")
