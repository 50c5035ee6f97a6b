"""Classes of characters that keyboards, word processors and converters leave in Arabic-script text."""

from unicodedata import normalize

LETTER = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
# Every width of space within a line.
BLANK = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Never seen and never stored. Joiners (200C, 200D) are judged one by one, in the clean-up.
INVISIBLE = (
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
# Line ends apart; a lone surrogate cannot even be written to a database.
CONTROL = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
LINE_END = "\x0b\x0c\x1c\x1d\x85\u2028\u2029"
PRESENTATION = "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"

# Signs in their own right: spelt out they would be longer than the word they follow, or lose their meaning.
_SIGNS = frozenset("\ufdf0\ufdf1\ufdf5\ufdfa\ufdfb\ufdfc\ufdfd\ufdfe\ufdff")

_PERSIAN_IN_ARABIC = {
    "ک": "ك",
    "ڪ": "ك",
    "ګ": "گ",
    "ے": "ی",
    "ې": "ي",
    "ۍ": "ي",
    "ێ": "ي",
    "ٸ": "ئ",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۃ": "ة",
    # The Persian keyboard has them where a writer of Arabic looks for teh marbuta.
    "ۀ": "ة",
    "ۂ": "ة",
}
_ARABIC_IN_PERSIAN = {"ي": "ی", "ى": "ی", "ك": "ک", "ڪ": "ک", "ہ": "ه", "ھ": "ه", "ە": "ه", "ے": "ی"}

FOREIGN_LETTERS: dict[str, dict[int, str]] = {
    "ar": str.maketrans(_PERSIAN_IN_ARABIC | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))),
    "fa": str.maketrans(_ARABIC_IN_PERSIAN | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))),
}


def _plain(form: str) -> str:
    """The letters of a presentation form; an isolated mark comes without the blank or tatweel it sat on."""
    letters = normalize("NFKC", form)
    return letters.lstrip(" \u0640") or letters


PLAIN_FORMS: dict[int, str] = {
    code: _plain(chr(code))
    for first, last in ((0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFC))
    for code in range(first, last + 1)
    if chr(code) not in _SIGNS
}
