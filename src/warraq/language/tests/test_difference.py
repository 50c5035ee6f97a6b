"""Whatever is compared: the difference leads from one text to the other, and spelling hides nothing else."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.language.difference import (
    aligning,
    counted,
    difference,
    order_between,
    rich_words,
    same_spelling,
    spelling_fold,
    without_spelling,
)
from warraq.language.difference.aligning import matches

from .texts import tricky_texts

words = st.sampled_from("في من كتاب كتابٌ الكتاب إلى الى على علی مدرسة مدرسه ١٢ 12 ، , . AI ai «نهر» \n".split(" "))
stories = st.lists(words, max_size=60).map(" ".join)
texts = st.one_of(stories, tricky_texts)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(span.kind, span.old or span.new) for span in difference(old, new) if span.kind != "same"]


@given(texts, texts)
def test_the_spans_add_up_to_either_text(old, new):
    spans = difference(old, new)
    assert "".join(span.old for span in spans) == old
    assert "".join(span.new for span in spans) == new


@given(texts, texts)
def test_what_is_shown_as_the_same_is_the_same_and_what_is_shown_as_spelling_folds_to_the_same(old, new):
    for span in difference(old, new):
        if span.kind == "same":
            assert span.old == span.new
        if span.kind == "spelling":
            assert span.old != span.new
            assert same_spelling(span.old, span.new) or (span.old + span.new).isspace()


@given(texts, texts)
def test_with_spelling_hidden_the_newer_text_is_whole_and_every_other_change_stays(old, new):
    spans = difference(old, new)
    hidden = without_spelling(spans)
    assert "".join(span.new for span in hidden) == new
    assert [s for s in spans if s.kind in ("removed", "added")] == [s for s in hidden if s.kind in ("removed", "added")]


@given(texts, texts)
def test_turned_round_it_is_the_same_difference(old, new):
    forth, back = difference(old, new), difference(new, old)
    assert counted(forth) == counted(back)
    swapped = {"removed": "added", "added": "removed"}
    assert Counter((span.kind, span.old, span.new) for span in forth) == Counter(
        (swapped.get(span.kind, span.kind), span.new, span.old) for span in back
    )


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert counted(difference(text, text)) == (0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إلى", "الى"),
        ("أحمد", "احمد"),
        ("مسؤول", "مسوول"),
        ("مدرسة", "مدرسه"),
        ("علي", "علی"),
        ("كتاب", "کتاب"),
        ("كتابٌ", "كتاب"),
        ("كـــتاب", "كتاب"),
        ("١٢٣", "123"),
        ("۱۲۳", "123"),
        ("،", ","),
        ("«", '"'),
        ("ا\u0654", "أ"),
        ("ﻻ", "لا"),
    ],
)
def test_these_differ_in_spelling_only(one, other):
    assert [span.kind for span in difference(one, other)] == ["spelling"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("كتب", "كتاب"), ("US", "us"), ("غاز", "گاز"), ("12", "21"), ("لا", "ل"), ("عبد الله", "عبدالله"), ("1,5", "1.5")],
)
def test_these_are_other_words(one, other):
    assert not same_spelling(one, other)
    assert counted(without_spelling(difference(one, other)))[0]


def test_a_word_replaced_leaves_its_spaces_alone():
    assert told("قال الوزير اليوم", "قال الرئيس اليوم") == [("removed", "الوزير"), ("added", "الرئيس")]


def test_a_comma_that_comes_in_is_one_change():
    assert told("قال الوزير اليوم", "قال الوزير، اليوم") == [("added", "،")]


def test_a_paragraph_that_is_cut_in_two_shows_where():
    assert told("انتهى القول. وبدأ الفعل", "انتهى القول.\nوبدأ الفعل") == [("removed", " "), ("added", "\n")]


def test_a_very_long_text_is_compared_in_stretches_of_a_bounded_size(monkeypatch):
    sizes = []
    real = aligning._closely

    def closely(old, new, i, i_end, j, j_end):
        sizes.append(aligning._steps(old[i:i_end], new[j:j_end]))
        return real(old, new, i, i_end, j, j_end)

    monkeypatch.setattr(aligning, "_closely", closely)
    # No word stands there once, but runs of words do.
    old = [f"كلمة{n * n % 977}" if n % 3 else "في" for n in range(30_000)]
    new = [word + "ها" if n % 500 == 0 else word for n, word in enumerate(old)]
    assert len(matches(old, new)) > 29_000
    assert max(sizes) <= aligning.SAFE_STEPS


def test_a_text_of_one_word_said_very_often_ends_too():
    old, new = "ها " * 5_000 + "نعم", "لا " + "ها " * 5_001
    spans = difference(old, new)
    assert "".join(span.new for span in spans) == new


# --- formatting ---


def test_a_word_that_became_bold_is_a_change_of_format_and_named():
    (change,) = [s for s in difference(rich_words("<p>قال شيئًا</p>"), rich_words("<p>قال <b>شيئًا</b></p>")) if s.gained]
    assert (change.kind, change.new, change.gained) == ("format", "شيئًا", ("bold",))


def test_a_link_that_leads_elsewhere_is_a_change():
    old, new = ('<p><a href="https://one.example">هنا</a></p>', '<p><a href="https://two.example">هنا</a></p>')
    (change,) = difference(rich_words(old), rich_words(new))
    assert change.gained == ("link:https://two.example",)
    assert change.lost == ("link:https://one.example",)


def test_bold_that_reaches_over_more_of_a_word_is_not_overlooked():
    changes = difference(rich_words("<p><b>ال</b>كتاب</p>"), rich_words("<p><b>الك</b>تاب</p>"))
    assert [change.kind for change in changes] == ["format"]


def test_a_picture_in_the_text_that_was_replaced_is_a_change():
    old, new = ('<embed embedtype="image" id="1"/>', '<embed embedtype="image" id="2"/>')
    assert [span.kind for span in difference(rich_words(old), rich_words(new))] == ["format"]


@given(stories, stories)
def test_rich_text_is_compared_by_its_words(old, new):
    spans = difference(rich_words(f"<p>{old}</p>"), rich_words(f"<p>{new}</p>"))
    assert spelling_fold("".join(span.new for span in spans)).strip() == spelling_fold(new).strip()


# --- the order of blocks ---


def test_what_came_went_and_was_moved_is_told_and_what_is_gone_stands_where_it_stood():
    order = order_between(["a", "b", "c", "d"], ["a", "d", "x", "b"])
    assert (order.added, order.removed, order.moved) == ({"x"}, {"c"}, {"d"})
    assert order.row == ["a", "d", "x", "b", "c"]


names = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(names, names)
def test_blocks_that_stay_in_step_are_never_said_to_be_moved(old, new):
    order = order_between(old, new)
    still = [name for name in new if name in old and name not in order.moved]
    assert still == [name for name in old if name in still]
    assert sorted(order.row) == sorted({*old, *new})
