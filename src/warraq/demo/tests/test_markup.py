"""The laws of the demonstration's markup."""

import pytest

from warraq.demo.markup import MarkupError, Part, Reference, parts, pictures, plain, rich
from warraq.demo.reading import Picture


def test_inline_marks_become_what_the_editor_stores():
    assert rich("من **هنا** إلى *هناك*") == "من <b>هنا</b> إلى <i>هناك</i>"
    assert rich("خطة [[en:TU Delft]]") == 'خطة <bdi lang="en">TU Delft</bdi>'


def test_marks_stand_inside_marks():
    assert rich("**«الغرف *المفتوحة*»**") == "<b>«الغرف <i>المفتوحة</i>»</b>"


def test_what_looks_like_html_is_text():
    assert rich("a < b & c") == "a &lt; b &amp; c"


def test_plain_text_keeps_the_words_of_every_mark():
    assert plain("**نص** و*مائل* و[[fa:سه‌گاه]]") == "نص ومائل وسه‌گاه"


def test_paragraphs_and_subheads_are_blocks_of_their_own():
    assert parts("أول\n\n## عنوان\n\nثان") == [
        Part("paragraph", "<p>أول</p>"),
        Part("subhead", "عنوان"),
        Part("paragraph", "<p>ثان</p>"),
    ]


@pytest.mark.parametrize(
    ("line", "speaker", "role"),
    [("> قول", "", ""), ("> قول | ليلى", "ليلى", ""), ("> قول | ليلى | مهندسة", "ليلى", "مهندسة")],
)
def test_a_quotation_may_lack_its_speaker_and_role(line: str, speaker: str, role: str):
    assert parts(line) == [Part("quote", {"text": "قول", "speaker": speaker, "role": role})]


def test_items_of_a_list_are_told_apart_even_when_they_are_equal():
    [part] = parts("@keypoints\n- نقطة\n- نقطة")
    first, second = part.value["points"]
    assert first["value"] == second["value"] == "نقطة"
    assert first["id"] != second["id"]


def test_a_fact_box_holds_a_list_with_inline_marks():
    [part] = parts("@factbox حساب\n- **أول**\n- ثان")
    assert part.value == {"title": "حساب", "text": "<ul><li><b>أول</b></li><li>ثان</li></ul>"}


def test_a_table_has_its_header_row_and_column():
    [part] = parts("@table عنوان\nأ | ب\n1 | [[en:two]]")
    assert part.value["caption"] == "عنوان"
    assert part.value["table"]["data"] == [["أ", "ب"], ["1", "two"]]
    assert part.value["table"]["table_header_choice"] == "both"


def test_a_chart_has_its_form_words_and_table():
    [part] = parts("@chart bar عنوان الرسم | سم | المرصد | ملاحظة\nأ | ب\n1 | 2")
    assert (part.kind, part.value["kind"], part.value["title"]) == ("chart", "bar", "عنوان الرسم")
    assert (part.value["unit"], part.value["source"], part.value["note"]) == ("سم", "المرصد", "ملاحظة")
    assert part.value["table"]["data"] == [["أ", "ب"], ["1", "2"]]


def test_a_table_with_a_short_row_is_refused():
    with pytest.raises(MarkupError):
        parts("@table عنوان\nأ | ب\n1")


def test_a_block_nobody_knows_is_refused():
    with pytest.raises(MarkupError, match="@keypoint"):
        parts("@keypoint\n- نقطة")


def test_pictures_are_listed_in_order():
    body = "@picture kind=chart seed=4 | رسم | شرح | مصدر\n\nنص\n\n@picture kind=waves seed=5 | موج"
    assert list(pictures(body)) == [Picture("chart", 4, "رسم", "شرح", "مصدر"), Picture("waves", 5, "موج")]


def test_other_pages_are_named_by_their_key():
    assert parts("@album roofs")[0].value == Reference("album", "roofs")
