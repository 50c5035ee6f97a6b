"""Which texts are the same text, or nearly: a digest of what stays of a text when it is folded, and a sketch of it.

The sketch holds, for each of 32 classes, the smallest hash among the pieces of five letters that fall into it (Broder's
min-wise hashing with one permutation: Li, Owen and Zhang, 2012): the share of classes in which two sketches agree is
about the share of pieces that two texts have in common. Blanks, dots, marks and spellings play no part, since texts are
folded as the search folds them. Two classes make a band; texts more than half alike share one nearly always.
"""

from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

from warraq.language.analysis import fold

PIECE = 5  # letters
CLASSES = 32
BANDS = 8
PER_BAND = 2  # classes; the first sixteen are for looking up, all are compared
ALIKE = 0.6  # the share of classes in which near duplicates agree
# Of a shorter text a sketch says little, and two people may well write the same one: "thank you".
LEAST_LETTERS = 30
_SHORTS = Struct(f"<{CLASSES}H")
_EMPTY = 0xFFFF


class Likeness(NamedTuple):
    """`digest` is the same for texts that fold alike; `sketch` and `bands` are empty for short ones."""

    digest: str
    sketch: bytes = b""
    bands: tuple[int, ...] = ()

    @property
    def is_short(self) -> bool:
        return not self.sketch


def likeness_of(text: str) -> Likeness:
    """What a text is recognised by, in whichever spelling it comes again."""
    letters = fold(text).replace(" ", "")
    digest = blake2b((letters or text).encode("utf-8", "replace"), digest_size=16).hexdigest()
    if len(letters) < LEAST_LETTERS:
        return Likeness(digest)
    smallest = _sketched(letters)
    return Likeness(digest, _SHORTS.pack(*smallest), _bands(smallest))


def share_in_common(one: bytes, other: bytes) -> float:
    """About the share of their pieces that two sketched texts have in common, 0 to 1."""
    pairs = zip(_SHORTS.unpack(one), _SHORTS.unpack(other), strict=True)
    return sum(a == b for a, b in pairs) / CLASSES


def is_alike(one: bytes, other: bytes) -> bool:
    return bool(one and other) and share_in_common(one, other) >= ALIKE


def _sketched(letters: str) -> list[int]:
    smallest = [_EMPTY] * CLASSES
    for start in range(len(letters) - PIECE + 1):
        number = _hash(letters[start : start + PIECE])
        place, rest = number % CLASSES, number // CLASSES % _EMPTY
        if rest < smallest[place]:
            smallest[place] = rest
    return _without_gaps(smallest)


def _without_gaps(smallest: list[int]) -> list[int]:
    """An empty class takes what the next one has, so that two short texts do not agree in what both lack."""
    filled = list(smallest)
    for at in range(CLASSES):
        step = 0
        while smallest[(at + step) % CLASSES] == _EMPTY and step < CLASSES:
            step += 1
        filled[at] = (smallest[(at + step) % CLASSES] + step * 977) % _EMPTY
    return filled


def _bands(smallest: list[int]) -> tuple[int, ...]:
    """One number of 31 bits a band: which band it is stands in its first bits."""
    pairs = (smallest[band * PER_BAND : (band + 1) * PER_BAND] for band in range(BANDS))
    return tuple(
        band << 28 | (first * 65_536 + second) * 2_654_435_761 % (1 << 28) for band, (first, second) in enumerate(pairs)
    )


@lru_cache(maxsize=65_536)
def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode("utf-8", "replace"), digest_size=8).digest(), "little")
