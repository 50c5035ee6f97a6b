import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from warraq.dates.report import describe, run


def answers(lines):
    out = io.StringIO()
    code = run(lines, out)
    out.getvalue().encode("utf-8")
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_day_is_described_in_every_calendar():
    assert describe(date(2023, 8, 15)) == {
        "gregorian": "2023-08-15",
        "umalqura": [1445, 1, 28],
        "persian": [1402, 5, 24],
        "weekday": "الثلاثاء",
        "text": "الثلاثاء 28 محرم 1445 · 15 آب/أغسطس 2023",
    }


def test_outside_the_table_the_hijri_date_is_null_and_not_in_the_text():
    described = describe(date(1900, 1, 1))
    assert described["umalqura"] is None
    assert described["text"] == "الاثنين 1 كانون الثاني/يناير 1900"


def test_letters_are_printed_as_they_are():
    out = io.StringIO()
    run(["2023-08-15"], out)
    assert "الثلاثاء" in out.getvalue()


def test_a_bad_line_is_named_and_the_rest_goes_on():
    code, lines = answers(["2023-08-15\n", "\n", "2023-02-30\n", "٢٠٢٣-٠٨-١٥\r\n"])
    assert code == 1
    assert [line.get("gregorian") for line in lines] == ["2023-08-15", None, "2023-08-15"]
    assert lines[1] == {"error": "day is out of range for month", "line": 3, "input": "2023-02-30"}


def test_good_lines_end_well_in_any_digits():
    assert answers(["\ufeff2023-08-15", "۲۰۲۳-۰۸-۱۵", "\u200e2023-08-15\u200f"])[0] == 0


def test_an_endless_line_is_answered_shortly():
    _, lines = answers(["2023-08-15" * 100_000])
    assert len(lines[0]["input"]) <= 200


@given(st.lists(st.one_of(st.text(), st.dates().map(str)), max_size=5))
def test_no_input_stops_it(lines):
    code, answered = answers(lines)
    assert code == any("error" in answer for answer in answered)
    assert len(answered) <= len(lines)
