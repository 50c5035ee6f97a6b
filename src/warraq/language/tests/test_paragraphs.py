import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.direction import own_direction
from warraq.language.paragraphs import with_directions

from .texts import tricky_texts

ENGLISH = "The level rose again, the report says."
ARABIC = "ارتفع المنسوب مرة أخرى."


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        (ARABIC, "rtl", "rtl"),
        (ENGLISH, "rtl", "ltr"),
        (ARABIC, "ltr", "rtl"),
        ("«The word فتح means opening»", "rtl", "ltr"),
        # A name in front of an Arabic sentence turns nothing round.
        ("BBC قالت", "rtl", "rtl"),
        ("iPhone 15 Pro يصل إلى الأسواق", "rtl", "rtl"),
        ("وقال: the report is wrong", "rtl", "rtl"),
        ("2024–2025", "rtl", "rtl"),
        ("", "ltr", "ltr"),
    ],
)
def test_a_paragraph_runs_as_its_first_letter_does_unless_that_is_a_name(text, base, expected):
    assert own_direction(text, base) == expected


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{ARABIC}</p><ul><li>{ARABIC}</li></ul>",
        f'<p data-block-key="a1">{ARABIC}</p>',
        f'<p><bdi lang="en">{ENGLISH}</bdi> {ARABIC}</p>',
        "<p>&nbsp;</p><p></p>",
        "من غير فقرة",
        "",
    ],
)
def test_markup_in_which_nothing_runs_otherwise_is_left_letter_by_letter(markup):
    assert with_directions(markup, "rtl") == markup


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p data-block-key="a">One</p><p>اثنان</p>', '<p dir="ltr" data-block-key="a">One</p><p>اثنان</p>'),
        ("<p><b>The</b> report&nbsp;said</p>", '<p dir="ltr"><b>The</b> report&nbsp;said</p>'),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", '<ul dir="ltr"><li>One<ul><li>Two</li></ul></li></ul>'),
        ("<p>One<p>اثنان<p>Three", '<p dir="ltr">One<p>اثنان<p dir="ltr">Three'),
    ],
)
def test_a_paragraph_or_list_that_runs_otherwise_says_so(markup, expected):
    assert with_directions(markup, "rtl") == expected


def test_what_an_editor_has_set_stands_and_is_told_only_where_it_differs():
    assert with_directions(f'<p dir="rtl">{ENGLISH}</p>', "rtl") == f"<p>{ENGLISH}</p>"
    assert with_directions(f'<p dir="ltr">{ARABIC}</p>', "rtl") == f'<p dir="ltr">{ARABIC}</p>'
    assert (
        with_directions('<ul><li dir="rtl">One</li><li dir="rtl">B</li></ul>', "rtl")
        == "<ul><li>One</li><li>B</li></ul>"
    )
    assert with_directions('<ol><li dir="ltr">واحد</li></ol>', "rtl") == '<ol dir="ltr"><li>واحد</li></ol>'


@given(st.lists(tricky_texts, max_size=4), st.sampled_from(["rtl", "ltr"]))
def test_directions_are_all_that_is_written_and_writing_them_again_changes_nothing(texts, base):
    markup = "".join(f"<p>{text.replace('<', '').replace('>', '')}</p>" for text in texts)
    written = with_directions(markup, base)
    assert written.replace(' dir="rtl"', "").replace(' dir="ltr"', "") == markup
    assert with_directions(written, base) == written
