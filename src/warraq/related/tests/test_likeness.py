"""Which texts count as the same story printed again."""

from warraq.related.likeness import are_alike, sketch

WORDS = (
    "قال المتحدث باسم المرصد أمس إن منسوب الماء في النهر عاد إلى معدله بعد أسبوعين من الأمطار الغزيرة التي شهدتها "
    "المنطقة وإن فرق الصيانة تفحص الضفاف كل صباح حتى نهاية الشهر كما نقلت وكالات الأنباء عن المزارعين قولهم إن الحقول"
)


def test_a_text_printed_again_under_another_headline_is_alike():
    assert are_alike(sketch("النهر يعود", WORDS), sketch("منسوب الماء", WORDS))


def test_marks_and_keyboards_make_no_other_text():
    assert are_alike(sketch("أ", WORDS), sketch("ب", WORDS.replace("ي", "ی").replace("الماء", "المَاء")))


def test_a_text_printed_again_with_more_beneath_is_alike():
    assert are_alike(sketch("أ", WORDS), sketch("ب", WORDS + " " + " ".join(reversed(WORDS.split()))))


def test_texts_that_share_words_but_no_sentences_are_not():
    assert not are_alike(sketch("أ", WORDS), sketch("ب", " ".join(sorted(WORDS.split()))))


def test_the_same_headline_is_the_same_story():
    assert are_alike(sketch("عاجل: السد", WORDS), sketch("عاجل : السدّ", "نص آخر تماما."))


def test_a_line_that_two_short_flashes_share_is_no_proof():
    line = "التفاصيل بعد قليل على موقعنا."
    assert not are_alike(sketch("فوز الفريق", line), sketch("افتتاح السد", line))


def test_nothing_is_like_a_story_without_words():
    assert not are_alike(sketch("", ""), sketch("", ""))
