"""What a text shows by itself: links, numbers to call, shouting, letters that pretend to be others.

Pure: a text and a name in, signs out. What a sign weighs stands in `rules.py`.
"""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

import regex

from warraq.language.letters import INVISIBLE

MOST_SHOWN = 80  # letters of a finding, for the moderator
SHORTEST, LONG = 2, 3_000  # letters
SHOUTED = 12  # Latin letters before capitals can be shouting
MOST_EMOJI = 8
DRAWN_OUT = 7  # times the same sign

_DOMAINS = (
    "com net org info biz xyz online site shop store club top vip live link click icu buzz fun pro app dev me io co tv "
    "cc ws ly gl gd to ru cn tk ml ga cf gq pw su in ir sa ae eg iq sy lb jo ps kw qa bh om ye ma dz tn sd us uk de "
    "fr eu"
).split()
_ENDING = "|".join(sorted(_DOMAINS, key=len, reverse=True))
_DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot|نقطة)\s?[\])}]\s?|\s(?:dot|نقطة)\s)"
_LINK = regex.compile(
    rf"(?:h(?:tt|xx)ps?|ftp)\s?:\s?/\s?/\s?\S+|www\d?{_DOT}\S+|"
    rf"(?<![\p{{L}}\p{{N}}@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?{_DOT})+(?:{_ENDING}|كوم|نت|شبكة)(?![\p{{L}}\p{{N}}-])(?:[/?#]\S*)?",
    regex.IGNORECASE,
)
_EMAIL = regex.compile(rf"[\w.+-]+\s?(?:@|[\[({{]\s?(?:at|آت)\s?[\])}}])\s?[\w-]+{_DOT}\w{{2,}}", regex.IGNORECASE)
_WALLET = regex.compile(
    r"(?<!\w)(?:bc1[a-z0-9]{25,60}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})(?!\w)"
)
_ACCOUNT = regex.compile(r"(?<![\w@./])@[a-z]\w{3,}", regex.IGNORECASE)

_CALL = regex.compile(r"(?<!\d)(?:\+|00)?\d(?:[ .\-()/_*·,\u0640]{0,3}\d){7,14}(?!\d)")
_NO_CALL = regex.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}"  # a date
    r"|\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d+)?"  # a large number
    r"|(?:1[3-9]|20)\d\d(?:\D{1,3}(?:1[3-9]|20)\d\d)*"  # years
)

_UNSEEN = regex.compile(f"[{INVISIBLE}]")
_NOT_JOINING = regex.compile(r"(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])[\u200c\u200d]|[\u200c\u200d]{2,}")
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_LATIN, _OTHER = regex.compile(r"\p{Latin}"), regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_MASKED = regex.compile(r"[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]{2,}")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}")
# Arabic laughs with a heh or a khah as long as it likes.
_DRAWN = regex.compile(rf"([^\s\d.هخ…ـ\-_=*])\1{{{DRAWN_OUT - 1},}}", regex.IGNORECASE)
_LETTER = regex.compile(r"\p{L}")
_FOREIGN = regex.compile(r"[\p{Cyrillic}\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Thai}\p{Devanagari}]")


class Sign(NamedTuple):
    """Something found, so many times; `detail` is what a moderator sees of it."""

    code: str
    count: int = 1
    detail: str = ""


def signs_of(text: str, name: str = "") -> list[Sign]:
    """Everything a text and its author's name show, each code once."""
    return [Sign(code, len(found), _shown(found[0])) for code, found in _found(text, name) if found]


def plain_digits(text: str) -> str:
    """The text in its compatibility form, with digits 0–9 and without what nobody sees."""
    return _UNSEEN.sub("", normalize("NFKC", text)).translate(_DIGITS)


def hosts_of(text: str) -> list[str]:
    """The hosts of the links of a text, in small letters."""
    return [_host(link) for link in _links(plain_digits(text))]


def _found(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    plain = plain_digits(text)
    links = _links(plain)
    without = _LINK.sub(" ", _EMAIL.sub(" ", plain))
    yield "link", links
    yield "email", _EMAIL.findall(plain)
    yield "wallet", _WALLET.findall(plain)
    yield "phone", _phones(_WALLET.sub(" ", without))
    yield "account", _ACCOUNT.findall(without)
    called = plain_digits(name)
    yield "name", [*_links(called), *_EMAIL.findall(called), *_phones(called)]
    yield "hidden", [*_UNSEEN.findall(text), *_NOT_JOINING.findall(text)][:MOST_SHOWN]
    yield "disguised", [*_MASKED.findall(text), *filter(_is_mixed, _WORD.findall(text))]
    yield "shouting", _shouting(without)
    yield "emoji", _emoji(plain)
    yield "drawn out", [found.group() for found in _DRAWN.finditer(plain)]
    yield "foreign", _foreign(without)
    letters = _LETTER.findall(plain)
    yield "short", [text] if len(letters) < SHORTEST else []
    yield "long", [f"{len(text):,}"] if len(text) >= LONG else []


def _links(plain: str) -> list[str]:
    emails = [found.span() for found in _EMAIL.finditer(plain)]
    links = (found for found in _LINK.finditer(plain))
    return [link.group() for link in links if not any(start <= link.start() < end for start, end in emails)]


def _host(link: str) -> str:
    bare = regex.sub(r"\s|[\[\](){}]", "", regex.sub(r"(?i)^h(?:tt|xx)ps?\s?:[\s/]*|^www\d?\.", "", link)).casefold()
    return regex.split(r"[/?#:]", bare.replace("نقطة", "."), maxsplit=1)[0].removeprefix("www.")


def _phones(plain: str) -> list[str]:
    return [found.group() for found in _CALL.finditer(plain) if _is_phone(found.group())]


def _is_phone(found: str) -> bool:
    digits = regex.sub(r"\D", "", found)
    if found.startswith(("+", "00")):
        return len(digits) >= 8
    if _NO_CALL.fullmatch(found):
        return False
    return digits.startswith("0") or (len(digits) >= 9 and not digits.endswith("000"))


def _is_mixed(word: str) -> bool:
    return bool(_LATIN.search(word) and _OTHER.search(word))


def _shouting(text: str) -> list[str]:
    letters = [letter for letter in text if "A" <= letter <= "Z" or "a" <= letter <= "z"]
    capitals = sum(letter.isupper() for letter in letters)
    is_latin = len(letters) >= SHOUTED and len(letters) * 2 >= len(_LETTER.findall(text))
    return [text.strip()] if is_latin and capitals >= 0.7 * len(letters) else []


def _emoji(text: str) -> list[str]:
    found = [sign for sign in _EMOJI.findall(text) if not sign.isdecimal()]
    is_much = len(found) >= MOST_EMOJI or (len(found) >= 4 and len(found) * 2 >= len(_LETTER.findall(text)))
    return ["".join(found)] if is_much else []


def _foreign(text: str) -> list[str]:
    """Writing that no edition of ours uses, where it is half of the text or more."""
    letters, foreign = len(_LETTER.findall(text)), _FOREIGN.findall(text)
    return ["".join(foreign)] if foreign and len(foreign) * 2 >= letters else []


def _shown(found: str) -> str:
    """A finding as a moderator may see it: short, and with unseen signs named by their numbers."""
    short = " ".join(found.split())[:MOST_SHOWN]
    return _UNSEEN.sub(lambda sign: f"U+{ord(sign.group()):04X}", short)


_DIGITS = {first + value: str(value) for first in (0x0660, 0x06F0) for value in range(10)}
