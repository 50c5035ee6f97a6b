"""A pasted table becomes events; what cannot be taken comes back as it was given, with the reason."""

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.fieldmaps.reading import read_events, without_known
from warraq.testing import make_event

HEADING = "التاريخ\tالمكان\tالنص\tالمصدر"


def test_a_row_of_a_spreadsheet_becomes_an_event():
    reading = read_events(f"{HEADING}\tالرابط\n2026-03-05\tالموصل\tشوهد سرب.\tالمرصد\thttps://example.org/1")
    (row,) = reading.taken
    assert row.values["date"] == date(2026, 3, 5)
    assert (row.values["longitude"], row.values["latitude"]) == (43.119, 36.335)
    assert (row.values["source"], row.values["source_url"]) == ("المرصد", "https://example.org/1")
    assert reading.refused == []


def test_columns_are_known_in_three_languages_and_stand_in_any_order():
    texts = (
        "text,date,place\nStorks.,2026-03-05,Mosul",
        "رویداد;تاریخ;مکان\nدسته لک‌لک;2026-03-05;موصل",
        "ماذا حدث (النص)\tتاريخ الحدث\tالمكان\nسرب.\t٥/٣/٢٠٢٦\tالموصل",
    )
    for text in texts:
        (row,) = read_events(text).taken
        assert (row.values["date"], row.values["longitude"]) == (date(2026, 3, 5), 43.119)


def test_what_is_wrong_with_a_row_is_said_and_the_row_kept():
    rows = [
        "2026-13-05\tالموصل\tنص\tمصدر",
        "2026-03-05\tمكان لا يعرفه أحد\tنص\tمصدر",
        "2026-03-05\tالموصل\t\tمصدر",
    ]
    reading = read_events("\n".join([HEADING, *rows, "2026-03-05\tحلب\tنص\tمصدر"]))
    assert [row.given for row in reading.refused] == rows
    assert [row.line for row in reading.refused] == [2, 3, 4]
    assert all(row.reason for row in reading.refused)
    assert len(reading.taken) == 1
    assert reading.rest == "\n".join([HEADING, *rows])


def test_a_table_without_its_columns_is_given_back_whole():
    text = "2026-03-05\tالموصل\tشوهد سرب."
    reading = read_events(text)
    assert reading.taken == []
    assert reading.rest == text


def test_points_of_geojson_become_events_and_other_shapes_are_refused():
    point = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [43.1, 36.3]},
        "properties": {"date": "2026-03-05", "place": "قرية", "text": "سرب", "url": "https://example.org"},
    }
    line = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "properties": {}}
    reading = read_events(json.dumps({"type": "FeatureCollection", "features": [point, line]}))
    assert [row.values["place"] for row in reading.taken] == ["قرية"]
    assert [json.loads(row.given) for row in reading.refused] == [line]


def test_an_address_that_would_run_a_script_is_refused():
    reading = read_events(f"{HEADING}\tالرابط\n2026-03-05\tالموصل\tنص\tمصدر\tjavascript:alert(1)")
    assert reading.taken == []


def test_nothing_goes_in_twice():
    row = "2026-03-05\tالموصل\tشوهد سرب من اللقالق.\tمصدر"
    reading = without_known(read_events("\n".join([HEADING, row, row])), [])
    assert (len(reading.taken), len(reading.refused)) == (1, 1)
    known = without_known(read_events(f"{HEADING}\n{row}"), [make_event()])
    assert (len(known.taken), known.rest) == (0, f"{HEADING}\n{row}")


@given(st.text(max_size=300))
def test_no_text_is_lost_and_none_breaks_the_reading(text):
    reading = read_events(text)
    assert reading.taken or reading.refused or not "".join(text.replace("\ufeff", "").split("\n")[1:]).strip()


@given(st.lists(st.lists(st.text("abcال 0-/\"'", max_size=8), min_size=4, max_size=4), max_size=8))
def test_every_row_is_taken_or_refused(rows):
    lines = ["\t".join(cell.replace('"', "") for cell in row) for row in rows]
    reading = read_events("\n".join([HEADING, *lines]))
    full = [line for line in lines if line.strip()]
    assert len(reading.taken) + len(reading.refused) == len(full)


@pytest.mark.parametrize("limit", [131_072, 10_000_000])
def test_a_quotation_mark_that_is_never_closed_breaks_nothing(limit):
    text = HEADING + '\n2026-03-05\tالموصل\t"' + "نص " * 70_000
    before = csv.field_size_limit(limit)
    try:
        reading = read_events(text)
    finally:
        csv.field_size_limit(before)
    assert (reading.taken, reading.rest) == ([], text.strip())
