"""The sheets are written once for both directions, stay small, and can be read in both schemes."""

import gzip
import re

import pytest

from warraq.theme import bundle

BUDGET = 12_000
PHYSICAL = re.compile(r"(?<![\w-])[a-z-]*\b(?:left|right)\b[a-z-]*\s*:|:\s*(?:left|right)\b")
SHEETS = bundle.house_sheets()
AA = 4.5
TEXT_ON = [(text, ground) for text in ("ink", "soft", "accent", "mark") for ground in ("paper", "sheet", "tint")]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_style_sheet_names_a_side(sheet):
    assert not PHYSICAL.search(sheet.read_text())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_style_sheet_parts_the_letters_of_arabic(sheet):
    assert "letter-spacing" not in sheet.read_text()


@pytest.mark.parametrize("sheet", SHEETS[1:], ids=lambda sheet: sheet.name)
def test_every_rule_stands_in_a_layer(sheet):
    rest = re.sub(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", bundle.minify(sheet.read_text()))
    assert set(re.findall(r"@?[^@]+", rest)) <= {
        "@layer base",
        "@layer parts",
        "@layer pages",
        "@layer print",
    }


@pytest.mark.parametrize("sheet", SHEETS[1:], ids=lambda sheet: sheet.name)
def test_colours_come_from_the_tokens(sheet):
    on_screen = sheet.read_text().partition("@layer print")[0]
    # Black and white are those of films, masks and pills over pictures.
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", on_screen)) <= {"#000", "#fff"}


def test_the_whole_sheet_keeps_its_budget(tmp_path):
    assert len(gzip.compress(bundle.compose(tmp_path).encode(), 9)) <= BUDGET


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*TEXT_ON, ("on-mark", "mark"), ("paper", "accent")])
def test_text_can_be_read_on_its_ground(text, ground, scheme):
    tokens = colours()
    assert contrast(tokens[text][scheme], tokens[ground][scheme]) >= AA


def colours() -> dict[str, tuple[str, str]]:
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", SHEETS[0].read_text())
    return {name: (light, dark) for name, light, dark in pairs}


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
