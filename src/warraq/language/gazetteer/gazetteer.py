"""Finds places in a text by a table that `tools/build.py` compiles; see `compiling.py` for what it is made of."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..fold import mild_fold

COMPILED = Path(__file__).parent / "compiled"
MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_](?:[\w\u064b-\u0652\u0670\u0640\u200c])*")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك")
# A name after a proclitic is believed of a place that many speak of: «بكيل» is more often a measure than Kiel.
_BELIEVED = 200_000


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a city with its country's code and its people."""

    name: str
    country: str
    population: int
    is_country: bool


class Gazetteer:
    """The places of one language by the words of their names."""

    def __init__(self, places: list[Place]) -> None:
        self._places: dict[tuple[str, ...], list[Place]] = {}
        for place in places:
            self._places.setdefault(tuple(fold_name(place.name).split()), []).append(place)

    def __len__(self) -> int:
        return sum(map(len, self._places.values()))

    def places_in(self, text: str, country: str = "") -> list[tuple[Place, int]]:
        """The places a text names and how often, the most frequent first; one of `country` before its namesakes."""
        words = [fold_name(word) for word in _WORD.findall(_MARKS.sub("", text))]
        counts: Counter[tuple[str, ...]] = Counter()
        position = 0
        while position < len(words):
            key = self._longest(words[position : position + MOST_WORDS])
            counts[key] += bool(key)
            position += max(1, len(key))
        found = [(self._chosen(key, country), times) for key, times in counts.items() if key]
        return sorted(found, key=lambda one: (-one[1], one[0].country != country, -one[0].population))

    def _longest(self, words: list[str]) -> tuple[str, ...]:
        for length in range(len(words), 0, -1):
            name = tuple(words[:length])
            if name in self._places:
                return name
            for bare in _without_proclitic(words[0]):
                name = (bare, *words[1:length])
                if any(place.is_country or place.population >= _BELIEVED for place in self._places.get(name, ())):
                    return name
        return ()

    def _chosen(self, key: tuple[str, ...], country: str) -> Place:
        return max(self._places[key], key=lambda place: (place.country == country, place.is_country, place.population))


def fold_name(name: str) -> str:
    """How a name is looked up: under the mild fold, which keeps what tells two names apart."""
    return mild_fold(name.replace("-", " "))


def _without_proclitic(word: str) -> list[str]:
    if word.startswith("لل"):
        return [f"ال{word[2:]}"]
    return [word[len(first) :] for first in _PROCLITICS if word.startswith(first) and len(word) > len(first) + 2]


@cache
def gazetteer_for(language: str) -> Gazetteer:
    """The places of a language; none where no table is compiled."""
    path = COMPILED / f"{language}.tsv"
    if not path.exists():
        return Gazetteer([])
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return Gazetteer([Place(name, country, int(people), kind == "country") for name, country, people, kind in rows])
