"""Counts of very many things in a fixed amount of memory. Knows no framework."""

from array import array

LARGEST = 65_535


class Tally:
    """How often each key was seen, never too few: a count-min sketch with conservative update (Cormode and
    Muthukrishnan, "An improved data stream summary", 2005; Estan and Varghese, SIGCOMM 2002).

    Two rows of 2^bits cells of two bytes. With n different keys, a key that was never seen shows a count of at least c
    with a probability of P(Poisson(n / 2^bits) ≥ c)², about.
    """

    def __init__(self, bits: int) -> None:
        self._mask = (1 << bits) - 1
        self._rows = (array("H", bytes(2 << bits)), array("H", bytes(2 << bits)))

    def add(self, key: int) -> int:
        """Count a 128-bit key once more; how often it had been seen before."""
        one, other = self._rows
        first, second = key & self._mask, (key >> 64) & self._mask
        seen = min(one[first], other[second])
        if seen < LARGEST:
            one[first] = max(one[first], seen + 1)
            other[second] = max(other[second], seen + 1)
        return seen

    @property
    def bytes(self) -> int:
        return sum(len(row) * row.itemsize for row in self._rows)


class Recent:
    """Which of the newest keys have been seen: at least the last `size`, at most twice as many."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._new: set[int] = set()
        self._old: set[int] = set()

    def __contains__(self, key: int) -> bool:
        return key in self._new or key in self._old

    def add(self, key: int) -> None:
        if len(self._new) >= self._size:
            self._old, self._new = self._new, set()
        self._new.add(key)
