"""Checks, setting and typing as an editor meets them, in a real browser with an Arabic keyboard."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from .chromium import DESKTOP, Visit
from .demo_site import DemoSite
from .newsroom import Newsroom

# As Word puts it on the clipboard.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal dir=RTL style='text-align:right;mso-bidi-language:AR'><b><span lang=AR
style='font-size:14.0pt;font-family:"Traditional Arabic";color:red'>فقرة غامقة</span></b><span lang=AR> ونص
<a href="https://example.org/x">رابط</a><o:p></o:p></span></p><ul><li style='mso-list:l0'>بند أول</li><li>بند ثان</li>
</ul><!--EndFragment--></body></html>"""
COPY = "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'})})])"
# As LibreOffice and Google Docs do.
WRITER = '<p style="line-height:115%" align="right"><font face="Liberation Serif"><i>سطر مائل</i> ثم عادي</font></p>'
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p dir="rtl" style="margin-top:0pt">'
    '<span style="font-size:11pt;font-weight:700">غامق</span><span style="font-size:11pt"> وعادي</span></p></b>'
)


@pytest.fixture(scope="module")
def desk(browser, site: DemoSite) -> Iterator[Newsroom]:
    newsroom = Newsroom(Visit(browser, site.url, **DESKTOP))
    newsroom.sign_in()
    yield newsroom
    newsroom.window.close()


@pytest.fixture
def story(desk: Newsroom) -> Newsroom:
    desk.new_story("أخبار")
    desk.field("العنوان").fill(f"لغة C++ في المرصد, {uuid4().hex[:6]}")
    desk.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))
    return desk


def panel(desk: Newsroom) -> Locator:
    return desk.page.locator("[data-checks]")


def test_the_panel_lists_what_stands_against_the_story_and_leads_there(story: Newsroom, project: Path):
    story.page.get_by_role("button", name="تبديل الفحوصات").click()
    expect(panel(story)).to_contain_text("لا مقدمة")
    expect(panel(story)).to_contain_text("كلمات في اتجاهين")
    expect(panel(story)).to_contain_text("المتن فارغ")
    row = panel(story).get_by_role("listitem").filter(has_text="لا مقدمة")
    row.get_by_role("button", name="اذهب إليه").click()
    expect(story.field("المقدمة")).to_be_focused()
    story.field("المقدمة").fill("ما الذي جرى عند الجسر")
    expect(panel(story)).not_to_contain_text("لا مقدمة")
    story.page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    faults = story.page.evaluate("axe.run('[data-checks]').then((result) => result.violations.map((one) => one.id))")
    assert faults == []
    assert story.window.violations() == []


def test_punctuation_is_set_better_where_it_is_ticked(story: Newsroom):
    number = story.number
    story.window.open(f"/newsroom/checks/{number}/typesetting/")
    story.page.get_by_role("button", name="أشّر على الكل").click()
    story.send("اقبل المؤشَّر عليه")
    expect(story.page.locator(".messages")).to_contain_text("حُسّن موضع واحد")
    assert "المرصد،" in story.field("العنوان").input_value()


@pytest.mark.parametrize(
    ("html", "texts", "styles"),
    [
        (WORD, ["فقرة غامقة ونص رابط", "بند أول", "بند ثان"], ["BOLD"]),
        (WRITER, ["سطر مائل ثم عادي"], ["ITALIC"]),
        (DOCS, ["غامق وعادي"], ["BOLD"]),
    ],
    ids=["word", "writer", "docs"],
)
def test_what_a_word_processor_has_on_the_clipboard_comes_in_clean(story: Newsroom, html, texts, styles):
    story.window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paragraph = story.insert("فقرة")
    paragraph.get_by_role("textbox").last.click()
    story.page.evaluate(
        "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'})})])",
        html,
    )
    story.page.keyboard.press("Control+v")
    field = paragraph.locator("input[type=hidden][name$=-value]")
    expect(field).to_have_value(re.compile(texts[-1]))
    content = json.loads(field.input_value())
    blocks = content["blocks"]
    assert [" ".join(block["text"].split()) for block in blocks] == texts
    assert [style["style"] for block in blocks for style in block["inlineStyleRanges"]] == styles
    assert {block["type"] for block in blocks} <= {"unstyled", "unordered-list-item"}
    links = [entity["data"] for entity in content["entityMap"].values()]
    assert links == ([{"url": "https://example.org/x"}] if html is WORD else [])


def test_the_list_of_shortcuts_opens_on_an_arabic_keyboard(desk: Newsroom):
    # The first page has a list of its own.
    desk.window.open("/newsroom/images/")
    dialog = desk.page.get_by_role("dialog", name="اختصارات لوحة المفاتيح")
    expect(dialog).to_have_count(0)
    keys = "{code: 'Slash', key: '؟', shiftKey: true, bubbles: true, cancelable: true}"
    desk.page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {keys}))")
    expect(dialog).to_be_visible()
