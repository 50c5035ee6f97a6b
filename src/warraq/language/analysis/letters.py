"""The search fold, letter by letter and in its order; docs/search-language.md says why each step is there."""

import re
from unicodedata import combining, is_normalized, normalize

# Marks, tatweel and what has no width: writers leave them out or add them at will.
DELETED = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
# Vowel points of other scripts stand inside words too.
MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_DROPPED = re.compile(f"[{DELETED}]")
_FOREIGN = re.compile("[^\u0000-\u007f\u0600-\u06ff]")
# Letters that Unicode does not take apart, though readers type the plain one.
_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ʼ": None})

_SAME = {
    "ا": "آأإٱٲٳٵ",
    "ء": "ؤئٶٸ",
    "ي": "ىیېۍےێۓ",
    "ه": "ةھۀہۂۃە",
    "ك": "کڪګڬڭڮݣ",
    "غ": "گڨڰڱڲڳڴ",
    "ب": "پٻڀ",
    "ف": "ڤڥڢڡڦ",
    "ج": "ژڃڄ",
    "و": "ٷۄۅۆۇۈۉۊۋۏ",
    "د": "ڈډڊڋڌڍڎڏڐ",
    "ر": "ڑڒړڔڕږڗڙ",
    "ت": "ٹټٽٿ",
    "ن": "ںڻڼڽ",
    "ل": "ڵڶڷڸ",
}
_PLAIN: dict[int, str] = {ord(form): letter for letter, forms in _SAME.items() for form in forms} | {ord("چ"): "تش"}
_DRAWN_OUT = re.compile(r"([ء-ي])\1{2,}")  # راااائع
_YEH_HAMZA = re.compile("ي+ء$")


def written(word: str) -> str:
    """A word as it was written, without what readers do not see or do not type: what ranks first."""
    if not is_normalized("NFKC", word):
        word = normalize("NFKC", word)
    word = _DROPPED.sub("", word).casefold()
    return _without_accents(word) if _FOREIGN.search(word) else word


def _without_accents(word: str) -> str:
    word = normalize("NFKD", word.translate(_LATIN))
    # Arabic letters with a hamza or madda would fall apart as well; they are put together again first.
    word = normalize("NFC", re.sub("[\u0300-\u036f]", "", word)).casefold()
    return _DROPPED.sub("", "".join(letter for letter in word if not combining(letter)))


def plain(word: str) -> str:
    """A written word with every letter in its plain form; what a stem is taken from."""
    return _DRAWN_OUT.sub(r"\1\1", _YEH_HAMZA.sub("ء", word.translate(_PLAIN)))
