import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.typography import accepted, proposals

from .texts import tricky_texts


def all_accepted(text, language="ar"):
    return accepted(text, proposals(text, language))


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("وصل الماء, ثم عاد", "وصل الماء، ثم عاد"),
        ("وصل; ثم عاد", "وصل؛ ثم عاد"),
        ("هل وصل؟ وهل عاد?", "هل وصل؟ وهل عاد؟"),
        ('قال "وصل الماء" ومضى', "قال «وصل الماء» ومضى"),
        ("قال “وصل الماء” ومضى", "قال «وصل الماء» ومضى"),
        ("ثم ... عاد", "ثم … عاد"),
        ("الماء -- كما قال -- عاد", "الماء – كما قال – عاد"),
        ("وصل الماء،ثم عاد", "وصل الماء، ثم عاد"),
        ("قال « وصل الماء » ومضى", "قال «وصل الماء» ومضى"),
    ],
)
def test_what_is_set_carelessly_is_proposed(text, better):
    assert all_accepted(text) == better


@pytest.mark.parametrize(
    "text",
    [
        "1,250.5 دولار",
        'He said, "well"; why?',
        'شاشة 15" من Apple',
        "انظر https://example.org/ماء?x=1,2 هنا",
        "«وصل الماء»، ثم عاد؛ هل عاد؟",
        "راسل a.b...c@example.org",
    ],
)
def test_what_is_right_is_left(text):
    assert proposals(text, "ar") == []


def test_other_languages_are_left():
    assert proposals('قال "نعم", ثم مضى', "en") == []
    assert proposals("گفت, رفت", "fa")


def test_each_is_accepted_by_itself():
    text = "أول, ثان; ثالث"
    first, second = proposals(text, "ar")
    assert accepted(text, [first]) == "أول، ثان; ثالث"
    assert accepted(text, [second]) == "أول, ثان؛ ثالث"
    assert accepted(text, []) == text
    assert first.context == ("أول", " ثان; ثالث")


@given(st.one_of(tricky_texts, st.text('اب,;?"“”«»(). -…1', max_size=30)))
def test_proposals_stand_apart_and_say_what_is_there(text):
    found = proposals(text, "ar")
    ends = [0, *(one.end for one in found)]
    assert all(one.start >= end for one, end in zip(found, ends, strict=False))
    assert all(text[one.start : one.end] == one.before for one in found)
    assert len(accepted(text, found)) >= 0
