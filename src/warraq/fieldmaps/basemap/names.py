"""Names of places in the languages of editions, and finding a place by its name.

Arabic is written by hand for every place, Persian where its readers would stumble over the Arabic; an English name is
that of the source unless the table has a better one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warraq.language.fold import mild_fold

from .shapes import SHAPES, Box, layer

NAMES = Path(__file__).parent / "names"
ARABIC_SCRIPT = ("ar", "fa", "ur", "ckb")


@dataclass(frozen=True, slots=True)
class Name:
    """What a place is called. `persian` is empty where it is read as in Arabic."""

    arabic: str
    persian: str
    english: str

    def in_language(self, language: str) -> str:
        if language == "fa":
            return self.persian or self.arabic.translate(_AS_PERSIAN)
        return self.arabic if language in ARABIC_SCRIPT else self.english

    @property
    def all(self) -> set[str]:
        return {self.arabic, self.persian, self.english} - {""}


_AS_PERSIAN = str.maketrans("يكىةإأ", "یکیهاا")


@dataclass(frozen=True, slots=True)
class City:
    """A city, where it is, and whether it is a capital."""

    country: str
    source: str
    longitude: float
    latitude: float
    people: int
    is_capital: bool
    name: Name


@dataclass(frozen=True, slots=True)
class Place:
    """Where something named lies: `name` as the language has it, `country` as a code."""

    name: str
    country: str
    longitude: float
    latitude: float


def _rows(folder: Path, name: str, width: int) -> Iterable[list[str]]:
    for line in (folder / name).read_text("utf-8").splitlines():
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


@cache
def countries() -> dict[str, Name]:
    """By ISO code."""
    return {code: Name(ar, fa, en) for code, ar, fa, en in _rows(NAMES, "countries.tsv", 4)}


@cache
def units() -> dict[str, Name]:
    """First-level units by `SY:Aleppo`, the country's code and the name in the source."""
    rows = _rows(NAMES, "units.tsv", 5)
    return {f"{country}:{source}": Name(ar, fa, en or source) for country, source, ar, fa, en in rows}


@cache
def former_units() -> dict[str, Name]:
    """Of which time the first-level units of a country are, where they are no longer those of today."""
    return {code: Name(ar, fa, en) for code, ar, fa, en in _rows(NAMES, "former_units.tsv", 4)}


def former_units_text(codes: Iterable[str], language: str) -> str:
    """What is said of countries whose units are of another time; empty where there is none."""
    notes = [former_units()[code].in_language(language) for code in codes if code in former_units()]
    return ("؛ " if language in ARABIC_SCRIPT else "; ").join(notes)


@cache
def cities() -> list[City]:
    """Capitals first, then by people."""
    names = {(c, source): Name(ar, fa, en or source) for c, source, ar, fa, en in _rows(NAMES, "cities.tsv", 5)}
    found = [
        City(country, source, float(x), float(y), int(people), capital == "1", names[country, source])
        for country, source, x, y, people, capital in _rows(SHAPES, "cities.tsv", 6)
    ]
    return sorted(found, key=lambda city: (not city.is_capital, -city.people))


def country_name(code: str, language: str) -> str:
    """Empty for a code that is not known."""
    name = countries().get(code)
    return name.in_language(language) if name else ""


def code_of_country(text: str) -> str:
    """The code of a country named in any of the languages, or by the code itself; empty when there is none."""
    return _codes_of_countries().get(_key(text), "")


def code_of_unit(text: str, country: str = "") -> str:
    """The code of a unit by its name; one of `country` before its namesakes."""
    found = _codes_of_units().get(_key(text), [])
    return next((code for code in found if code.startswith(f"{country}:")), found[0] if found else "")


@cache
def _codes_of_units() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, name in units().items():
        for key in {_key(text) for text in (code, *name.all)}:
            found.setdefault(key, []).append(code)
    return found


def find_place(text: str, language: str = "ar", near: Iterable[str] = ()) -> Place | None:
    """The city, else the unit or the country of that name; in one of the countries `near` before all others."""
    near = set(near)
    found = sorted(_places().get(_key(text), ()), key=lambda entry: entry[1] not in near)
    if not found:
        return None
    name, country, x, y = found[0]
    return Place(name.in_language(language), country, x, y)


def places_like(text: str, language: str, near: Iterable[str] = (), count: int = 8) -> list[Place]:
    """Places whose name begins so, the nearer ones and the larger ones first."""
    start, near = _key(text), set(near)
    if not start:
        return []
    found = [entry for key, entries in _places().items() if key.startswith(start) for entry in entries]
    found.sort(key=lambda entry: entry[1] not in near)
    places: dict[tuple[str, str], Place] = {}
    for name, country, x, y in found:
        place = Place(name.in_language(language), country, x, y)
        # A province may be called as its capital, which comes first.
        places.setdefault((place.name, country), place)
    return list(places.values())[:count]


@cache
def _places() -> dict[str, list[tuple[Name, str, float, float]]]:
    found: dict[str, list[tuple[Name, str, float, float]]] = {}
    entries = [(city.name, city.country, city.longitude, city.latitude) for city in cities()]
    entries += [(name, code[:2], *_middle(layer("units").shapes[code].box)) for code, name in units().items()]
    known = layer("near").shapes
    entries += [(name, code, *_middle(known[code].box)) for code, name in countries().items() if code in known]
    for entry in entries:
        for text in entry[0].all:
            found.setdefault(_key(text), []).append(entry)
    return found


def _middle(box: Box) -> tuple[float, float]:
    return round((box[0] + box[2]) / 2, 3), round((box[1] + box[3]) / 2, 3)


@cache
def _codes_of_countries() -> dict[str, str]:
    return {_key(text): code for code, name in countries().items() for text in {code, *name.all}}


def _key(text: str) -> str:
    """How a name is looked up: without its article, marks and joints."""
    folded = mild_fold(text.strip().lower().replace("-", " ").replace("\u200c", " "))
    return " ".join(folded.removeprefix("ال").split())
