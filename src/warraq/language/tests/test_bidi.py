import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.bidi import levels_of, paragraph_direction, seen, visual_order
from warraq.language.direction import isolate

from .texts import tricky_texts

MIXED = st.text("ab ابج12٣٤.,:-–/%°()[]«»!؟+#$\u2066\u2067\u2068\u2069\u0650\u200f", max_size=24)
BASES = st.sampled_from(["rtl", "ltr"])


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        # From left to right as they stand on the screen, Arabic letters and all.
        ("abc", "rtl", "abc"),
        ("ابت", "rtl", "تبا"),
        ("ابت abc", "rtl", "abc تبا"),
        ("ابت abc", "ltr", "تبا abc"),
        ("abc!", "rtl", "!abc"),
        ("ابت 2020-2024", "rtl", "2024-2020 تبا"),
        ("ابت 12%", "rtl", "%12 تبا"),
        ("35 °C", "rtl", "C° 35"),
        ("abc 12%", "rtl", "abc 12%"),
        ("ابت (abc)", "rtl", "(abc) تبا"),
        ("abc (ابت)", "ltr", "abc (تبا)"),
        ("ابت ١٢٣", "rtl", "١٢٣ تبا"),
    ],
)
def test_a_line_is_seen_as_browsers_show_it(text, base, expected):
    assert seen(text, base) == expected


def test_an_isolate_keeps_a_range_and_a_unit_as_they_were_written():
    assert seen(isolate("ابت 2020-2024", "rtl"), "rtl") == "2020-2024 تبا"
    assert seen("\u206635 °C\u2069", "rtl") == "35 °C"


def test_a_client_that_asks_the_text_goes_by_its_first_letter():
    assert paragraph_direction("C++ لغة") == "ltr"
    assert paragraph_direction("لغة C++") == "rtl"
    assert paragraph_direction("2024") == "ltr"


@given(MIXED, BASES)
def test_every_character_is_seen_once(text, base):
    levels = levels_of(text, base)
    assert len(levels) == len(text)
    assert sorted(visual_order(levels)) == list(range(len(text)))
    assert min(levels, default=1) >= (1 if base == "rtl" else 0)


@given(st.text("abcd 12", max_size=20))
def test_left_to_right_alone_is_seen_as_written(text):
    assert seen(text, "ltr") == text


@given(st.text("ابتث", max_size=20))
def test_right_to_left_alone_is_turned_whole(text):
    assert seen(text, "rtl") == seen(text, "ltr") == text[::-1]


@given(tricky_texts, BASES)
def test_what_is_isolated_is_seen_with_the_same_letters(text, base):
    line = " ".join(isolate(text, base).split())
    assert sorted(seen(line, base).translate(TURNED)) == sorted(seen(line, "ltr").translate(TURNED))


# A bracket may be turned in one direction and not in the other.
TURNED = {ord(one): "|" for one in "()[]{}<>«»‹›⟨⟩〈〉"}
