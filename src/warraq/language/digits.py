"""Shapes of digits. Stored text keeps 0-9; the edition's shape is given when it is printed."""

import re
from decimal import Decimal
from typing import Literal

from .addresses import outside_addresses

Digits = Literal["latn", "arab", "arabext"]

_SHAPES: dict[str, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
_TO: dict[str, dict[int, str]] = {
    name: {ord(digit): shape[value] for other in _SHAPES.values() for value, digit in enumerate(other)}
    for name, shape in _SHAPES.items()
}
_OTHER = {name: re.compile(f"[{''.join(_SHAPES.values()).replace(_SHAPES[name], '')}]") for name in _SHAPES}
_SEPARATORS = str.maketrans({",": "\u066c", ".": "\u066b"})


def ascii_digits(text: str) -> str:
    """Arabic and Persian digits as 0-9."""
    return text.translate(_TO["latn"])


def shape(text: str, digits: Digits) -> str:
    """The text's digits in one shape; web and e-mail addresses keep theirs."""
    if not _OTHER[digits].search(text):
        return text
    table = _TO[digits]
    return outside_addresses(lambda piece: piece.translate(table), text)


def format_number(number: int | float | Decimal, digits: Digits) -> str:
    """A number with its thousands parted: 1,234.5 or ١٬٢٣٤٫٥."""
    value = Decimal(str(number))
    if not value.is_finite():
        raise ValueError(f"not a finite number: {number}")
    text = f"{value:,f}"
    return text if digits == "latn" else text.translate(_SEPARATORS).translate(_TO[digits])
