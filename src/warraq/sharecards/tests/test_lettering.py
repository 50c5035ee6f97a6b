"""Setting text into a box: what holds for any text, and what a reader of Arabic would trip over."""

from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.sharecards.breaks import ALM, LRM, RLM, marked
from warraq.sharecards.lettering import BOLD, ELLIPSIS, Block, Hand, balanced, covered, drawable, fit, words_of

ARABIC = Hand(BOLD, "rtl", "ar")
SIZES, LINES = (84, 70, 60, 52, 44, 40), 6
MARKS = "".join(map(chr, range(0x64B, 0x653)))
LETTERS = st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچگ")
WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.lists(st.tuples(LETTERS, st.sampled_from([*MARKS, MARKS[0] + "ّ"])), min_size=1, max_size=9).map(
        lambda pairs: "".join(letter + mark for letter, mark in pairs)
    ),
    st.text("abcdefgXYZ-/.", min_size=1, max_size=50),
    st.from_regex(r"[(\[«]?[0-9٠-٩]{1,6}[%)\]»،:]?", fullmatch=True),
    st.sampled_from("و في – : ؟ «نهر» (COP29) [UNESCO] G20».".split()),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
BOXES = st.tuples(st.integers(260, 1100), st.integers(120, 400))


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, (LRM, RLM, ALM))))


def shown(block: Block) -> str:
    return " ".join(bare(line.text) for line in block.lines)


@settings(max_examples=150, deadline=None)
@given(TEXTS, BOXES, st.sampled_from(["rtl", "ltr"]))
def test_text_never_leaves_its_box_and_no_line_touches_another(text, box, direction):
    width, height = box
    hand = Hand(BOLD, direction, "ar")
    block = fit(drawable(text), hand, width, height, SIZES, LINES)
    assert len(block.lines) <= LINES
    inks = [hand.ink(line.text, block.size) for line in block.lines]
    for line, (first, last, top, bottom) in zip(block.lines, inks, strict=True):
        assert last - min(first, 0) <= width
        assert line.baseline + top >= 0
        assert line.baseline + bottom <= height
    for (above, ink), (below, other) in pairwise(zip(block.lines, inks, strict=True)):
        assert above.baseline + ink[3] <= below.baseline + other[2]


@settings(max_examples=100, deadline=None)
@given(TEXTS, BOXES)
def test_what_is_not_cut_is_all_there_in_its_order(text, box):
    block = fit(drawable(text), ARABIC, *box, SIZES, LINES)
    letters = regex.sub(r"\s", "", drawable(text))
    read = regex.sub(r"\s", "", shown(block))
    if block.is_cut:
        assert read.endswith(ELLIPSIS) or not read
        assert letters.startswith(read.removesuffix(ELLIPSIS))
    else:
        assert read == letters


def test_a_short_headline_is_large_and_a_long_one_smaller():
    sizes = [fit("منسوب النهر يعود إلى معدله " * times, ARABIC, 610, 364, SIZES, LINES).size for times in (1, 2, 4)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == SIZES[0] > sizes[-1]


def test_lines_are_about_as_long_as_each_other():
    words = words_of("خريطة الطيور المهاجرة في أربعة بلدان ومتى تعود إلى البحيرات")
    lines = balanced(words, ARABIC, 900, 60, LINES)
    lengths = [ARABIC.width(line, 60) for line in lines]
    assert min(lengths) > 0.7 * max(lengths)


def test_no_line_ends_in_a_word_that_leans_on_the_next():
    lines = balanced(words_of("تقرير جديد عن النهر في العراق"), ARABIC, 420, 60, LINES)
    assert not any(bare(line).split()[-1] in ("عن", "في") for line in lines)


def test_a_mark_that_stands_alone_stays_with_the_word_before_it():
    assert words_of("إسطنبول — باريس : القاهرة ؟") == ["إسطنبول —", "باريس :", "القاهرة ؟"]


def test_vowel_marks_are_never_parted_from_their_letter():
    word = "بَّ" * 60
    block = fit(word, ARABIC, 300, 200, (40,), 3)
    assert block.is_cut
    assert not any(regex.match(r"\p{M}", bare(line.text)) for line in block.lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The signs belong to the Latin name, which goes on in the next line.
        (["لغة C++", "language"], [f"لغة C++{LRM}", f"{LRM}language"]),
        # A percent sign stands where the Arabic letters before the number send it.
        (["ارتفع بنسبة", "2.5% اليوم"], [f"ارتفع بنسبة{RLM}", f"{ALM}2.5% اليوم{''}"]),
        (["G20", "2025"], [f"G20{LRM}", f"{LRM}2025"]),
        (["وحدها"], ["وحدها"]),
    ],
)
def test_a_broken_line_has_the_order_it_has_in_the_whole_text(lines, expected):
    assert marked(lines) == expected


def test_marks_of_order_take_no_room():
    for mark in (LRM, RLM, ALM):
        assert ARABIC.width(f"نهر{mark}", 50) == ARABIC.width("نهر", 50)


def test_a_letter_the_face_lacks_loses_its_mark_and_a_sign_goes():
    assert drawable("Erdoğan في İstanbul 🚀 ★ اليوم") == "Erdogan في Istanbul اليوم"
    assert drawable("می‌خواهیم") == "می‌خواهیم"


def test_the_face_has_what_news_in_arabic_and_persian_are_written_with():
    wanted = (
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیٹےڤ،؛؟٪٫٬«»“”‘’–—…•()[]{}/%&+-=@#$€£0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
    )
    assert not {char for char in wanted + MARKS + "ٰﷺéüçñ" if ord(char) not in covered()}
