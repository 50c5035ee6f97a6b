"""Charts: every value is somewhere, no words lie over others, scales rise."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.charts.drawing import draw
from warraq.charts.ink import Bar, Line, Mark, lying_over
from warraq.charts.lines import spread
from warraq.charts.scales import scale_of
from warraq.charts.svg import sheet_svg
from warraq.charts.table import Series, Table
from warraq.charts.wanted import FORMS, NARROW, WIDE, Wanted

NAMES = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", min_size=3, max_size=26).map(str.strip).filter(bool)
VALUES = st.one_of(st.none(), st.decimals(-5_000, 5_000, places=1))
PARTS = st.one_of(st.none(), st.decimals(0, 5_000, places=1))


@st.composite
def tables(draw_one, values=VALUES):
    rows = draw_one(st.lists(NAMES, min_size=2, max_size=9))
    names = draw_one(st.lists(NAMES, min_size=1, max_size=5))
    size = len(rows)
    series = [Series(name, tuple(draw_one(st.lists(values, min_size=size, max_size=size)))) for name in names]
    return Table("", tuple(rows), tuple(series))


def wanted_of(form, table, width=NARROW, **options):
    return Wanted(table, form, width, **options)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_words_lie_over_others_and_all_stand_on_the_sheet(form, width, data):
    table = data.draw(tables(PARTS if form == "stacked" else VALUES))
    sheet = draw(wanted_of(form, table, width, missing="لا بيانات", partial="ناقص"))
    texts = sheet.turned().texts
    assert lying_over(texts) == []
    for text in sheet.turned().texts:
        left, top, right, bottom = text.box
        assert left >= -1
        assert right <= width + 1
        assert top >= -1
        assert bottom <= sheet.height + 1


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_value_is_drawn(form, data):
    table = data.draw(tables(PARTS.filter(lambda value: value != 0) if form == "stacked" else VALUES))
    sheet = draw(wanted_of(form, table))
    known = len(list(table.known()))
    keys = len(table.series) if len(table.series) > 1 else 0
    if form in ("bar", "stacked"):
        assert sum(isinstance(piece, Bar) for piece in sheet.pieces) == known + keys
    elif form == "dot":
        assert sum(isinstance(piece, Mark) for piece in sheet.pieces) == known + keys
    elif form == "line":
        points = [point for piece in sheet.pieces if isinstance(piece, Line) and piece.series for point in piece.points]
        alone = [piece for piece in sheet.pieces if isinstance(piece, Mark)]
        # Every value is a mark, and every run of them a line.
        assert len(alone) >= known
        assert len(points) <= known + 2 * keys


@given(st.lists(st.decimals(-(10**7), 10**7, places=2), min_size=1), st.integers(2, 8), st.booleans())
def test_a_scale_holds_all_values_and_rises(values, about, from_zero):
    scale = scale_of(values, about, from_zero)
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert len(scale.ticks) <= 2 * about + 2
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    places = [scale.place(value) for value in sorted(values)]
    assert places == sorted(places)
    if from_zero:
        assert scale.has_zero


@given(st.lists(st.floats(0, 200), min_size=1, max_size=6))
def test_names_at_the_ends_of_lines_stand_apart(places):
    found = spread(sorted(places), 18, 0, 200)
    assert all(b - a >= 18 - 1e-6 for a, b in zip(found, found[1:], strict=False))


def test_bars_grow_from_the_side_where_reading_begins():
    table = Table("", ("أ", "ب"), (Series("س", (Decimal(1), Decimal(2))),))
    ltr, rtl = (draw(wanted_of("bar", table, is_rtl=is_rtl)) for is_rtl in (False, True))
    left = [piece.x for piece in ltr.pieces if isinstance(piece, Bar)]
    right = [NARROW - piece.x - piece.width for piece in rtl.pieces if isinstance(piece, Bar)]
    assert left == right
    assert [text.text for text in ltr.texts] == [text.text for text in rtl.texts]


def test_a_missing_value_is_said_and_a_line_has_a_gap_there():
    table = Table("", tuple("أبجد"), (Series("س", (Decimal(1), None, Decimal(3), Decimal(4))),))
    assert "لا بيانات" in [text.text for text in draw(wanted_of("bar", table, missing="لا بيانات")).texts]
    lines = [piece for piece in draw(wanted_of("line", table)).pieces if isinstance(piece, Line) and piece.series]
    assert [len(line.points) for line in lines] == [2]


def test_the_drawing_is_a_picture_with_words_and_without_styles_or_scripts():
    table = Table("", ("<أ>", "ب"), (Series('"س"', (Decimal(1), Decimal(2))), Series("ص", (None, Decimal(-4)))))
    for form in FORMS:
        text = sheet_svg(draw(wanted_of(form, table)), "c1", 'ال"وصف" <هنا>', "rtl")
        assert 'role="img"' in text
        assert "style" not in text
        assert "<أ>" not in text
