"""Two versions of a story compared and one field brought back, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from .chromium import DESKTOP, PHONE, Visit
from .newsroom import Newsroom
from .test_editors_aids import assert_accessible


@pytest.fixture
def desk(visit: Callable[..., Visit]) -> Newsroom:
    newsroom = Newsroom(visit(**DESKTOP))
    newsroom.sign_in()
    return newsroom


def assert_nothing_from_elsewhere(desk: Newsroom) -> None:
    assert desk.window.strangers == []
    assert desk.window.violations() == []
    assert [text for text in desk.window.complaints if not text.startswith("4")] == []


def write_story(desk: Newsroom, title: str) -> int:
    """A live story, and a draft of its next version that differs in a word and in spelling."""
    desk.new_story("أخبار")
    desk.field("العنوان").fill(title)
    desk.field("المقدمة").fill("إلى أين يمضي النهر")
    desk.write_paragraph("قال الخبير إن الماء وفير.")
    desk.publish()
    with desk.page.expect_event("load", timeout=60_000):
        desk.main.get_by_role("status").get_by_role("link", name="تحرير", exact=True).click()
    desk.field("المقدمة").fill("الى أين يمضي نهرنا")
    desk.send("حفظ المسودة")
    return desk.number


def test_an_editor_hides_spelling_and_brings_one_field_back(desk: Newsroom, project: Path) -> None:
    number = write_story(desk, f"نهر {uuid4().hex[:6]}")
    desk.window.open(f"/newsroom/pages/{number}/revisions/compare/live...latest/")
    text = desk.main.locator(".difference__text--one")
    expect(text.locator("del")).to_have_text(["إلى", "النهر"])
    expect(text.locator("ins")).to_have_text(["الى", "نهرنا"])
    assert_accessible(desk, project)
    desk.main.get_by_role("link", name="أخفِ التغييرات الإملائية").click()
    expect(desk.main.get_by_role("status").last).to_contain_text("تغيير إملائي واحد مخفي")
    expect(text.locator("del")).to_have_text(["النهر"])
    desk.main.get_by_role("link", name="جنبًا إلى جنب").click()
    expect(desk.main.locator(".difference__sides")).to_be_visible()
    desk.page.set_viewport_size(PHONE["viewport"])
    expect(desk.main.locator(".difference__sides")).to_be_hidden()
    assert_accessible(desk, project)
    with desk.page.expect_event("load", timeout=60_000):
        desk.main.get_by_role("button", name=re.compile(r"^أعد هذا الحقل.*المقدمة")).click()
    expect(desk.field("المقدمة")).to_have_value("إلى أين يمضي النهر")
    assert_nothing_from_elsewhere(desk)


def test_an_editor_fixes_the_live_version_while_the_next_one_waits(desk: Newsroom, project: Path) -> None:
    number = write_story(desk, f"سد {uuid4().hex[:6]}")
    desk.window.open(f"/newsroom/pages/{number}/edit/")
    desk.main.get_by_role("status").get_by_role("link", name="أصلح النسخة المنشورة").click()
    desk.field("الكلمات كما هي هناك").fill("وفير")
    desk.field("الكلمات الصحيحة").fill("غزير")
    desk.send("أظهر ما سيتغيّر")
    expect(desk.main.locator("ins")).to_have_text(["غزير"])
    assert_accessible(desk, project)
    desk.send("انشر الإصلاح")
    expect(desk.main.get_by_role("status").first).to_contain_text("نُشر الإصلاح. وأُصلح في النسخة التالية أيضًا")
    expect(desk.field("المقدمة")).to_have_value("الى أين يمضي نهرنا")
    assert_nothing_from_elsewhere(desk)
