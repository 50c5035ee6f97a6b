"""The same text is known again in another dress; other texts are not taken for it."""

from hypothesis import given
from hypothesis import strategies as st

from ..likeness import is_alike, likeness_of

TEXT = "لم يعد أحد يصدق ما تقوله الشركة عن أسعار الخبز والوقود في هذه المدينة منذ سنين طويلة"
OTHER = "شكرًا على هذا المقال المفيد عن الاقتصاد والتعليم في المدن الصغيرة والقرى البعيدة عن المركز"
WORDS = [*dict.fromkeys(f"{TEXT} {OTHER}".split())]


def is_same(one: str, other: str) -> bool:
    first, second = likeness_of(one), likeness_of(other)
    return is_alike(first.sketch, second.sketch) and bool({*first.bands} & {*second.bands})


def test_marks_spellings_blanks_and_dots_make_no_other_text():
    dressed = TEXT.replace("أ", "ا").replace(" ", " . ").replace("ه", "ة", 1).replace("م", "مـ").replace("ع", "عَ")
    assert likeness_of(dressed).digest == likeness_of(TEXT).digest


def test_another_word_another_price_another_ending_is_nearly_the_same():
    assert is_same(TEXT, TEXT.replace("الخبز", "الأرز"))
    assert is_same(TEXT, f"{TEXT} ٤٥٦٧٨ واتساب")
    assert is_same(TEXT, f"مرحبا يا أصدقاء، {TEXT}")


def test_another_text_is_another():
    assert not is_same(TEXT, OTHER)


def test_a_few_words_have_no_sketch():
    assert likeness_of("شكرًا لكم").is_short
    assert likeness_of("شكرا لكم!").digest == likeness_of("شكرًا لكم").digest
    assert not is_alike(likeness_of("شكرًا لكم").sketch, likeness_of("شكرًا لكم").sketch)


@given(st.permutations(WORDS))
def test_texts_that_share_two_words_of_twelve_are_two(words):
    shared, one, other = words[:2], words[2:12], words[12:22]
    assert not is_same(" ".join([*shared, *one]), " ".join([*other, *shared]))


@given(st.text(max_size=400))
def test_any_text_is_like_itself(text):
    likeness = likeness_of(text)
    assert likeness == likeness_of(text)
    assert likeness.is_short or is_alike(likeness.sketch, likeness.sketch)
