"""An editor's desk in the Arabic newsroom, in a real browser: today's list by keyboard, fresh by itself, on a phone."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from .chromium import DESKTOP, PHONE, Visit
from .newsroom import Newsroom

WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def sign_in(visit: Callable[..., Visit]) -> Callable[..., Newsroom]:
    def open_desk(**options) -> Newsroom:
        newsroom = Newsroom(visit(**options))
        newsroom.sign_in()
        newsroom.window.open("/newsroom/")
        expect(newsroom.page.get_by_role("heading", name="مكتبي", exact=True)).to_be_visible()
        return newsroom

    return open_desk


def line(page: Page, title: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=title)


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-desk-status]")).to_contain_text(words)


def faults(page: Page, project: Path) -> list[tuple[str, str]]:
    page.evaluate((project / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run('main').then(result => result.violations)")
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]


def test_todays_list_is_worked_through_by_keyboard_on_an_arabic_layout(sign_in, project):
    desk = sign_in(**DESKTOP)
    page, title = desk.page, f"زيارة المرصد {uuid4().hex[:6]}"
    page.locator("h1").click()
    # The key of N writes ى on an Arabic keyboard.
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ى', code: 'KeyN', bubbles: true}))")
    expect(page.get_by_role("textbox", name="ماذا نغطي؟")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    said(page, "على القائمة")
    # Where the next line is typed, without a hand on the mouse.
    expect(page.get_by_role("textbox", name="ماذا نغطي؟")).to_be_focused()
    expect(page.get_by_role("textbox", name="ماذا نغطي؟")).to_have_value("")
    line(page, title).focus()
    page.keyboard.press("p")
    expect(line(page, title).get_by_role("button", name="تحتاج صورة")).to_have_attribute("aria-pressed", "true")
    expect(line(page, title)).to_be_focused()
    page.keyboard.press("t")
    expect(line(page, title)).to_contain_text("أُسند")
    page.keyboard.press("e")
    field = line(page, "").locator("[name=title]")
    expect(field).to_be_focused()
    assert faults(page, project) == []
    field.fill(f"{title} مساءً")
    page.keyboard.press("Enter")
    said(page, "تغيّر")
    expect(line(page, f"{title} مساءً")).to_be_focused()
    page.keyboard.press("d")
    expect(line(page, title)).to_contain_text("أُنجزت")
    desk.window.assert_nothing_amiss()


def test_one_key_begins_the_story_of_a_line(sign_in):
    desk = sign_in(**DESKTOP)
    page, title = desk.page, f"اللقالق تعود {uuid4().hex[:6]}"
    page.get_by_role("textbox", name="ماذا نغطي؟").fill(title)
    page.keyboard.press("Enter")
    said(page, "على القائمة")
    line(page, title).focus()
    page.keyboard.press("s")
    # It has no section yet: that is asked first.
    page.locator("[name=section]").select_option(label="أخبار")
    page.get_by_role("button", name="حفظ").click()
    line(page, title).focus()
    page.keyboard.press("s")
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(desk.field("العنوان")).to_have_value(title)
    desk.window.open("/newsroom/")
    expect(line(page, title)).to_contain_text("قيد الكتابة")
    expect(page.locator("#panel-drafts")).to_contain_text(title)
    desk.window.assert_nothing_amiss()


def test_what_a_colleague_adds_comes_by_itself_and_never_from_under_ones_hands(sign_in):
    mine, theirs = sign_in(**DESKTOP), sign_in(**DESKTOP)
    first, second = (f"ندوة البحيرة {uuid4().hex[:6]}" for _ in range(2))
    page = mine.page
    theirs.page.get_by_role("textbox", name="ماذا نغطي؟").fill(first)
    theirs.page.keyboard.press("Enter")
    said(theirs.page, "على القائمة")
    page.locator("[data-desk]").dispatch_event("desk:look")
    expect(line(page, first)).to_contain_text("جديد")
    field = page.get_by_role("textbox", name="ماذا نغطي؟")
    field.fill("نصف جملة")
    theirs.page.get_by_role("textbox", name="ماذا نغطي؟").fill(second)
    theirs.page.keyboard.press("Enter")
    said(theirs.page, "على القائمة")
    page.locator("[data-desk]").dispatch_event("desk:look")
    page.get_by_role("button", name="أظهر الجديد").click()
    expect(line(page, second)).to_be_visible()
    expect(field).to_have_value("نصف جملة")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible_and_fits_a_phone(sign_in, project, scheme):
    for screen in (DESKTOP, PHONE):
        desk = sign_in(color_scheme=scheme, **screen)
        assert faults(desk.page, project) == []
        assert desk.page.evaluate(WIDTH) == 0
        desk.window.assert_nothing_amiss()
        desk.window.close()


def test_the_list_works_without_scripts(sign_in):
    desk = sign_in(scripts=False, **DESKTOP)
    page, title = desk.page, f"افتتاح المعرض {uuid4().hex[:6]}"
    page.get_by_role("textbox", name="ماذا نغطي؟").fill(title)
    page.get_by_role("button", name="أضف").click()
    line(page, title).get_by_role("button", name="تحتاج خريطة").click()
    expect(line(page, title).get_by_role("button", name="تحتاج خريطة")).to_have_attribute("aria-pressed", "true")
