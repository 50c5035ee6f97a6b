"""Numbers as people type them, in any digits and with any separators, and as an edition prints them."""

import re
from decimal import Decimal

from .digits import Digits, ascii_digits, format_number

MISSING = frozenset("- – — − .. … ... ? n/a na nd غ.م غ/م غير_متوفر لا_بيانات لا_يوجد ندارد نامعلوم".split())
_UNSEEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_MINUS = str.maketrans(dict.fromkeys("−–‒﹣－", "-"))
_PERCENT = "%٪"
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,.])\d{3})(?:(?P=mark)\d{3})*")
_PLAIN = re.compile(r"\d*\.?\d+|\d+\.")
_LONGEST = 24  # characters; nothing a newsroom prints is longer


def is_missing(text: str) -> bool:
    """Does a cell say that there is no value? So do an empty one, a dash and the usual short forms."""
    seen = "_".join(_UNSEEN.sub("", text).lower().split())
    return not seen or seen in MISSING


def read_number(text: str) -> Decimal:
    """The number somebody typed; ValueError for anything else.

    Digits are Arabic, Persian or Latin; thousands are parted by ٬ , ، . ' or a space, decimals by ٫ , or a point; a
    minus stands before or after, or brackets stand for it; a percent sign says nothing here. One comma or point before
    exactly three digits is read as English does: a comma parts thousands, a point decimals.
    """
    seen = ascii_digits(_UNSEEN.sub("", text)).translate(_MINUS).strip().strip(_PERCENT).strip()
    sign, seen = _signed(seen)
    seen = re.sub(r"(?<=\d)[\s\u00a0\u202f'’٬](?=\d{3}(?!\d))", "", seen).replace("،", ",").strip(_PERCENT).strip()
    if len(seen) > _LONGEST or not _PLAIN.fullmatch(seen := _with_point(seen)):
        raise ValueError(f"no number: {text[:40]}")
    return sign * Decimal(seen)


def _signed(seen: str) -> tuple[int, str]:
    if seen.startswith("(") and seen.endswith(")"):
        return -1, seen[1:-1].strip()
    if seen.startswith("-") or seen.endswith("-"):
        return -1, (seen[1:] if seen.startswith("-") else seen[:-1]).strip()
    return 1, seen.removeprefix("+").strip()


def _with_point(seen: str) -> str:
    """Thousands joined, and a point before the decimals."""
    if "٫" in seen:
        whole, _, rest = seen.partition("٫")
        return f"{_joined(whole)}.{rest}"
    commas, points = seen.count(","), seen.count(".")
    if commas and points:
        mark = max(",.", key=seen.rfind)
        whole, _, rest = seen.rpartition(mark)
        return f"{_joined(whole)}.{rest}"
    if commas > 1 or points > 1 or (commas and _GROUPED.fullmatch(seen)):
        return _joined(seen)
    return seen.replace(",", ".")


def _joined(seen: str) -> str:
    """Thousands without what parts them; as it was where the groups are not of three."""
    return re.sub("[,.]", "", seen) if _GROUPED.fullmatch(seen) else seen


def number_text(value: Decimal, digits: Digits) -> str:
    """A number for the reader, its minus on the side where reading begins."""
    text = format_number(abs(value), digits)
    if value >= 0:
        return text
    # Beside Latin digits the sign stands on their left, whatever the direction of the text.
    return f"\u200e\u2212{text}" if digits == "latn" else f"\u061c\u2212{text}"
