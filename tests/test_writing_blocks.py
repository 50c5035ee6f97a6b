"""Blocks of a story as an editor writes them, in a real browser: their directions, and what is pasted."""

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

TURN = "اقلب اتجاه الفقرة"


# As Word, LibreOffice and Google Docs put it on the clipboard.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal dir=RTL><span lang=AR>تمهيد <b>غامق</b><o:p></o:p></span></p>
<h2 dir=RTL style='text-align:right'><span lang=AR>العنوان الأول<o:p></o:p></span></h2>
<p class=MsoNormal dir=RTL><span lang=AR>نص تحته <a href="https://example.org/x">رابط</a></span></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>المحطة</b></p></td>
<td><p class=MsoNormal><b>2023</b></p></td></tr>
<tr><td><p class=MsoNormal>الجسر</p></td><td><p class=MsoNormal>14</p></td></tr></table>
<p class=MsoNormal dir=RTL><span lang=AR>خاتمة</span></p><!--EndFragment--></body></html>"""
WRITER = (
    '<html><head><meta name="generator" content="LibreOffice 7.4"/><style>h1 {color: red}</style></head>'
    '<body lang="ar-SA" dir="rtl"><h1 class="western">عنوان</h1>'
    '<p style="line-height:115%"><font face="Amiri"><i>مائل</i>'
    '</font> ثم عادي</p><table width="100%"><thead><tr><th>أ</th><th>ب</th></tr></thead><tbody>'
    '<tr><td colspan="2">واسعة</td></tr></tbody></table></body></html>'
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">'
    '<h2 dir="rtl"><span>في الميدان</span></h2>'
    '<p dir="rtl"><span style="font-weight:700">غامق</span><span> وعادي</span></p>'
    '<ul><li dir="rtl"><p>بند</p></li></ul></b>'
)
COPY = "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'})})])"


@pytest.fixture(scope="module")
def desk(browser, site: DemoSite) -> Iterator[Newsroom]:
    newsroom = Newsroom(Visit(browser, site.url, **DESKTOP))
    newsroom.sign_in()
    yield newsroom
    newsroom.window.close()


@pytest.fixture
def story(desk: Newsroom) -> Newsroom:
    desk.new_story("أخبار")
    desk.field("العنوان").fill(f"كتل المتن {uuid4().hex[:6]}")
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))
    return desk


def line_of(story: Newsroom, words: str) -> Locator:
    """The paragraph as Draft.js lays it out."""
    return story.part("المتن").locator(".public-DraftStyleDefault-block").filter(has_text=words)


def test_a_paragraph_is_seen_in_its_direction_while_it_is_written_and_can_be_turned_round(story: Newsroom):
    story.write_paragraph("BBC قالت إن المنسوب ارتفع")
    paragraph = story.part("المتن").get_by_role("region", name=re.compile("^فقرة")).last
    expect(line_of(story, "BBC")).to_have_css("direction", "rtl")
    story.page.keyboard.press("Enter")
    story.page.keyboard.type("The level rose again")
    line = line_of(story, "The level")
    expect(line).to_have_css("direction", "ltr")
    expect(line_of(story, "BBC")).to_have_css("direction", "rtl")
    field = paragraph.locator("input[type=hidden][name$=-value]")

    def turn() -> None:
        story.page.keyboard.press("Shift+Home")
        story.page.get_by_role("button", name=TURN).click()

    turn()
    expect(line).to_have_css("direction", "rtl")
    expect(field).to_have_value(re.compile('"dir": ?"rtl"'))
    expect(story.page.get_by_role("button", name=TURN)).to_have_attribute("aria-pressed", "true")
    story.page.get_by_role("button", name=TURN).click()
    expect(line).to_have_css("direction", "ltr")
    expect(field).not_to_have_value(re.compile('"dir"'))
    assert [block["data"] for block in json.loads(field.input_value())["blocks"]] == [{}, {}]


def test_a_subhead_keeps_its_direction_out_of_sight(story: Newsroom):
    story.write_subhead("ما الذي يعنيه الرقم؟")
    subhead = story.part("المتن").get_by_role("region", name=re.compile("^عنوان فرعي")).last
    expect(subhead.get_by_label("اتجاه الكتابة")).to_be_hidden()


# --- pasting ---


def paste(story: Newsroom, html: str) -> None:
    story.window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    story.page.evaluate(COPY, html)
    story.page.keyboard.press("Control+v")


def blocks_of(story: Newsroom) -> list[tuple[str, object]]:
    """Kind and content of each block of the text, as the form will send them."""
    found = story.page.evaluate("""() => {
        const holder = [...document.querySelectorAll("*")].find((one) => one.rootBlock?.children?.length);
        return (holder?.rootBlock.children ?? []).map((one) => {
            const value = one.block.getValue();
            return [one.type, typeof value === "string" ? JSON.parse(value) : value];
        });
    }""")
    return [(kind, content_of(kind, value)) for kind, value in found]


def content_of(kind: str, value: dict) -> object:
    if kind == "subhead":
        return value["text"]
    if kind == "table":
        return value["table"]["data"]
    return [" ".join(block["text"].split()) for block in (value or {"blocks": []})["blocks"]]


def expect_blocks(story: Newsroom, expected: list[tuple[str, object]]) -> None:
    # Rich text reaches the form a moment after it was pasted.
    story.window.wait_until(lambda: blocks_of(story) == expected, f"{expected}, but {blocks_of(story)}")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            WORD,
            [
                ("paragraph", ["تمهيد غامق"]),
                ("subhead", "العنوان الأول"),
                ("paragraph", ["نص تحته رابط"]),
                ("table", [["المحطة", "2023"], ["الجسر", "14"]]),
                ("paragraph", ["خاتمة"]),
            ],
        ),
        (WRITER, [("subhead", "عنوان"), ("paragraph", ["مائل ثم عادي"]), ("table", [["أ", "ب"], ["واسعة", ""]])]),
        (DOCS, [("subhead", "في الميدان"), ("paragraph", ["غامق وعادي", "بند"])]),
    ],
    ids=["word", "writer", "docs"],
)
def test_headings_and_tables_of_a_word_processor_become_blocks(story: Newsroom, html, expected):
    story.insert("فقرة").get_by_role("textbox").last.click()
    paste(story, html)
    expect_blocks(story, expected)


def test_what_was_split_is_taken_back_by_one_key_and_comes_in_as_one_paragraph(story: Newsroom):
    story.write_paragraph("قبل")
    paste(story, WORD)
    rest = [("subhead", "العنوان الأول"), ("paragraph", ["نص تحته رابط"])]
    expect(story.page.locator("[data-pasted-note]")).to_contain_text("5")
    story.window.wait_until(lambda: blocks_of(story)[1:3] == rest, "a subhead and what stands below it")
    story.page.keyboard.press("Control+z")
    story.window.wait_until(lambda: len(blocks_of(story)) == 1, "one block")
    story.window.wait_until(lambda: "خاتمة" in blocks_of(story)[0][1], f"all words, but {blocks_of(story)}")
    words = " ".join(blocks_of(story)[0][1])
    assert words.startswith("قبل")
    for part in ("تمهيد غامق", "العنوان الأول", "المحطة", "14"):
        assert part in words


def test_in_the_middle_of_a_paragraph_nothing_is_split(story: Newsroom):
    story.write_paragraph("قبل بعد")
    story.page.keyboard.press("ArrowRight")
    story.page.keyboard.press("ArrowRight")
    paste(story, WORD)
    story.window.wait_until(lambda: "خاتمة" in str(blocks_of(story)), f"all words, but {blocks_of(story)}")
    assert [kind for kind, _content in blocks_of(story)] == ["paragraph"]
