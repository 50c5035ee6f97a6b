import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.bidi import seen
from warraq.language.direction import direction, isolate, set_apart, strip_marks

from .texts import tricky_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نص", "rtl"),
        ("«نص»", "rtl"),
        ("3 texts", "ltr"),
        ("2024", None),
        ("", None),
        ("\u2067نص\u2069 a", "ltr"),
    ],
)
def test_the_first_strong_letter_decides(text, expected):
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("شركة Apple Inc. هنا", "rtl", "شركة ⁨Apple Inc⁩. هنا"),
        ("لغة C++ و(WHO) هنا", "rtl", "لغة ⁨C++⁩ و(⁨WHO⁩) هنا"),
        ("بين 2020-2024 و3:1", "rtl", "بين ⁨2020-2024⁩ و⁨3:1⁩"),
        ("الحرارة 35 °C اليوم", "rtl", "الحرارة ⁨35 °C⁩ اليوم"),
        ("هاتف +961 1 234567", "rtl", "هاتف ⁨+961 1 234567⁩"),
        ("Covid 19 ينتشر", "rtl", "⁨Covid 19⁩ ينتشر"),
        ("He said مرحبا بكم today", "ltr", "He said ⁨مرحبا بكم⁩ today"),
        ("نص عربي 2024", "rtl", "نص عربي 2024"),
    ],
)
def test_runs_of_the_other_direction_are_set_apart(text, base, expected):
    assert isolate(text, base) == expected


@given(tricky_texts, st.sampled_from(["rtl", "ltr"]))
def test_isolating_adds_only_balanced_marks_and_only_once(text, base):
    isolated = isolate(text, base)
    assert strip_marks(isolated) == strip_marks(text)
    assert isolated.count("\u2068") == isolated.count("\u2069")
    assert isolate(isolated, base) == isolated


@pytest.mark.parametrize(
    ("headline", "own"), [("لغة C++ (1985) و2020-2024", "rtl"), ("BBC قالت: 3:1", "rtl"), ("The word فتح (2)", "ltr")]
)
@pytest.mark.parametrize(("around", "base"), [("Waits for you: %s", "ltr"), ("ينتظرك: %s", "rtl")])
def test_a_headline_set_apart_is_seen_alike_in_a_line_of_either_direction(headline, own, around, base):
    apart = set_apart(headline, own)
    assert seen(isolate(headline, own), own) in seen(around % apart, base)
    assert strip_marks(apart) == headline
