"""What is drawn for print: the site's own styles in place of variables, its own faces, Arabic from the right."""

from io import BytesIO

import pytest
from PIL import Image

from warraq.drawing.lettering import broken_lines, width_of
from warraq.drawing.picture import PRINT_WIDTH, png_of
from warraq.drawing.poster import ROOM, Poster
from warraq.drawing.styles import rules, tokens


def ink(picture: bytes, box: tuple[int, int, int, int]) -> bool:
    """Is there anything but paper in a part of a picture?"""
    return Image.open(BytesIO(picture)).convert("L").crop(box).getextrema()[0] < 200


def test_tokens_are_those_of_the_light_scheme():
    assert tokens()["d1"] == "#0d5c63"
    assert tokens()["paper"] == "#ffffff"


@pytest.mark.parametrize("sheet", ["56-charts.css", "67-maps.css"])
def test_rules_hold_no_variable_condition_or_choice(sheet):
    css = rules(sheet, k="2", c="#123456")
    assert css.count("{") == css.count("}") > 20
    for word in ("var(", "@", ":is(", "light-dark", "px *"):
        assert word not in css


def test_a_selector_with_choices_is_spelled_out():
    assert ".map__mark circle, .map__mark path, .mark circle, .mark path {" in rules("67-maps.css", k="2", c="#123456")


def test_a_poster_begins_at_the_right_in_arabic_and_at_the_left_in_english():
    for direction, (inked, bare) in {"rtl": (1, 0), "ltr": (0, 1)}.items():
        poster = Poster(direction, "")
        poster.write("title", "الماء" if direction == "rtl" else "Water")
        picture = png_of(poster.svg(), 800)
        halves = [(0, 0, 400, 90), (400, 0, 800, 90)]
        assert ink(picture, halves[inked])
        assert not ink(picture, halves[bare])


def test_a_picture_is_as_wide_as_a_newspaper_prints():
    poster = Poster("rtl", "")
    poster.write("title", "منسوب الماء")
    picture = Image.open(BytesIO(png_of(poster.svg())))
    assert (picture.format, picture.width) == ("PNG", PRINT_WIDTH)


def test_markup_in_a_text_is_only_text():
    poster = Poster("rtl", "")
    poster.write("title", '<script>&"</text>')
    assert "<script>" not in poster.svg()
    assert png_of(poster.svg(), 400)


def test_what_is_no_svg_is_refused():
    with pytest.raises(ValueError, match="."):
        png_of("<p>")


def test_lines_are_broken_at_words_and_the_last_is_cut():
    text = "يقيس المرصد منسوب الماء في النهر كل صباح منذ سبعين عامًا " * 4
    lines = broken_lines(text, "text", 19, ROOM, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line, "text", 19) <= ROOM for line in lines)
