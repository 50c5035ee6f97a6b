"""Reads events out of a pasted table, CSV or GeoJSON. Pure: nothing is stored, nothing that was given is lost.

The first row of a table names its columns, in Arabic, Persian or English; their order is free. What cannot be taken
comes back line by line as it was given, with the reason.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from warraq.language.digits import ascii_digits
from warraq.language.fold import mild_fold

from .basemap.names import find_place
from .tracing import BadOutline, geometries, point_of

MOST_ROWS = 2_000
COLUMNS = {
    "date": "date day from start تاريخ يوم من تاریخ روز از",
    "until": "until to end إلى حتى نهاية تا پایان",
    "place": "place city location مكان مدينة موقع مکان شهر محل",
    "longitude": "longitude lon lng x طول",
    "latitude": "latitude lat y عرض",
    "text": "text what event description نص حدث وصف خبر متن رویداد شرح",
    "layer": "layer kind type طبقة نوع صنف لایه گونه",
    "source": "source مصدر منبع",
    "source_url": "url link source_url رابط عنوان پیوند نشانی",
    "confidence": "confidence ثقة درجة اطمینان",
}
SURE = {
    "confirmed": "confirmed مؤكد مؤكدة تأییدشده",
    "likely": "likely مرجح مرجحة محتمل",
    "claimed": "claimed ادعاء مزعوم ادعا",
}
LONGEST_CELL = 100_000
NEEDED = ("date", "place", "text")


@dataclass(frozen=True)
class Taken:
    """A row that can be an event: `values` by the fields of a MapEvent."""

    line: int
    given: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """A row that cannot, as it was given, and why."""

    line: int
    given: str
    reason: str


@dataclass
class Reading:
    taken: list[Taken] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    # The row that names the columns, so that what was refused can be mended and sent again.
    heading: str = ""

    @property
    def rest(self) -> str:
        """What was refused, ready to be mended; empty when all was taken."""
        rows = [row.given for row in self.refused]
        return "\n".join([self.heading, *rows] if self.heading and rows else rows)


def read_events(text: str, near: Iterable[str] = ()) -> Reading:
    """Everything in the text; `near` are the countries of the map, whose places come before their namesakes."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    near = tuple(near)
    return _read_geojson(text, near) if text.startswith("{") else _read_table(text, near)


# --- tables ---


def _read_table(text: str, near: tuple[str, ...]) -> Reading:
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=False))
    except csv.Error:
        lines = None
    # How long a cell may be at most is a setting of the whole process, which others change.
    if lines is None or any(len(cell) > LONGEST_CELL for cells in lines for cell in cells):
        return Reading(refused=[Refused(1, text, _("This is no table: a quotation mark may be missing."))])
    if not lines:
        return Reading()
    columns = [_column(name) for name in lines[0]]
    heading = _as_line(lines[0])
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        reason = _("The first row names no column for: %(columns)s.") % {"columns": ", ".join(missing)}
        return Reading(refused=[Refused(1, text, reason)])
    reading = Reading(heading=heading)
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
            _sort_in(reading, number, values, _as_line(cells), near)
    return reading


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max("\t;,", key=first.count)


def _as_line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="").writerow(cells)
    return out.getvalue()


def _column(name: str) -> str:
    words = [word.removeprefix("ال") for word in _key(name).split()]
    for column, known in COLUMNS.items():
        if any(word in _key(known).split() for word in words):
            return column
    return ""


def _key(text: str) -> str:
    return mild_fold(text.strip().lower())


# --- GeoJSON ---


def _read_geojson(text: str, near: tuple[str, ...]) -> Reading:
    reading = Reading()
    try:
        data = json.loads(text)
    except ValueError:
        reading.refused.append(Refused(1, text, _("This begins like GeoJSON and is not.")))
        return reading
    features = data.get("features") if data.get("type") == "FeatureCollection" else [data]
    for number, feature in enumerate(features if isinstance(features, list) else [], start=1):
        given = json.dumps(feature, ensure_ascii=False)
        try:
            values = _values_of(feature)
        except BadOutline as error:
            reading.refused.append(Refused(number, given, _("Not a point: %(error)s.") % {"error": error}))
            continue
        _sort_in(reading, number, values, given, near)
    return reading


