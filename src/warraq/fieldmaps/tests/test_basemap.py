"""The names of the basemap are written with care, and every one of them has its place."""

import re
from collections import Counter

import pytest

from warraq.fieldmaps.basemap.names import NAMES, cities, code_of_country, code_of_unit, countries, find_place, units
from warraq.fieldmaps.basemap.shapes import SHAPES, layer
from warraq.fieldmaps.settings import disputed
from warraq.language.clean import clean
from warraq.language.faults import faults

# A word of Arabic letters with at most the marks that tell it from another.
ARABIC = re.compile("[ء-غف-ي]+[\u064b-\u0652ء-غف-ي]*(?: [ء-غف-ي\u064b-\u0652]+)*")
PERSIAN = re.compile("[ء-غف-يپچژکگیة\u064b-\u0652]+(?:[ \u200c][ء-غف-يپچژکگی\u064b-\u0652]+)*")
LARGEST = 700_000


def every_name():
    yield from (("country", code, name) for code, name in countries().items())
    yield from (("unit", code, name) for code, name in units().items())
    yield from (("city", f"{city.country}:{city.source}", city.name) for city in cities())


def test_arabic_names_hold_arabic_letters_and_nothing_else():
    assert [code for _kind, code, name in every_name() if not ARABIC.fullmatch(name.arabic)] == []


def test_persian_names_hold_persian_letters_and_nothing_else():
    written = [(code, name.persian) for _kind, code, name in every_name() if name.persian]
    assert [code for code, text in written if not PERSIAN.fullmatch(text)] == []
    assert [text for _code, text in written if set(text) & set("يك")] == []


def test_names_are_clean_as_any_text_of_the_site():
    assert [code for _kind, code, name in every_name() if clean(name.arabic, "ar") != name.arabic] == []
    assert [code for _kind, code, name in every_name() if faults(name.arabic, "ar")] == []


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_no_two_places_of_a_kind_have_the_same_name_within_a_country(language):
    named = Counter((kind, code[:2], name.in_language(language)) for kind, code, name in every_name())
    assert [key for key, times in named.items() if times > 1] == []


def test_no_two_countries_have_the_same_name():
    assert len({name.arabic for name in countries().values()}) == len(countries())


def test_what_the_source_does_not_know_is_listed_as_our_own_spelling():
    # tools/basemap.py refuses a name that is neither among the source's nor here.
    own = (NAMES / "own_spellings.txt").read_text("utf-8").splitlines()
    assert set(own) <= {city.name.arabic for city in cities()}


def test_every_country_and_unit_has_its_shape():
    assert countries().keys() <= layer("near").shapes.keys()
    assert units().keys() == layer("units").shapes.keys()


def test_the_arab_world_iran_and_turkiye_have_all_their_units():
    counted = Counter(code[:2] for code in units())
    assert len(units()) > 400
    assert (counted["DZ"], counted["EG"], counted["IQ"], counted["SY"], counted["TR"], counted["IR"]) == (
        *(48, 27, 18, 15, 81, 31),
    )


def test_every_border_that_is_disputed_is_on_the_map():
    pairs = {"-".join(sides) for sides in layer("near").sides.values() if len(sides) == 2}
    assert disputed().keys() <= pairs | layer("claims").shapes.keys()


def test_the_basemap_is_small():
    assert sum(path.stat().st_size for path in SHAPES.iterdir()) <= LARGEST


@pytest.mark.parametrize(
    ("text", "country"),
    [("الموصل", "IQ"), ("موصل", "IQ"), ("Mosul", "IQ"), ("حلب", "SY"), ("القاهره", "EG"), ("تهران", "IR")],
)
def test_a_place_is_found_by_any_of_its_spellings(text, country):
    assert find_place(text).country == country


def test_of_two_places_of_a_name_the_one_of_the_map_is_meant():
    assert find_place("طرابلس", near=["LB"]).country == "LB"
    assert find_place("طرابلس", near=["LY"]).country == "LY"


def test_nothing_is_found_for_a_name_nobody_has():
    assert find_place("مدينة لا وجود لها") is None
    assert find_place("") is None
    assert (code_of_country("بلاد الواق"), code_of_unit("")) == ("", "")
