"""The colour of a picture's place: one of few, near to what prevails in the picture."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from warraq import testing, theme
from warraq.media import tones
from warraq.theme.pictures import picture_html

SHEET = Path(theme.__file__).parent / "styles" / "91-tones.css"
COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@given(COLOURS)
def test_every_colour_has_classes_that_the_style_sheet_knows(colour):
    known = set(re.findall(r"\.(tone-\w+)", SHEET.read_text("utf-8")))
    assert set(tones.classes(colour).split()) <= known


@pytest.mark.parametrize(
    ("colour", "expected"),
    [("#000000", "tone-l0 tone-c0"), ("#ffffff", "tone-l5 tone-c0"), ("#a4343a", "tone-l2 tone-c2 tone-h30")],
)
def test_a_picture_of_one_colour_has_that_colour(colour, expected):
    assert tones.tone_of(Image.new("RGB", (300, 200), colour)) == expected


def test_what_prevails_counts_and_not_the_mean():
    picture = Image.new("RGB", (300, 200), "#1050c0")
    picture.paste("#f0d020", (0, 0, 90, 200))
    assert tones.tone_of(picture) == tones.classes((0x10, 0x50, 0xC0))


def test_where_the_page_shows_through_there_is_none():
    assert tones.tone_of(Image.new("RGBA", (30, 20), "#1050c080")) == ""
    assert tones.tone_of(Image.new("RGBA", (30, 20), "#1050c0ff"))


@pytest.mark.django_db
def test_a_picture_has_its_tone_before_it_has_any_size_and_prints_it():
    image = testing.make_image()
    assert image.tone
    assert f'class="{image.tone}"' in picture_html(type(image).objects.get(pk=image.pk))