def _values_of(feature: Any) -> dict[str, str]:
    found = list(geometries(feature))
    if len(found) != 1 or found[0].get("type") != "Point":
        raise BadOutline("only points are events")
    x, y = point_of(found[0].get("coordinates"))
    properties = feature.get("properties") if isinstance(feature.get("properties"), dict) else {}
    values = {_column(str(name)): str(value).strip() for name, value in properties.items() if value is not None}
    values.pop("", None)
    return values | {"longitude": str(x), "latitude": str(y)}


# --- one row ---


def _sort_in(reading: Reading, number: int, values: dict[str, str], given: str, near: tuple[str, ...]) -> None:
    if len(reading.taken) >= MOST_ROWS:
        reading.refused.append(Refused(number, given, _("Too many rows at once.")))
        return
    try:
        reading.taken.append(Taken(number, given, _checked(values, near)))
    except ValueError as error:
        reading.refused.append(Refused(number, given, str(error)))


def _checked(values: dict[str, str], near: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an event; ValueError says in the editor's language what is wrong."""
    for name in NEEDED:
        if not values.get(name):
            raise ValueError(_("Nothing stands under: %(column)s.") % {"column": name})
    longitude, latitude = _point(values, near)
    start, until = _day(values["date"]), _day(values["until"]) if values.get("until") else None
    if until and until < start:
        raise ValueError(_("It ends before it begins."))
    url = values.get("source_url", "")
    if url and not url.startswith(("https://", "http://")):
        raise ValueError(_("“%(text)s” is no address of a source.") % {"text": url[:80]})
    return {
        "date": start,
        "until": until,
        "place": values["place"][:120],
        "longitude": longitude,
        "latitude": latitude,
        "text": values["text"],
        "layer": values.get("layer", "")[:60],
        "source": values.get("source", "")[:160],
        "source_url": url[:500],
        "confidence": _sureness(values.get("confidence", "")),
    }


def _point(values: dict[str, str], near: tuple[str, ...]) -> tuple[float, float]:
    if values.get("longitude") or values.get("latitude"):
        pair = [ascii_digits(values.get(name, "")).replace("٫", ".") for name in ("longitude", "latitude")]
        try:
            return point_of(pair)
        except BadOutline as error:
            raise ValueError(_("Longitude and latitude are not two numbers on the earth.")) from error
    found = find_place(values["place"], near=near)
    if found is None:
        raise ValueError(_("Nobody knows where “%(place)s” is.") % {"place": values["place"][:80]})
    return found.longitude, found.latitude


def _day(text: str) -> date:
    """`2026-03-05`, `5/3/2026`, in any digits; the day comes before the month."""
    parts = ascii_digits(text.strip()).replace("/", "-").replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) != 3:
            raise ValueError
        year, month, day = numbers if len(parts[0]) == 4 else numbers[::-1]
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no date such as 2026-03-05.") % {"text": text[:40]}) from error


def _sureness(text: str) -> str:
    if not text:
        return "confirmed"
    for value, known in SURE.items():
        if _key(text) in _key(known).split():
            return value
    raise ValueError(_("“%(text)s” says not how sure it is.") % {"text": text[:40]})


def without_known(reading: Reading, events: Iterable[Any]) -> Reading:
    """The same reading; rows that stand on the map already, or twice in the table, are refused."""
    seen = {(event.date, event.place, event.text) for event in events}
    left = Reading(refused=list(reading.refused), heading=reading.heading)
    for row in reading.taken:
        key = (row.values["date"], row.values["place"], row.values["text"])
        if key in seen:
            left.refused.append(Refused(row.line, row.given, _("It is there already.")))
        else:
            seen.add(key)
            left.taken.append(row)
    return left
